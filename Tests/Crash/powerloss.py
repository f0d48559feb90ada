#!/usr/bin/env python3
"""Rebuilds a workspace as it may lie on the disk after a power loss, at many points of three loads.

  powerloss.py PROGRAM FOLDER --states N --seed N --rerun N
The model: what was written before a completed sync of its file is there; what was written later is there, is missing, or
is torn at 512-byte sectors, each write for itself. Names are kept in order, as ext4 does with data=ordered. Every load
that had told its figures must be there, whatever came after; every N-th state is also loaded to its end."""
import argparse
import os
import random
import shutil
import sqlite3
import struct
import subprocess

from bench import DAYS, ROOT, Bench, completes, report, torn, trouble

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("folder")
parser.add_argument("--states", type=int, default=300)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--rerun", type=int, default=1)
given = parser.parse_args()
bench = Bench(given.program, given.folder)
library = os.path.join(given.folder, "journal.so")
compiler = shutil.which("cc") or shutil.which("clang") or "gcc"
source = os.path.join(ROOT, "Tests", "Crash", "journal.c")
subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], check=True)
work, journal = os.path.join(given.folder, "work"), os.path.join(given.folder, "journal")
os.makedirs(work)
watched = {"LD_PRELOAD": library, "JOURNAL_DIR": work, "JOURNAL_OUT": journal}
loads = DAYS[:3]
for day in loads:
    # A workspace of its own is what the first load makes, so the states before its first promise count too.
    done = subprocess.run(
        bench.words(work, "ingest", bench.page(day)), env=bench.environment(**watched), cwd=given.folder,
        capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
reference = bench.dump(work)

raw = open(journal, "rb").read()
operations, at = [], 0
while at < len(raw):
    kind = chr(raw[at])
    first, second = struct.unpack_from("<II", raw, at + 1)
    offset, length = struct.unpack_from("<qQ", raw, at + 9)
    at += 25
    path, at = raw[at:at + first].decode(), at + first
    other, at = raw[at:at + second].decode(), at + second
    operations.append((kind, path, other, offset, raw[at:at + length]))
    at += length
counts = {kind: sum(o[0] == kind for o in operations) for kind in "WSTRUCDA"}
assert counts["S"] > 3 and counts["A"] == len(loads), counts


def put(content, offset, data):
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


def state(point, chance):
    """The files after a loss behind the first `point` operations, and how many loads had told their figures."""
    # A write is safe when its file was synced behind it, under whatever name.
    safe, synced = set(), set()
    alias = {}
    for index in range(point - 1, -1, -1):
        kind, path, other, _, _ = operations[index]
        if kind == "R":
            alias[path] = alias.get(other, other)
        name = alias.get(path, path)
        if kind == "S":
            synced.add(name)
        elif kind == "W" and name in synced:
            safe.add(index)
    files, told = {}, 0
    for index, (kind, path, other, offset, data) in enumerate(operations[:point]):
        if kind == "A":
            told += 1
        elif kind == "C":
            files[path] = bytearray()
        elif kind == "U":
            files.pop(path, None)
        elif kind == "R":
            files[other] = files.pop(path, bytearray())
        elif kind == "T":
            content = files.setdefault(path, bytearray())
            if len(content) > offset:
                del content[offset:]
            else:
                content.extend(bytes(offset - len(content)))
        elif kind == "W":
            content = files.setdefault(path, bytearray())
            luck = 0 if index in safe else chance.random()
            if luck < 0.4:
                put(content, offset, data)
            elif luck < 0.8:
                for sector in range(0, len(data), 512):
                    if chance.random() < 0.5:
                        put(content, offset + sector, data[sector:sector + 512])
    return files, told


def kept(workspace):
    path = os.path.join(workspace, "aftermarket.sqlite")
    if not os.path.exists(path):
        return 0
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT count(*) FROM run WHERE run_key LIKE 'archive:%' AND status IN ('done', 'partial')").fetchone()[0]
    except sqlite3.OperationalError:
        return 0  # Not even the first schema was committed.
    finally:
        connection.close()


chance = random.Random(given.seed)
passed = failed = reruns = 0
for number in range(given.states):
    point = chance.randrange(1, len(operations) + 1)
    files, told = state(point, chance)
    after = os.path.join(given.folder, "after")
    shutil.rmtree(after, ignore_errors=True)
    os.makedirs(after)
    for path, content in files.items():
        target = after + path[len(work):]
        os.makedirs(os.path.dirname(target), exist_ok=True)
        open(target, "wb").write(content)
    why = trouble(after) or torn(after)
    if not why and kept(after) < told:
        why = f"{kept(after)} loads are there, {told} had told their figures"
    if not why and number % given.rerun == 0:
        reruns += 1
        steps = [("ingest", bench.page(day)) for day in loads]
        why = completes(bench, after, steps[-1], reference, also=steps[:-1])
    if why:
        failed += 1
        print(f"state {number} at operation {point} of {len(operations)} (seed {given.seed}): {why}", flush=True)
    else:
        passed += 1
report(passed, failed, reruns=reruns, operations=counts)
