"""measure.py PROGRAM WORK NIGHTS: the simulated year, see run."""
import hashlib, os, resource, sqlite3, statistics, subprocess, sys, time

program, work, nights = sys.argv[1], sys.argv[2], int(sys.argv[3])
base = ["--workspace", work + "/workspace", "--pipelines", work + "/pipelines"]
database = work + "/workspace/aftermarket.sqlite"


def run(*words):
    """Wall and CPU seconds, peak MiB."""
    started = time.perf_counter()
    process = subprocess.Popen([program, *words, *base], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{words}: {process.returncode} {errors}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def dump():
    return hashlib.sha256(subprocess.run([program, "dump", *base], capture_output=True, check=True).stdout).hexdigest()


def rows():
    with sqlite3.connect(database) as connection:
        return connection.execute("SELECT count(*) FROM observation").fetchone()[0]


figures, sizes, changes = [], [], []
for night in range(nights):
    figures.append(run("ingest", f"{work}/nights/{night:03d}", "--manifest", f"{work}/nights/{night:03d}.tsv"))
    sizes.append(os.path.getsize(database))
    changes.append(rows())
first, last = min(10, nights - 1), nights - 1
grown = sizes[last] - sizes[first]
changed = changes[last] - changes[first]
beside = (grown - 400 * changed) / (last - first)
edge = max(1, nights // 6)
early, late = figures[1:1 + edge], figures[-edge:]
print(f"nights {nights}, changed listings a night {changed / (last - first):.0f}, database {sizes[last] / 1e6:.1f} MB")
print(f"a night beside 400 B a changed listing: {beside / 1000:.1f} KB (at most 40)")
for name, place in (("wall", 0), ("CPU", 1), ("peak MiB", 2)):
    before, after = statistics.median(f[place] for f in early), statistics.median(f[place] for f in late)
    print(f"{name}: {before:.3f} early, {after:.3f} late, ratio {after / before:.2f}")
before = dump()
seconds = run("rebuild")
print(f"rebuild: {seconds[0]:.1f} s, {seconds[2]:.0f} MiB, dump {'the same' if dump() == before else 'DIFFERS'}")
run("verify")
print("verify: sound")
