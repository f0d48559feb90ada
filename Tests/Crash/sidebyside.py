#!/usr/bin/env python3
"""Two writers at once, and backups while a load goes on.

  sidebyside.py busy|backup PROGRAM FOLDER"""
import argparse
import json
import os
import sqlite3
import subprocess
import threading
import time

from bench import DAYS, Bench, report, trouble

parser = argparse.ArgumentParser()
parser.add_argument("mode", choices=["busy", "backup"])
parser.add_argument("program")
parser.add_argument("folder")
given = parser.parse_args()
bench = Bench(given.program, given.folder)
work = os.path.join(given.folder, "work")
bench.seed(work)


def page(number, rows):
    """The records of one page and its line."""
    time_text = f"2025-09-{1 + number % 28:02d}T{number // 28 % 24:02d}:00:00Z"
    origin = {"page_sha256": f"{number:064x}", "fetched_at": time_text}
    lines = []
    for row in range(rows):
        key = str(1_000_000 + number * rows + row)
        lines.append({
            "type": "observation", "source": "avito", "key": key, "title": f"RTX 3090 24GB {key}", "kind": "card",
            "quantity": 1, "price": {"amount": str(500 + row), "currency": "USD", "text": str(500 + row)},
            "observed_at": time_text, "provenance": origin})
    lines.append({
        "type": "page", "source": "avito", "url": f"https://www.avito.ru/{number}", "verdict": "parsed",
        "listings": rows, "provenance": origin})
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def holds_a_lock(process):
    """Whether a process holds a file lock, asked of the kernel: a trial of the lock could be in the process's way."""
    folder = f"/proc/{process}/fdinfo"
    try:
        return any("FLOCK" in open(os.path.join(folder, name)).read() for name in os.listdir(folder))
    except FileNotFoundError:
        return False


if given.mode == "busy":
    writer = subprocess.Popen(
        bench.words(work, "load", "-"), env=bench.environment(), cwd=given.folder, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    writer.stdin.write(page(0, 10))
    writer.stdin.flush()
    waited = time.monotonic() + 60
    while not holds_a_lock(writer.pid):
        assert writer.poll() is None and time.monotonic() < waited, "the first writer never took the lock"
        time.sleep(0.01)
    seconds = []
    for words in [("ingest", bench.page(DAYS[1])), ("run", "avito", "--offline"), ("rebuild",)]:
        begun = time.monotonic()
        ended = bench.run(work, *words)
        seconds.append(round(time.monotonic() - begun, 2))
        assert ended.returncode == 5 and "lock" in ended.stderr, ended
    writer.stdin.close()
    assert writer.wait() == 0, writer.stderr.read()
    report(1, 0, seconds=seconds)
rows, parts, made, bad = 300, 8, 0, []
ended = threading.Event()


def load_parts():
    """Loads one page of records after the other, each a transaction."""
    for number in range(parts):
        path = os.path.join(given.folder, f"part-{number}.ndjson")
        open(path, "wb").write(page(number, rows))
        loaded = bench.run(work, "load", path)
        if loaded.returncode != 0:
            bad.append(loaded.stderr)
    ended.set()


writer = threading.Thread(target=load_parts)
writer.start()
restored = os.path.join(given.folder, "restored")
os.makedirs(restored)
target = os.path.join(restored, "aftermarket.sqlite")
counts = set()
while not ended.is_set():
    told = bench.run(work, "backup", target, "--force")
    if told.returncode != 0:
        bad.append(told.stderr)
        break
    made += 1
    found = trouble(restored)
    connection = sqlite3.connect(target)
    count = connection.execute("SELECT count(*) FROM listing WHERE title LIKE 'RTX 3090 24GB 1%'").fetchone()[0]
    connection.close()
    counts.add(count)
    if found or count % rows:
        bad.append(found or f"{count} rows are no committed state")
    bench.dump(restored)
writer.join()
for line in bad:
    print(line)
report(made, len(bad), states=len(counts))
