#!/usr/bin/env python3
"""Full disks, and system calls that fail.

  troubles.py disks PROGRAM FOLDER --step KIB     disks of 256 KiB to 8 MiB (needs root: they are mounted)
  troubles.py errors PROGRAM FOLDER --calls N     EIO, ENOSPC and EINTR at N calls of each kind
Never may a command end well with data missing, nor by a signal that nobody sent; given again, with room, it comes to
the same dump."""
import argparse
import collections
import json
import os
import subprocess

from bench import DAYS, ROOT, Bench, completes, report, trouble

parser = argparse.ArgumentParser()
parser.add_argument("mode", choices=["disks", "errors"])
parser.add_argument("program")
parser.add_argument("folder")
parser.add_argument("--step", type=int, default=256)
parser.add_argument("--calls", type=int, default=20)
parser.add_argument("--every", type=int, default=1)
given = parser.parse_args()
bench = Bench(given.program, given.folder)
work = os.path.join(given.folder, "work")
passed = failed = 0
seen = {}


def calls_of(words, call):
    """Calls of a kind that the program makes, as strace finds them again: its filter, and the number that it counts.

    Opens are told by their path, and only those of files of ours: of what the loader and the runtime open themselves
    nothing is promised. libdispatch for one traps where it cannot read /proc."""
    trace = os.path.join(given.folder, "trace")
    bench.copy(seed, work)
    traced = bench.run(work, *words, before=["strace", "-f", "-qq", "-s", "400", "-o", trace, "-e", f"trace={call}"])
    assert traced.returncode == 0, traced.stderr
    counts, found = collections.Counter(), []
    for line in open(trace, errors="replace"):
        thread, _, rest = line.partition(" ")
        if not rest.lstrip().startswith(call + "("):
            continue
        if call == "openat":
            path = rest.split('"')[1]
            if path.startswith(given.folder) or path.startswith(ROOT):
                counts[path] += 1
                found.append((("-P", path), counts[path]))
        else:
            counts[thread] += 1
            found.append(((), counts[thread]))
    found = sorted(set(found))
    # Evenly over all of them where they are more than asked for.
    wanted = min(given.calls, len(found))
    return [found[place * len(found) // wanted] for place in range(wanted)]


def judge(what, why):
    global passed, failed
    if why:
        failed += 1
        print(f"{what}: {why}", flush=True)
    else:
        passed += 1


if given.mode == "disks":
    # A load of some megabytes, so that it meets the end of disks of many sizes.
    records = os.path.join(given.folder, "records.ndjson")
    with open(records, "w") as file:
        for number in range(40):
            origin = {"page_sha256": f"{number:064x}", "fetched_at": f"2025-09-{1 + number % 28:02d}T10:00:00Z"}
            for row in range(100):
                file.write(json.dumps({
                    "type": "observation", "source": "avito", "key": f"{number}-{row}", "kind": "card", "quantity": 1,
                    "title": f"RTX 3090 24GB number {number} {row} " + "x" * 400, "provenance": origin}) + "\n")
            file.write(json.dumps({
                "type": "page", "source": "avito", "url": f"https://www.avito.ru/{number}", "verdict": "parsed",
                "listings": 100, "provenance": origin}) + "\n")
    words = ("load", records)
    assert bench.run(work, *words).returncode == 0
    reference = bench.dump(work)
    disk = os.path.join(given.folder, "disk")
    os.makedirs(disk)
    for size in range(256, 8192 + 1, given.step):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", disk], check=True)
        try:
            inside = os.path.join(disk, "workspace")
            ended = bench.run(inside, *words)
            why = None
            if ended.returncode == 0:
                why = None if bench.dump(inside) == reference else "it ended well with data missing"
            elif ended.returncode != 3 or "full" not in ended.stderr and "space" not in ended.stderr.lower():
                why = f"code {ended.returncode}: {ended.stderr[-300:]}"
            seen[str(ended.returncode)] = seen.get(str(ended.returncode), 0) + 1
            why = why or trouble(inside)
            bench.copy(inside, work)
        finally:
            subprocess.run(["umount", disk], check=True)
        judge(f"a disk of {size} KiB", why or completes(bench, work, words, reference))
else:
    seed = os.path.join(given.folder, "seed")
    bench.seed(seed)
    words = ("ingest", bench.page(DAYS[1]))
    bench.copy(seed, work)
    assert bench.run(work, *words).returncode == 0
    reference = bench.dump(work)
    kinds = ["fsync", "fdatasync", "pwrite64", "rename", "ftruncate", "openat"]
    points = {call: calls_of(words, call) for call in kinds}
    for call in kinds:
        for error in ["EIO", "ENOSPC", "EINTR"]:
            for which, number in points[call][::given.every]:
                bench.copy(seed, work)
                strace = ["strace", "-f", "-qq", *which, "-o", "/dev/null", "-e", f"trace={call}", "-e",
                          f"inject={call}:error={error}:when={number}"]
                ended = bench.run(work, *words, before=strace)
                why = trouble(work)
                if ended.returncode not in (0, 1, 2, 3):
                    why = f"it ended with {ended.returncode}: {ended.stderr[-600:]}"
                if not why and ended.returncode == 0 and bench.dump(work) != reference:
                    why = "it ended well with data missing"
                code = str(ended.returncode)
                seen[code] = seen.get(code, 0) + 1
                judge(f"{error} at {call} {' '.join(which)} {number} (code {code})", why or completes(bench, work, words, reference))
    seen["calls"] = {call: len(numbers) for call, numbers in points.items()}
report(passed, failed, codes=seen)
