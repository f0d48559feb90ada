"""measure.py WORK BENCHMARKS OBSERVATIONS ROUNDS: loading beside the C limit, see run."""
import json, os, shutil, sqlite3, statistics, subprocess, sys

work, ours, observations, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
nights = 10
listings = observations // nights // 50 * 50


def run(words):
    process = subprocess.Popen(words, stdout=subprocess.PIPE)
    line = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words
    return {**json.loads(line), "rss": usage.ru_maxrss / 1024}


def said(database):
    with sqlite3.connect(database) as connection:
        return [connection.execute(sql).fetchone() for sql in (
            "SELECT count(*), max(last_seen_at), min(first_seen_at) FROM listing",
            "SELECT count(*), sum(price_minor), sum(usd_per_card_micros) FROM observation",
            "SELECT count(*), sum(listings) FROM page", "SELECT count(*), sum(pages_read) FROM coverage")]


def clean(path):
    for end in ("", "-wal", "-shm", ".sums"):
        if os.path.exists(path + end):
            os.remove(path + end)


empty, values = work + "/empty.sqlite", work + "/values.tsv"
run([ours, "load", empty, str(listings), str(nights), values])
found = {"c": [], "ours": []}
for _ in range(rounds):
    clean(work + "/c.sqlite")
    shutil.copy(empty, work + "/c.sqlite")
    found["c"].append(run([work + "/load", work + "/c.sqlite", values]))
    clean(work + "/ours.sqlite")
    found["ours"].append(run([ours, "load", work + "/ours.sqlite", str(listings), str(nights)]))
    assert said(work + "/c.sqlite") == said(work + "/ours.sqlite"), (said(work + "/c.sqlite"), said(work + "/ours.sqlite"))
n = listings * nights


def median(name, key):
    return statistics.median(one[key] for one in found[name])


print(f"{n} observations of {listings} listings, rounds {rounds}, equal rows in both databases")
for name in found:
    print(f"{name}: {n / median(name, 'cpu') / 1e3:.0f} k per CPU second, {n / median(name, 'secs') / 1e3:.0f} k per second; "
          f"again {n / median(name, 'again_cpu') / 1e3:.0f} k per CPU second; peak {median(name, 'rss'):.0f} MiB")
print(f"of the C limit, CPU: {median('c', 'cpu') / median('ours', 'cpu'):.2f} (bar 0.85), "
      f"wall {median('c', 'secs') / median('ours', 'secs'):.2f}")
print(f"again, first = 1, CPU: {median('ours', 'cpu') / median('ours', 'again_cpu'):.2f} (bar 2)")
