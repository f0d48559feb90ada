#!/usr/bin/env python3
"""Nights of the made-up marketplace by the crontab's own line, each on its day by faketime, over HTTP.

  sixty.py PROGRAM FOLDER [--history N] [--nights N] [--kills N] [--seed N]

History comes by `ingest`. Then the line of cron/crontab runs cron/nightly.sh once a night: twice over, once undisturbed
and once with some nights killed midway and run again; both must end with the same dump. Prints what it finds; ends
with 1 when something is not as it should be."""
import argparse
import datetime
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import nights as archive
from market import DAY, Market, Plan, day

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FAMILIES = "'A100', 'H100', 'RTX 3090', 'T4'"


class Bench:
    def __init__(self, given):
        self.given = given
        self.program = os.path.abspath(given.program)
        self.folder = os.path.abspath(given.folder)
        self.plan = Plan()
        # The nights end well after the event's window; a shorter form ends before it.
        self.last = given.last
        self.first = self.last - (given.nights - 1) * DAY
        self.begin = self.first - given.history * DAY
        self.failures = []
        self.state = os.path.join(self.folder, "state.json")
        self.pipelines = os.path.join(self.folder, "pipelines")
        os.makedirs(self.folder, exist_ok=True)
        self.tell()
        self.server = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "server.py"), self.state, "--first", str(self.begin), "--last",
             str(self.last), "--seed", str(given.seed), "--scale", str(given.scale)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.base = f"http://127.0.0.1:{int(self.server.stdout.readline())}"
        shutil.copytree(os.path.join(ROOT, "pipelines"), self.pipelines)
        # Nobody else is asked.
        for name in os.listdir(os.path.join(self.pipelines, "sources")):
            if name != "ebay-browse.json5":
                os.remove(os.path.join(self.pipelines, "sources", name))
        archive.declare(self.pipelines, self.base, self.plan, fetched=True)
        shutil.rmtree(os.path.join(self.pipelines, "canaries"))
        with open(os.path.join(self.pipelines, "nightly.json5"), "w") as file:
            file.write('{ sources: ["market"], free_space_floor_bytes: 0 }\n')

    def tell(self, **state):
        with open(self.state + ".tmp", "w") as file:
            json.dump(state or {"day": "2025-01-01"}, file)
        os.rename(self.state + ".tmp", self.state)

    def states(self):
        """Which nights go wrong, and how: spread over those before the event where there are enough."""
        offsets = {"block": 5, "drift": 9, "down": 14} if self.given.nights > 30 else {"block": 1, "drift": 2, "down": 3}
        found = {self.first + offsets["block"] * DAY: "block", self.first + offsets["drift"] * DAY: "drift"}
        for more in range(3 if self.given.nights > 30 else 1):
            found[self.first + (offsets["down"] + more) * DAY] = "down"
        return found

    def ingest(self, workspace):
        folder = os.path.join(self.folder, "history")
        market = Market(self.begin, self.last, self.given.seed, self.given.scale)
        archive.archives(market, folder, self.base, self.begin, self.first - DAY)
        self.run("ingest", folder, "--source", "market", workspace=workspace)

    def run(self, *words, workspace):
        line = [self.program, words[0], "--pipelines", self.pipelines, "--workspace", workspace, *words[1:]]
        done = subprocess.run(line, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{words}: {done.returncode} {done.stdout} {done.stderr}")
        return done.stdout

    def query(self, sql, workspace):
        """The rows of a query, each as a list of texts."""
        lines = self.run("query", sql, "--format", "ndjson", workspace=workspace).splitlines()
        return [["" if value is None else str(value) for value in json.loads(line).values()] for line in lines]

    def line(self, workspace):
        """The line that cron runs at 03:17, with its folders filled in."""
        settings = workspace + ".env"
        with open(settings, "w") as file:
            file.write(f"AFTERMARKET_CONTACT=tests@example.org\nAFTERMARKET_WORKSPACE={workspace}\n"
                       f"AFTERMARKET_BINARY={self.program}\nAFTERMARKET_PIPELINES={self.pipelines}\n"
                       "AFTERMARKET_TIME_LIMIT=20m\nAFTERMARKET_NICE=0\n")
        with open(os.path.join(ROOT, "cron", "crontab")) as file:
            lines = [line for line in file if line.startswith("17 3 ")]
        command = lines[0].split(None, 5)[5].strip()
        return command.replace("@PREFIX@", os.path.join(ROOT, "cron")).replace("@ENV@", settings)

    def start(self, night, workspace):
        """A night as cron starts it: next to no environment, a session of its own, the clock at 03:17."""
        # The clock stands still within a night, so that two runs of it leave the same; the time that waits take runs on.
        line = ["/usr/bin/env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/nonexistent", "TZ=UTC",
                "FAKETIME_DONT_FAKE_MONOTONIC=1", "faketime", "-f", f"{night} 03:17:00", "/bin/sh", "-c",
                self.line(workspace)]
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                start_new_session=True)

    def kill(self, leader):
        """Kills every process of a session, which `timeout` leaves in a group of its own."""
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open(f"/proc/{name}/stat") as file:
                        fields = file.read().rsplit(")", 1)[1].split()
                    if int(fields[3]) == leader:
                        os.kill(int(name), signal.SIGKILL)
                except (OSError, IndexError):
                    pass

    def nights(self, workspace, kills=()):
        """Runs all nights; the exit code and the words of each."""
        states, found, usual = self.states(), {}, 2.0
        chance = random.Random(self.given.seed)
        night = self.first
        while night <= self.last:
            self.tell(day=str(night), state=states.get(night, "ok"), delay=60 if night in kills else 0)
            if night in kills:
                process = self.start(night, workspace)
                wait = chance.uniform(0.1, usual)
                time.sleep(wait)
                alive = process.poll() is None
                self.kill(process.pid)
                process.communicate()
                print(f"{night} killed after {wait:.2f} s{'' if alive else ', when it was over'}", flush=True)
            began = time.monotonic()
            process = self.start(night, workspace)
            words = process.communicate()[0]
            if night not in states and night not in kills:
                usual = max(0.5, time.monotonic() - began)
            found[night] = (process.returncode, words)
            night += DAY
        return found

    def check(self, holds, what):
        print(("ok    " if holds else "FAIL  ") + what, flush=True)
        if not holds:
            self.failures.append(what)

    def judge(self, workspace, found):
        states = self.states()
        for night, (code, words) in found.items():
            if night in states:
                word = {"block": "blocked", "drift": "drifted", "down": "503"}[states[night]]
                self.check(code in (1, 4) and word in words, f"{night} ({states[night]}): code {code}, told")
            elif code != 0 or words:
                self.check(False, f"{night}: code {code}, {words[-1500:]}")
        bad = ", ".join(f"'{night}'" for night in states)
        status = self.query(
            f"SELECT family, date, status FROM demand WHERE family IN ({FAMILIES}) AND date IN ({bad})", workspace)
        self.check(len(status) == 4 * len(states) and all(row[2] == "gap" for row in status),
                   f"{len(states)} nights that went wrong are gaps in every series")
        whole = self.query(f"SELECT date FROM coverage WHERE complete = 1 AND date >= '{self.first}'", workspace)
        self.check(len(whole) == self.given.nights - len(states), f"{len(whole)} nights were read in full")
        moved = self.query(
            f"""SELECT series, measure, kind, start_on, end_on FROM demand_spike WHERE start_on >= '{self.first}'
            AND NOT (series IN ('A100', 'H100') AND end_on >= '{self.plan.event}')""", workspace)
        self.check(not moved, f"no spike but that of the event: {moved}")
        ended = self.query(f"SELECT count(*) AS ended FROM listing WHERE substr(ended_at, 1, 10) IN ({bad})", workspace)
        self.check(ended == [["0"]], f"nothing ended on a night that went wrong: {ended}")
        with open(os.path.join(workspace, "report", "index.html")) as file:
            report = file.read()
        self.check(f"{self.last}" in report, "there is a report of the last night")
        if self.given.history >= 100 and self.last >= self.plan.event + 21 * DAY:
            self.effects(workspace, report)

    def effects(self, workspace, report):
        rows = self.query(
            """SELECT event_id, series, measure, verdict, kind, confounded_with, round(effect_log, 3) AS effect,
            round(q, 5) AS q FROM event_effect ORDER BY 1, 2, 3""", workspace)
        own = {(row[1], row[2]): row for row in rows if row[0] == "cn-2025-08-12-h20-guidance"}
        for family in self.plan.substitutes:
            row = own.get((family, "composite"))
            self.check(row is not None and row[3] == "rise", f"the rise of {family} is found: {row}")
            self.check(row is not None and row[4] == "demand_up", f"and called demand: {row}")
            self.check(row is not None and "us-2025-08-11-15pct-share" in row[5], f"with its neighbors: {row}")
        self.check("Firms told to avoid H20" in report, "the event is in the report")
        early = (self.plan.event - 30 * DAY).isoformat()
        false = self.query(
            f"""SELECT e.event_id, f.series, f.measure, f.verdict FROM event_effect AS f JOIN policy_event AS e
            ON e.event_id = f.event_id WHERE e.anchor_on < '{early}' AND f.verdict IN ('rise', 'fall')
            AND e.event_id <> 'made-up-auction'""", workspace)
        found = [row for row in rows if row[3] in ("rise", "fall")]
        # q < .05 lets one find in twenty be false.
        self.check(len(false) <= 0.05 * len(found), f"of {len(found)} finds {len(false)} are of events before: {false}")
        printed = self.run("query", "events", workspace=workspace)
        self.check("Firms told to avoid H20" in printed and "rise" in printed, "the cookbook's query prints it")
        # What a person types, without the program.
        shell = subprocess.run(
            ["sqlite3", "-readonly", os.path.join(workspace, "aftermarket.sqlite"),
             "SELECT count(*) FROM event_summary WHERE verdict = 'rise' AND series = 'A100'"],
            capture_output=True, text=True)
        self.check(shell.stdout.strip().isdigit() and int(shell.stdout) > 0, f"and sqlite3 too: {shell.stdout.strip()}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--history", type=int, default=130)
    parser.add_argument("--nights", type=int, default=60)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--last", type=day, default=day("2025-09-11"))
    given = parser.parse_args()
    bench = Bench(given)
    began = time.monotonic()
    calm, wild = (os.path.join(bench.folder, name) for name in ("calm", "wild"))
    bench.ingest(calm)
    shutil.copytree(calm, wild)
    print(f"{given.history} nights of history after {time.monotonic() - began:.0f} s", flush=True)
    found = bench.nights(calm)
    print(f"{given.nights} nights after {time.monotonic() - began:.0f} s", flush=True)
    bench.judge(calm, found)
    well = [night for night in found if night not in bench.states()]
    kills = sorted(random.Random(given.seed).sample(well[:-1], given.kills))
    bench.nights(wild, kills)
    same = bench.run("dump", workspace=calm) == bench.run("dump", workspace=wild)
    bench.check(same, f"the dump is the same after kills on {', '.join(map(str, kills))}")
    bench.run("verify", workspace=wild)
    bench.server.stdin.close()
    print(f"{len(bench.failures)} failures after {time.monotonic() - began:.0f} s")
    sys.exit(1 if bench.failures else 0)


if __name__ == "__main__":
    main()
