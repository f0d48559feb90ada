"""measure.py WORK BENCHMARKS PY_PARSE BOILERPLATE ROUNDS : articles and feeds against the Python peers, in turns.

WORK holds articles/ and feeds/. CPU seconds of the timed part; medians of the rounds. The slow peers read the first
forty files only. Exit code 1 when a bar is missed or a check differs.
"""
import json, os, statistics, subprocess, sys

work, binary, peers, words, rounds = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])
SOME = 40


def line(*words):
    return json.loads(subprocess.run(words, cwd=work, capture_output=True, text=True, check=True).stdout)


plan = {
    "trafilatura": (sys.executable, peers, "trafilatura", "articles", str(SOME)),
    "articles": (binary, "articles", "articles", words),
    "feedparser": (sys.executable, peers, "feedparser", "feeds", str(SOME)),
    "lxml": (sys.executable, peers, "lxml-feed", "feeds"),
    "feeds": (binary, "feeds", "feeds"),
}
runs = {name: [] for name in plan}
for number in range(rounds):
    for name, words in plan.items():
        runs[name].append(line(*words))
    print(f"round {number + 1}: " + ", ".join(f"{n} {r[-1]['n'] / r[-1]['cpu']:.0f}/s" for n, r in runs.items()), file=sys.stderr)

rate = {name: statistics.median(run["n"] / run["cpu"] for run in list_) for name, list_ in runs.items()}
last = {name: list_[-1] for name, list_ in runs.items()}
print("| what | per CPU second | check |\n|---|---:|---:|")
for name, label in (("trafilatura", "trafilatura, articles"), ("articles", "our articles"),
                    ("feedparser", "feedparser, feeds of 50 items"), ("lxml", "lxml, the same feeds"),
                    ("feeds", "our feeds")):
    print(f"| {label} | {rate[name]:.0f} | {last[name]['check']} of {last[name]['n']} |")
pages, feeds = last["articles"]["n"], last["feeds"]["n"]
same_articles = last["articles"]["check"] == pages and last["trafilatura"]["check"] == last["trafilatura"]["n"]
same_feeds = last["feeds"]["check"] == last["lxml"]["check"] == 50 * feeds
rows = [
    ("articles with a text and a date", f"{last['articles']['check']} of {pages}", "all", same_articles),
    ("items with a title and a date, as by lxml", str(last["feeds"]["check"]), "equal", same_feeds),
    ("articles a CPU second", f"{rate['articles']:.0f}", ">= 1500", rate["articles"] >= 1500),
    ("feeds a CPU second", f"{rate['feeds']:.0f}", ">= 2000", rate["feeds"] >= 2000),
    ("articles, trafilatura = 1", f"{rate['articles'] / rate['trafilatura']:.1f}", "", True),
    ("feeds, feedparser = 1", f"{rate['feeds'] / rate['feedparser']:.1f}", "", True),
]
print("\n| figure | measured | bar | met |\n|---|---:|---:|---|")
for name, value, bar, met in rows:
    print(f"| {name} | {value} | {bar} | {'yes' if met else 'NO'} |")
sys.exit(0 if all(met for *_, met in rows) else 1)
