"""measure.py WORK BIN ROUNDS : runs the C limit and ours in turns and prints the table of results.

WORK holds few/, many/, parse_xml2 and pipelines/; BIN holds aftermarket and benchmarks. CPU is user and system time;
medians of the rounds; the peak of memory is that of the largest child. Exit code 1 when a bar is missed.
"""
import json, os, statistics, subprocess, sys, time

work, binary, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
SOURCE = os.path.join(work, "pipelines", "sources", "market-example.json5")
SCRIPTS = os.path.join(work, "pipelines", "sources", "market-scripts.json5")


def child(words, out):
    """CPU seconds, wall seconds and peak MiB of one child; its stdout goes to `out`."""
    start = time.monotonic()
    with open(out, "wb") as sink:
        process = subprocess.Popen(words, stdout=sink, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{words[0]} ended with {process.returncode}; run it by hand: {' '.join(words)}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def line(words):
    """The JSON line of a program, with the CPU seconds of its timed part."""
    out = os.path.join(work, "line.json")
    child(words, out)
    with open(out, encoding="utf-8") as file:
        return json.load(file)


def parse(folder, jobs=1):
    """Our program from files to NDJSON in a file; what several jobs write must be what one writes."""
    out = os.path.join(work, f"records-{folder}-{jobs}.ndjson")
    words = [os.path.join(binary, "aftermarket"), "parse", os.path.join(work, folder), "--source", "market-example",
             "--pipelines", os.path.join(work, "pipelines"), "--jobs", str(jobs)]
    measured = child(words, out)
    with open(out, "rb") as file:
        return measured, sum(1 for _ in file)


few, many = (len(os.listdir(os.path.join(work, name))) for name in ("few", "many"))
version = subprocess.run([os.path.join(binary, "aftermarket"), "--version"], capture_output=True, text=True,
                         check=True).stdout.split()[-1]
limit, sax, ours, scripts, whole, peaks = [], [], [], [], [], []
for number in range(rounds):
    limit.append(line([os.path.join(work, "parse_xml2"), "xpath", os.path.join(work, "few")]))
    sax.append(line([os.path.join(work, "parse_xml2"), "saxextract", os.path.join(work, "few")]))
    ours.append(line([os.path.join(binary, "benchmarks"), SOURCE, os.path.join(work, "few"), version]))
    scripts.append(line([os.path.join(binary, "benchmarks"), SCRIPTS, os.path.join(work, "few"), version]))
    measured, lines = parse("few")
    whole.append(measured[0])
    peaks.append(measured[2])
    print(f"round {number + 1}: C xpath {limit[-1]['cpu']:.3f} s, C sax {sax[-1]['cpu']:.3f} s, "
          f"reading {ours[-1]['cpu']:.3f} s, scripts {scripts[-1]['cpu']:.3f} s, end to end {measured[0]:.3f} s",
          file=sys.stderr)
    if lines != few * 61:
        sys.exit(f"parse wrote {lines} lines of {few} pages, not {few * 61}")
(large_cpu, _, large_peak), lines = parse("many")
if lines != many * 61:
    sys.exit(f"parse wrote {lines} lines of {many} pages, not {many * 61}")

# Two jobs against one, by the clock on the wall: in turns, four times the pages, so that starting counts for little.
shares, busy, pair_peaks = [], [], {}
os.makedirs(os.path.join(work, "four"), exist_ok=True)
for number in range(4):
    for name in os.listdir(os.path.join(work, "few")):
        link = os.path.join(work, "four", f"{number}-{name}")
        if not os.path.exists(link):
            os.link(os.path.join(work, "few", name), link)
for number in range(rounds):
    (one_cpu, one_wall, _), _ = parse("four")
    (two_cpu, two_wall, pair_peaks["four"]), _ = parse("four", 2)
    _, _, pair_peaks["few"] = parse("few", 2)[0]
    shares.append(one_wall / two_wall)
    busy.append(two_cpu / two_wall)
    print(f"round {number + 1}: one job {one_wall:.3f} s ({one_cpu:.3f} s CPU), two {two_wall:.3f} s "
          f"({two_cpu:.3f} s CPU)", file=sys.stderr)
written = []
for jobs in (1, 2):
    with open(os.path.join(work, f"records-four-{jobs}.ndjson"), "rb") as file:
        written.append(file.read())
pair = statistics.median(shares)
is_same = written[0] == written[1]
del written

checks = {run["check"] for run in limit} | {run["check"] for run in ours}
# saxextract counts the link beside the number cut from it; of JSON-LD there are number, name, price, condition, seller.
equal = (checks == {8 * 60 * few} and {run["check"] for run in sax} == {9 * 60 * few}
         and {run["check"] for run in scripts} == {5 * 60 * few})


def ratio(limits, others):
    """The median of the ratios within the rounds: the machine is never as busy in one round as in the next."""
    return statistics.median(a["cpu"] / (b if isinstance(b, float) else b["cpu"]) for a, b in zip(limits, others))


c, s = (statistics.median(run["cpu"] for run in runs) for runs in (limit, sax))
reading, end = statistics.median(run["cpu"] for run in ours), statistics.median(whole)
scanning = statistics.median(run["cpu"] for run in scripts)
to_xpath, to_sax, end_to_sax, scan_to_reading = ratio(limit, ours), ratio(sax, ours), ratio(sax, whole), ratio(ours, scripts)
megabytes = limit[0]["bytes"] / 1e6
peak = statistics.median(peaks)
flat = large_peak <= 60 and large_peak <= peak * 1.15
rows = [
    ("check, fields read", f"{ours[0]['check']} of {limit[0]['check']}", "equal", equal),
    ("in-process reading, C SAX = 1", f"{to_sax:.2f}", ">= 0.85", to_sax >= 0.85),
    ("in-process reading, C XPath = 1", f"{to_xpath:.2f}", "", True),
    ("`aftermarket parse` end to end, C SAX = 1", f"{end_to_sax:.2f}", ">= 0.60", end_to_sax >= 0.6),
    ("JSON-LD alone, reading by selectors = 1", f"{scan_to_reading:.2f}", ">= 5", scan_to_reading >= 5),
    (f"peak memory, {few} pages", f"{peak:.1f} MiB", "<= 60 MiB", peak <= 60),
    (f"peak memory, {many} pages", f"{large_peak:.1f} MiB", "<= 60 MiB, within 15% of that", flat),
    ("what two jobs write, and what one writes", "the same" if is_same else "DIFFERENT", "the same", is_same),
    (f"two jobs, time on the clock, one job = 1, {4 * few} pages", f"{pair:.2f}", ">= 1.7", pair >= 1.7),
    ("cores that two jobs keep busy", f"{statistics.median(busy):.2f}", "", True),
    (f"peak memory of two jobs, {few} pages", f"{pair_peaks['few']:.1f} MiB", "<= 60 MiB", pair_peaks["few"] <= 60),
    (f"peak memory of two jobs, {4 * few} pages", f"{pair_peaks['four']:.1f} MiB", "<= 60 MiB, within 15% of that",
     pair_peaks["four"] <= min(60, pair_peaks["few"] * 1.15)),
]
print(f"{few} generated pages, {megabytes:.1f} MB, libxml2 {limit[0]['version']}, aftermarket {version}; "
      f"medians of {rounds} rounds in turns, CPU user + system")
print()
print("| what | CPU seconds | MB per CPU second |")
print("|---|---:|---:|")
for name, seconds, size in (("C limit, libxml2 with XPath", c, megabytes),
                            ("C limit, libxml2's SAX events without a tree", s, megabytes),
                            ("reading in process by selectors", reading, megabytes),
                            ("reading in process by JSON-LD alone", scanning, megabytes),
                            ("`aftermarket parse`, files to NDJSON", end, megabytes),
                            (f"the same, {many} pages", large_cpu, megabytes * many / few)):
    print(f"| {name} | {seconds:.3f} | {size / seconds:.1f} |")
print()
print("| figure | measured | bar | met |")
print("|---|---:|---:|---|")
for name, value, bar, met in rows:
    print(f"| {name} | {value} | {bar} | {'yes' if met else 'NO'} |")
sys.exit(0 if all(met for *_, met in rows) else 1)
