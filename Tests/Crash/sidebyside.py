#!/usr/bin/env python3
"""Two writers at once, and backups while a load goes on.

  sidebyside.py PROGRAM FOLDER"""
import argparse
import json
import os
import sqlite3
import subprocess
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


writer = subprocess.Popen(
    bench.words(work, "load", "-"), env=bench.environment(), cwd=given.folder, stdin=subprocess.PIPE,
    stdout=subprocess.PIPE, stderr=subprocess.PIPE)
if given.mode == "busy":
    writer.stdin.write(page(0, 10))
    writer.stdin.flush()
    deadline = time.monotonic() + 60
    seconds, code = [], 0
    # The lock is taken once the first writer has read its configuration.
    while code != 5 and time.monotonic() < deadline:
        begun = time.monotonic()
        code = bench.run(work, "ingest", bench.page(DAYS[0])).returncode
    for words in [("ingest", bench.page(DAYS[1])), ("run", "avito", "--offline"), ("rebuild",)]:
        begun = time.monotonic()
        ended = bench.run(work, *words)
        seconds.append(round(time.monotonic() - begun, 2))
        assert ended.returncode == 5 and "lock" in ended.stderr, ended
    writer.stdin.close()
    assert writer.wait() == 0, writer.stderr.read()
    report(1, 0, seconds=seconds)
rows, pages, made, bad = 500, 160, 0, []
target = os.path.join(given.folder, "copy.sqlite")
for number in range(pages):
    writer.stdin.write(page(number, rows))
    writer.stdin.flush()
    if number % 20 == 10:
        ended = bench.run(work, "backup", target, "--force")
        if ended.returncode != 0:
            bad.append(ended.stderr)
            continue
        made += 1
        os.makedirs(os.path.join(given.folder, "restored"), exist_ok=True)
        os.replace(target, os.path.join(given.folder, "restored", "aftermarket.sqlite"))
        restored = os.path.join(given.folder, "restored")
        connection = sqlite3.connect(os.path.join(restored, "aftermarket.sqlite"))
        count = connection.execute("SELECT count(*) FROM listing WHERE CAST(source_key AS INTEGER) BETWEEN 1000000 AND 1999999 AND title LIKE 'RTX 3090 24GB 1%'").fetchone()[0]
        connection.close()
        found = trouble(restored)
        if found or count % rows:
            bad.append(found or f"{count} rows are no committed state")
        bench.dump(restored)
writer.stdin.close()
assert writer.wait() == 0, writer.stderr.read()
for line in bad:
    print(line)
report(made, len(bad), rows=pages * rows)
