#!/usr/bin/env python3
"""Archives of simulated nights, from WARC to report: what was planted must be found, and little else.

  planted.py PROGRAM FOLDER [--first DAY] [--last DAY] [--scale X] [--seeds N [N ...]]

In each market the rise must be found on the substitutes with its neighbors named, the flood be called supply, and spam
and outage raise no spike. A verdict rests on q < .05: of all that is found, one in twenty may be false. So false finds
are counted over all markets and held against that rate; demanding none would ask for what nobody promised. Prints what
it finds; ends with 1 when something is not as it should be."""
import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time

import nights as archive
from market import DAY, Market, Plan, day

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
GUIDANCE = "cn-2025-08-12-h20-guidance"
NEIGHBORS = ("cn-2025-07-31-cac-summons", "us-2025-08-11-15pct-share", "corp-2025-08-22-h20-production-halt")
NONE = ["", "", "", None, None, None, None]


# The share of finds that may be false: what q < .05 promises.
FALSE_SHARE = 0.05


class Nights:
    def __init__(self, given, seed, folder):
        self.given, self.seed, self.failures = given, seed, 0
        self.found, self.false = [], []
        self.plan = Plan(demand=given.demand, hazard=given.hazard)
        self.program, self.folder = os.path.abspath(given.program), os.path.abspath(folder)
        os.makedirs(self.folder, exist_ok=True)
        self.pipelines = os.path.join(self.folder, "pipelines")
        shutil.copytree(os.path.join(ROOT, "pipelines"), self.pipelines)
        # What the configuration proves of itself each time is not what is asked here.
        shutil.rmtree(os.path.join(self.pipelines, "canaries"))
        archive.declare(self.pipelines, "http://market.example", self.plan)

    def run(self, *words):
        workspace = os.path.join(self.folder, "workspace")
        line = [self.program, words[0], "--pipelines", self.pipelines, "--workspace", workspace, *words[1:]]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AFTERMARKET_")}
        environment["AFTERMARKET_NOW"] = f"{self.given.last}T06:00:00Z"
        began = time.monotonic()
        done = subprocess.run(line, capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            raise SystemExit(f"{words}: {done.returncode} {done.stdout} {done.stderr[-3000:]}")
        if words[0] != "query":
            print(f"      {words[0]} took {time.monotonic() - began:.1f} s: {done.stdout.strip()[-200:]}", flush=True)
        return done.stdout

    def query(self, sql):
        """The rows of a query, each as a list."""
        lines = self.run("query", sql, "--format", "ndjson").splitlines()
        return [list(json.loads(line).values()) for line in lines]

    def check(self, holds, what):
        print(("ok    " if holds else "FAIL  ") + what, flush=True)
        self.failures += not holds

    def make(self):
        given = self.given
        folder = os.path.join(self.folder, "nights")
        market = Market(given.first, given.last, self.seed, given.scale, self.plan)
        archive.archives(market, folder, "http://market.example", given.first, given.last)
        self.run("ingest", folder, "--source", "market")
        self.run("analyze")
        self.run("report")

    def effects(self):
        """The effects by event, series and measure."""
        rows = self.query(
            """SELECT event_id, series, measure, verdict, kind, confounded_with, round(effect_log, 3) AS effect,
            round(ci_low, 3) AS low, round(ci_high, 3) AS high, round(q, 6) AS q FROM event_effect""")
        return {(row[0], row[1], row[2]): row[3:] for row in rows}

    def judge(self):
        plan, effects = self.plan, self.effects()
        for family in plan.substitutes:
            row = effects.get((GUIDANCE, family, "composite"), NONE)
            self.check(row[0] == "rise", f"the rise of {family} is found: {row}")
            self.check(row[1] == "demand_up", f"the rise of {family} is called demand")
            self.check(all(near in row[2] for near in NEIGHBORS), f"its neighbors are named: {row[2]}")
            # An interval of 95 % may miss by a little.
            holds = row[4] is not None and row[4] - 0.1 < plan.demand < row[5] + 0.1
            self.check(holds, f"{row[4]} to {row[5]} holds the {plan.demand} that was planted")
        for family in plan.supplied:
            row = effects.get(("made-up-auction", family, "composite"), NONE)
            new = effects.get(("made-up-auction", family, "new"), NONE)
            self.check("rise" in (row[0], new[0]), f"the flood of {family} is found: {row} {new}")
            self.check(row[1] == "supply_up", f"the flood of {family} is called supply")
        planted = [(GUIDANCE, family) for family in plan.substitutes] + [
            ("made-up-auction", family) for family in plan.supplied]
        # Windows of the neighbors hold the same rise: they are found with it, and named as confounded.
        both = plan.substitutes + ("pooled:substitutes",)
        tested = [key for key, row in effects.items() if row[3] is not None]
        self.found = [key + tuple(effects[key][:1]) for key in tested if effects[key][0] in ("rise", "fall")]
        self.false = [key for key in self.found if (key[0], key[1]) not in planted
                      and not (key[0] in (GUIDANCE,) + NEIGHBORS and key[1] in both)]
        print(f"      of {len(effects)} effects {len(tested)} were tested and {len(self.found)} found, "
              f"{len(self.false)} of them false: {self.false}")
        self.spikes()
        bad = [night for night in plan.outage if str(self.given.first) < night < str(self.given.last)]
        gaps = self.query("SELECT family, date, status FROM demand WHERE date IN (" + ", ".join(
            f"'{night}'" for night in bad) + ")")
        self.check(len(gaps) >= 11 * len(bad) and all(row[2] == "gap" for row in gaps),
                   f"the nights of the outage are gaps: {len(gaps)}")
        self.recompute()
        path = os.path.join(self.folder, "workspace", "report", "index.html")
        with open(path) as file:
            report = file.read()
        self.check("Firms told to avoid H20" in report and "made-up-auction" in report or
                   "A data center is sold off" in report, f"the report of {len(report)} characters has both events")

    def recompute(self):
        """Works figures out again from the listings, where numpy is at hand."""
        if importlib.util.find_spec("numpy") is None:
            return print("      python3 has no numpy; no figure was worked out again")
        line = [sys.executable, "-B", os.path.join(HERE, "recompute.py"),
                os.path.join(self.folder, "workspace", "aftermarket.sqlite")]
        done = subprocess.run(line, capture_output=True, text=True)
        print("".join(f"      {text}\n" for text in done.stdout.splitlines()), end="")
        self.check(done.returncode == 0, f"figures worked out again by the formulas agree {done.stderr[-500:]}")

    def spikes(self):
        plan = self.plan
        spikes = self.query("SELECT series, measure, kind, start_on, end_on, round(size, 2) AS size, event_id "
                            "FROM demand_spike ORDER BY start_on, series")
        for spike in spikes:
            print("      spike", *spike)
        allowed = [(family, plan.event) for family in plan.substitutes] + [
            (family, plan.supply) for family in plan.supplied]
        strange = [row for row in spikes if not any(
            row[0] == family and str(start - 7 * DAY) <= row[3] <= str(start + 56 * DAY) for family, start in allowed)]
        self.check(not strange, f"no spike but those planted: {strange}")
        held = self.query(
            f"""SELECT count(*) AS listings, count(DISTINCT l.offer_id) AS offers FROM listing AS l WHERE l.family = '{plan.spammed}'
            AND substr(l.first_seen_at, 1, 10) = '{plan.spam}'""")
        print("      listings and offers of the day of spam:", held)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--first", type=day, default=day("2025-02-03"))
    parser.add_argument("--last", type=day, default=day("2025-09-09"))
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--demand", type=float, default=Plan.demand)
    parser.add_argument("--hazard", type=float, default=Plan.hazard)
    given = parser.parse_args()
    failures, found, false = 0, [], []
    for seed in given.seeds:
        print(f"market {seed}", flush=True)
        nights = Nights(given, seed, os.path.join(given.folder, str(seed)))
        nights.make()
        nights.judge()
        failures, found, false = failures + nights.failures, found + nights.found, false + nights.false
        shutil.rmtree(nights.folder)
    # A single one says nothing against the rate, however few finds there are.
    most = max(1, int(len(found) * FALSE_SHARE))
    holds = len(false) <= most
    print(f"{'ok   ' if holds else 'FAIL '} {len(false)} of {len(found)} finds in {len(given.seeds)} markets are false, "
          f"at most {most}: {false}")
    failures += not holds
    print(f"{failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
