"""measure.py PROGRAM WORK PAGES ROUNDS: archived pages to a database beside two peers, see run.

The peers fetch from nginx of this machine; what they take for fetching alone is measured too and left out. Ours is
`rebuild --jobs 1`: reading the archive, all that is derived, offers, sums of rows, to a sealed database. CPU seconds,
user and system, of whole processes; medians of the rounds in turns.
"""
import json, os, shutil, signal, sqlite3, statistics, subprocess, sys, time

program, work, pages, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
PORT = 18753


def cpu(*words):
    """CPU seconds and MiB of a process that ends well."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=work)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{words[:3]} ended with {process.returncode}: {errors[-800:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(path, table):
    with sqlite3.connect(path) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


config = f"""worker_processes 1; daemon on; pid {work}/nginx.pid; error_log {work}/nginx.err warn;
events {{ worker_connections 512; }}
http {{ access_log off; default_type text/html; server {{ listen 127.0.0.1:{PORT}; root {work}/pages; }} }}"""
open(work + "/nginx.conf", "w").write(config)
subprocess.run(["nginx", "-p", work, "-c", work + "/nginx.conf"], check=True)
base = f"http://127.0.0.1:{PORT}/"
ours = ["--workspace", work + "/workspace", "--pipelines", work + "/pipelines", "--jobs", "1"]
try:
    with open(work + "/manifest.tsv", "w") as manifest:
        manifest.write("file\tsource\turl\tfetched_at\n")
        for number in range(pages):
            manifest.write(f"pages/s{number:05d}.html\tmarket-example\thttps://market.example/s{number:05d}.html"
                           f"\t2026-09-01T06:{number // 60 % 60:02d}:{number % 60:02d}Z\n")
    ingest = cpu(program, "ingest", "--manifest", work + "/manifest.tsv", *ours)
    found = {}
    for _ in range(rounds):
        for name, words in (
            ("ours", (program, "rebuild", *ours)),
            ("scrapy", (sys.executable, "e2e_scrapy.py", base, str(pages), "16", work + "/scrapy.sqlite")),
            ("scrapy, fetching alone",
             (sys.executable, "e2e_scrapy.py", base, str(pages), "16", work + "/none.sqlite", "fetch")),
            ("aiohttp", (sys.executable, "e2e_async.py", base, str(pages), "16", work + "/aiohttp.sqlite")),
            ("aiohttp, fetching alone",
             (sys.executable, "e2e_async.py", base, str(pages), "16", work + "/none.sqlite", "fetch")),
        ):
            found.setdefault(name, []).append(cpu(*words))
finally:
    os.kill(int(open(work + "/nginx.pid").read()), signal.SIGTERM)
listings = rows(work + "/workspace/aftermarket.sqlite", "listing")
check = {name: rows(f"{work}/{name}.sqlite", "l") for name in ("scrapy", "aiohttp")}
assert listings == check["scrapy"] == check["aiohttp"], (listings, check)


def seconds(name):
    return statistics.median(one[0] for one in found[name])


print(f"{pages} generated pages with {listings} listings, the same in all databases; medians of {rounds} rounds in turns")
print("\n| what | CPU seconds | pages per CPU second | peak MiB |\n|---|---:|---:|---:|")
for name, runs in found.items():
    print(f"| {name} | {seconds(name):.2f} | {pages / seconds(name):.0f} | {statistics.median(r[1] for r in runs):.0f} |")
print(f"| `ingest`: archiving too | {ingest[0]:.2f} | {pages / ingest[0]:.0f} | {ingest[1]:.0f} |")
mine = seconds("ours")
rates = [
    ("rate, Scrapy without its fetching = 1", (seconds("scrapy") - seconds("scrapy, fetching alone")) / mine, 5),
    ("rate, aiohttp without its fetching = 1", (seconds("aiohttp") - seconds("aiohttp, fetching alone")) / mine, 1),
    ("rate, Scrapy with its fetching = 1", seconds("scrapy") / mine, None),
    ("rate, aiohttp with its fetching = 1", seconds("aiohttp") / mine, None),
]
print("\n| figure | measured | bar | met |\n|---|---:|---:|---|")
for name, rate, bar in rates:
    met = "" if bar is None else "yes" if rate > bar else "NO"
    print(f"| {name} | {rate:.2f} | {'' if bar is None else f'>= {bar}'} | {met} |")
sys.exit(0 if all(bar is None or rate > bar for _, rate, bar in rates) else 1)
