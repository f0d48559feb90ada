"""measure.py WORK BENCHMARKS ROUNDS TOOLS : offers of generated listings by ours, the C limit and the Python peers.

WORK holds few.csv, many.csv, py_dedupe.py and dedupe (the C limit). Ours and the C program read the file's bytes within
the time that counts, the Python peers have read it before. All are scored alike: pairs within the clusters found
against pairs within the true ones. CPU seconds, medians of the rounds in turns. Exit code 1 when a bar is missed.
"""
import json, os, statistics, subprocess, sys

work, binary, rounds, tools = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4].split()
FEW, MANY = os.path.join(work, "few.csv"), os.path.join(work, "many.csv")


def line(*words):
    """What a program printed, and the most memory that it held."""
    out = os.path.join(work, "line.json")
    with open(out, "wb") as sink:
        process = subprocess.Popen(words, cwd=work, stdout=sink, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        return None
    with open(out, encoding="utf-8") as file:
        return dict(json.load(file), peak=usage.ru_maxrss * 1024)


runs = {}
for number in range(rounds):
    for name, words in (("ours", (binary, "dedupe", FEW)), ("C limit", (os.path.join(work, "dedupe"), FEW)),
                        ("ours, many", (binary, "dedupe", MANY)),
                        ("C limit, many", (os.path.join(work, "dedupe"), MANY))):
        runs.setdefault(name, []).append(line(*words))
    print(f"round {number + 1}: " + ", ".join(f"{n} {r[-1]['cpu']:.3f} s" for n, r in runs.items()), file=sys.stderr)
for tool in tools:
    found = line(sys.executable, "py_dedupe.py", tool, FEW)
    if found is None:
        print(f"{tool}: did not run; is it installed?", file=sys.stderr)
    else:
        runs[tool] = [found]

last = {name: list_[-1] for name, list_ in runs.items()}
rate = {name: last[name]["n"] / statistics.median(run["cpu"] for run in list_) for name, list_ in runs.items()}
print("| what | records | records per CPU second | precision | recall |")
print("|---|---:|---:|---:|---:|")
for name, run in last.items():
    label = f"{name} {run['version']}" if run["version"] not in ("-", "development") else name
    print(f"| {label} | {run['n']} | {rate[name] / 1e3:.0f} k | {run['precision']:.4f} | {run['recall']:.4f} |")
flat = statistics.median((many["n"] / many["cpu"]) / (few["n"] / few["cpu"])
                         for few, many in zip(runs["ours"], runs["ours, many"]))
# What the larger run holds more than the smaller one, less the bytes of the file, which are held to be read.
more = last["ours, many"]["n"] - last["ours"]["n"]
held = [(many["peak"] - many["bytes"] - few["peak"] + few["bytes"]) / more
        for few, many in zip(runs["ours"], runs["ours, many"])]
rows = [
    ("precision", f"{last['ours']['precision']:.4f}", ">= 0.95", last["ours"]["precision"] >= 0.95),
    ("recall", f"{last['ours']['recall']:.4f}", ">= 0.97", last["ours"]["recall"] >= 0.97),
    ("records per CPU second", f"{rate['ours'] / 1e3:.0f} k", ">= 300 k", rate["ours"] >= 300_000),
    ("rate of the many to that of the few", f"{flat:.2f}", ">= 0.80", flat >= 0.8),
    ("the same of the C limit", f"{rate['C limit, many'] / rate['C limit']:.2f}", "", True),
    ("ours, C limit = 1", f"{rate['ours'] / rate['C limit']:.2f}", "", True),
    ("bytes a record", f"{statistics.median(held):.0f}", "<= 250", statistics.median(held) <= 250),
]
fastest = max((rate[tool] for tool in tools if tool in rate and tool != "exact-key"), default=None)
if fastest:
    rows.insert(3, ("rate, fastest Python peer that compares = 1", f"{rate['ours'] / fastest:.1f}", "", True))
print("\n| figure | measured | bar | met |\n|---|---:|---:|---|")
for name, value, bar, met in rows:
    print(f"| {name} | {value} | {bar} | {'yes' if met else 'NO'} |")
sys.exit(0 if all(met for *_, met in rows) else 1)
