# Aftermarket. The two commands that matter: `make demo` and `make test`.
SHELL      := bash
SWIFT      ?= swift
RELEASE    := $(SWIFT) build -c release --static-swift-stdlib --product aftermarket
BINARY     := .build/release/aftermarket
DEMO       := demo
# Some pages of fixtures/ are dated years ahead; most are of the weeks before this day.
DEMO_DAY   := 2025-09-18
PACKAGES   := libcurl4-openssl-dev libxml2-dev libsqlite3-dev zlib1g-dev libssl-dev pkg-config
LIBRARIES  := libcurl libxml-2.0 sqlite3 zlib libcrypto
TOOLS      := nginx-light wget strace faketime python3 python3-venv openssl curl sqlite3 cron chromium
TOOLBOX    := .build/toolbox
# Tests at the same time: with all of them at once those that wait for something by the clock starve.
AT_ONCE    ?= 8

PREFIX     ?= /usr/local
DESTDIR    ?=

.PHONY: install uninstall deb deb-check docs docs-check docc
.PHONY: help demo test test-hostile test-crash test-year test-nights build debug lint imports gate test-statistics fuzz bench
.PHONY: bench-fetch bench-load bench-analysis bench-whole bench-dedupe clean dependencies tools

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

demo: build ## ingest fixtures/, print latest prices and value for money, write a report
	@echo "Some of these pages are there to show what is set aside: a block page, a changed layout."
	$(BINARY) ingest fixtures --workspace $(DEMO) || [ $$? -eq 1 ]
	$(BINARY) analyze --as-of $(DEMO_DAY) --workspace $(DEMO)
	$(BINARY) analyze --workspace $(DEMO)
	$(BINARY) report --as-of $(DEMO_DAY) --workspace $(DEMO)
	@echo; echo "Latest prices"
	@$(BINARY) query latest-prices --workspace $(DEMO)
	@echo; echo "Value for money"
	@$(BINARY) query value-for-money --workspace $(DEMO)
	@echo; echo "The figures are made up: fixtures/ is written by hand after the shape of real pages."
	@echo "Database: $(DEMO)/aftermarket.sqlite"
	@echo "Report:   $(DEMO)/report/index.html"

test: dependencies ## all tests; those that kill and starve processes by themselves, so that they starve no others
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --skip CrashTests --experimental-maximum-parallelization-width $(AT_ONCE)
	$(SWIFT) test --skip-build --filter CrashTests

test-hostile: dependencies ## nights against a server of faults, with all that takes minutes
	$(SWIFT) build --build-tests
	AFTERMARKET_HOSTILE=all $(SWIFT) test --skip-build --filter HostileTests

test-crash: dependencies ## kills, power losses, full disks and failing calls at every point: an hour and more
	$(SWIFT) build --build-tests
	AFTERMARKET_CRASH=all $(SWIFT) test --skip-build --filter 'CrashTests|LoadingTests'

test-year: build ## a simulated year of nights, rebuilt and compared; NIGHTS and LISTINGS make it shorter
	Benchmarks/year/run

test-nights: build ## simulated nights from archive to report, and sixty by cron's line with three killed
	Tests/Market/run $(BINARY)

build: dependencies ## the release binary, .build/release/aftermarket
	$(RELEASE)

debug: dependencies ## a debug build
	$(SWIFT) build

install: build ## the program, pipelines, cron, manual pages, completions and docs below PREFIX (/usr/local)
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" BINARY="$(BINARY)" packaging/stage
	@echo "installed below $(DESTDIR)$(PREFIX); what is missing: $(DESTDIR)$(PREFIX)/bin/aftermarket doctor"

uninstall: ## take away what install put there; workspaces and settings of the night stay
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" packaging/stage --remove

deb: build ## a Debian package, .build/deb/aftermarket_VERSION_ARCHITECTURE.deb
	@BINARY="$(BINARY)" packaging/deb

deb-check: deb ## install, use, remove and purge that package in a folder of its own
	@packaging/check

docs: dependencies ## write the generated pages of docs/ anew
	$(SWIFT) build --build-tests
	-RECORD_GOLDEN=1 $(SWIFT) test --skip-build --filter DocsTests > /dev/null 2>&1
	$(SWIFT) test --skip-build --filter DocsTests

docs-check: dependencies ## undocumented commands, options, codes, tables, columns; dead links; pages out of date
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter 'DocsTests|ManualTests'

docc: dependencies ## the reference of the modules, .build/docc
	packaging/docc

lint: ## formatting and doc comments
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks

imports: dependencies ## every import is one that Package.swift declares
	$(SWIFT) build --explicit-target-dependency-import-check error

gate: dependencies ## quality floors on real data; AFTERMARKET_CORPORA names the folder
	$(SWIFT) test --filter GateTests

test-statistics: build ## false positives and power of the event test on simulated panels; PANELS (300) a scenario
	Benchmarks/statistics/run

fuzz: dependencies ## libFuzzer over what reads foreign bytes, FUZZ_SECONDS (600) for each of five targets
	Tests/Fuzz/run

bench: build ## figures against peers and the C limit, as ratios in one run
	Benchmarks/run

bench-fetch: build ## fetching from nginx beside curl and a C program
	Benchmarks/fetch/run

bench-analysis: build ## the event study beside its numpy specification
	BINARY=$(BINARY) Benchmarks/analysis/run

bench-load: ## loading beside a C program that runs the same statements
	Benchmarks/load/run

bench-whole: build ## from an archive to a database beside Scrapy and an aiohttp program
	Benchmarks/whole/run

bench-dedupe: dependencies ## offers beside Python peers and a C program
	Benchmarks/dedupe/run

clean: ## forget what was built and the demo
	rm -rf .build $(DEMO)

dependencies: # the -dev packages, installed when missing
	@if ! pkg-config --exists $(LIBRARIES) 2>/dev/null; then \
	  echo "installing $(PACKAGES)"; \
	  if [ "$$(id -u)" = 0 ]; then run=; else run=sudo; fi; \
	  $$run apt-get update -qq && $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PACKAGES); \
	fi

tools: ## what some tests and the cookbook take (nginx, wget, strace, Chromium, warcio, Datasette, pandas, DuckDB); without them those tests are skipped
	@missing=; for each in nginx wget strace faketime openssl curl cron chromium; do \
	  PATH="$$PATH:/usr/sbin" command -v $$each > /dev/null || missing="$$missing $$each"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing $(TOOLS), for:$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then run=; else run=sudo; fi; \
	  $$run apt-get update -qq && $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(TOOLS); \
	fi
	@[ -x $(TOOLBOX)/bin/warcio ] && [ -x $(TOOLBOX)/bin/datasette ] && [ -e $(TOOLBOX)/.cookbook ] || { \
	  python3 -m venv $(TOOLBOX) && \
	  $(TOOLBOX)/bin/pip install --quiet warcio datasette pandas duckdb && touch $(TOOLBOX)/.cookbook; }
