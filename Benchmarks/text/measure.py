"""measure.py WORK BENCHMARKS PIPELINES ROUNDS : titles and prices against the Python peers, in turns.

WORK holds titles.txt, titles.txt.truth, prices.txt, data/aliases.tsv, py_norm.py and price (the C limit). The peers run
with this Python, which must have price-parser and pyahocorasick. CPU seconds of the timed part; medians of the rounds.
Exit code 1 when a bar is missed or a check differs.
"""
import json, os, statistics, subprocess, sys

work, binary, pipelines, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


def line(*words):
    return json.loads(subprocess.run(words, cwd=work, capture_output=True, text=True, check=True).stdout)


runs = {}
for number in range(rounds):
    for name, words in (
        ("pyahocorasick", (sys.executable, "py_norm.py", "pyahocorasick", "titles.txt")),
        ("names", (binary, "titles", "titles.txt", "data/aliases.tsv")),
        ("match", (binary, "match", "titles.txt", pipelines)),
        ("price-parser", (sys.executable, "py_norm.py", "price-parser", "prices.txt")),
        ("prices", (binary, "prices", "prices.txt", pipelines)),
        ("price-c", (os.path.join(work, "price"), "prices.txt")),
    ):
        runs.setdefault(name, []).append(line(*words))
    print(f"round {number + 1}: " + ", ".join(f"{n} {r[-1]['cpu']:.3f} s" for n, r in runs.items()), file=sys.stderr)

cpu = {name: statistics.median(run["cpu"] for run in list_) for name, list_ in runs.items()}
last = {name: list_[-1] for name, list_ in runs.items()}
print("| what | per CPU second | check |")
print("|---|---:|---:|")
for name, label in (("pyahocorasick", "pyahocorasick, names in titles"), ("names", "our automaton, the same names and titles"),
                    ("match", "titles read in full"), ("price-parser", "price-parser"), ("prices", "our prices"),
                    ("price-c", "C limit of prices")):
    rate = last[name]["n"] / cpu[name]
    print(f"| {label} | {rate / 1e6:.2f} M | {last[name]['check']} |" if rate >= 1e6 else
          f"| {label} | {rate / 1e3:.0f} k | {last[name]['check']} |")
titles, prices = cpu["pyahocorasick"] / cpu["names"], cpu["price-parser"] / cpu["prices"]
same_names = last["names"]["check"] == last["pyahocorasick"]["check"]
same_prices = last["prices"]["check"] == last["price-c"]["check"]
rows = [
    ("titles with a name, as by pyahocorasick", str(last["names"]["check"]), "equal", same_names),
    ("share of titles read as they were made", f"{last['names']['precision']}",
     f"{last['pyahocorasick']['precision']} less 0.001", last["names"]["precision"] >= last["pyahocorasick"]["precision"] - 0.001),
    ("prices with a figure and a sign, as by the C limit", str(last["prices"]["check"]), "equal", same_prices),
    ("titles, pyahocorasick = 1", f"{titles:.2f}", ">= 1.5", titles >= 1.5),
    ("prices, price-parser = 1", f"{prices:.1f}", ">= 10", prices >= 10),
]
print("\n| figure | measured | bar | met |\n|---|---:|---:|---|")
for name, value, bar, met in rows:
    print(f"| {name} | {value} | {bar} | {'yes' if met else 'NO'} |")
sys.exit(0 if all(met for *_, met in rows) else 1)
