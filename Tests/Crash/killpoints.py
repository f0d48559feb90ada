#!/usr/bin/env python3
"""kill -9 at the n-th system call of a kind, for n = 1, 2, … until no kill fires; or at random moments.

  killpoints.py points PROGRAM FOLDER [--every N]    over ingest and run --offline
  killpoints.py random PROGRAM FOLDER --count N --seed N
After each kill the database must be sound, sealed archives whole, and the same command must come to the same dump."""
import argparse
import os
import random
import signal
import subprocess
import time

from bench import DAYS, Bench, completes, report

parser = argparse.ArgumentParser()
parser.add_argument("mode", choices=["points", "random"])
parser.add_argument("program")
parser.add_argument("folder")
parser.add_argument("--every", type=int, default=1)
parser.add_argument("--count", type=int, default=100)
parser.add_argument("--seed", type=int, default=1)
given = parser.parse_args()
bench = Bench(given.program, given.folder)
seed, work = os.path.join(given.folder, "seed"), os.path.join(given.folder, "work")
bench.seed(seed)
commands = {"ingest": ("ingest", bench.page(DAYS[1])), "run": ("run", "avito", "--offline")}
passed = failed = 0
last = {}

# `run --offline` starts from pages that are archived and not loaded.
archived = os.path.join(given.folder, "archived")
bench.copy(seed, archived)
bench.copy(seed, work)
assert bench.run(work, *commands["ingest"]).returncode == 0
for name in os.listdir(os.path.join(work, "archive")):
    target = os.path.join(archived, "archive", name)
    if not os.path.exists(target):
        os.link(os.path.join(work, "archive", name), target)
starts = {"ingest": seed, "run": archived}
references, durations = {}, {}
for name, words in commands.items():
    bench.copy(starts[name], work)
    begun = time.monotonic()
    done = bench.run(work, *words)
    durations[name] = time.monotonic() - begun
    assert done.returncode in (0, 1), done.stderr
    references[name] = bench.dump(work)


def judge(name, told, code):
    global passed, failed
    why = completes(bench, work, commands[name], references[name])
    if code not in (0, 1, -signal.SIGKILL):
        why = f"it ended with {code}, and nobody did that; {why or 'the rerun is well'}"
    if why:
        failed += 1
        print(f"{name}, {told}: {why}", flush=True)
    else:
        passed += 1


if given.mode == "points":
    for name, words in commands.items():
        for call in ["pwrite64", "fdatasync", "fsync", "rename", "ftruncate", "unlink"]:
            number = 1
            while True:
                bench.copy(starts[name], work)
                strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                          f"inject={call}:signal=KILL:when={number}"]
                ended = bench.run(work, *words, before=strace)
                if ended.returncode in (0, 1):
                    break
                judge(name, f"kill at {call} {number}", ended.returncode)
                last[f"{name} {call}"] = number
                number += given.every
else:
    chance = random.Random(given.seed)
    for number in range(given.count):
        name = chance.choice(sorted(commands))
        after = chance.uniform(0, durations[name])
        bench.copy(starts[name], work)
        process = subprocess.Popen(
            bench.words(work, *commands[name]), env=bench.environment(), cwd=given.folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        judge(name, f"kill {number} after {after:.3f} s (seed {given.seed})", process.wait())
report(passed, failed, last=last)
