#!/usr/bin/env python3
"""Figures of a database worked out again, from its listings by the published formulas, in numpy.

  recompute.py DATABASE [--event ID] [--family NAME] [--series MODEL]

Nothing of the program is used: a price index (levels and smoothed levels), one event's effects with their intervals, and
what a dollar buys, each beside the stored figure. Takes a database of one source whose newest analysis is its first.
Ends with 1 where they differ by more than the tolerance."""
import argparse
import collections
import datetime
import json
import math
import sqlite3
import sys

import numpy as np


def number(text):
    """A day as a number, 1970-01-01 being 0."""
    return datetime.date.fromisoformat(text[:10]).toordinal() - datetime.date(1970, 1, 1).toordinal()


# Student's distribution, by the continued fraction of the incomplete beta function.
def beta_share(a, b, x):
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny, c, d = 1e-300, 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    h = d
    for m in range(1, 400):
        for n in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                  -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d, c = 1 + n * d, 1 + n / c
            d, c = 1 / (d if abs(d) > tiny else tiny), (c if abs(c) > tiny else tiny)
            h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return front * h


def two_sided(t, degrees):
    return beta_share(degrees / 2, 0.5, degrees / (degrees + t * t))


def quantile(degrees):
    low, high = 0.0, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if two_sided(middle, degrees) > 0.05 else (low, middle)
    return low


class Data:
    """Offers of a database: what they ask at first, and from when to when they stand."""

    def __init__(self, path):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.db.row_factory = sqlite3.Row
        offers = collections.defaultdict(list)
        for row in self.db.execute("SELECT * FROM listing WHERE side = 'sell' ORDER BY listing_id"):
            offers[row["offer_id"] or row["listing_id"]].append(row)
        first = {}
        for row in self.db.execute(
                """SELECT listing_id, observed_at, usd_per_card_micros / 1e6 AS usd FROM observation
                WHERE status = 'active' AND usd_per_card_micros > 0 ORDER BY observed_at DESC"""):
            first[row["listing_id"]] = row
        self.prices, self.stays = [], collections.defaultdict(list)
        for name, listings in sorted(offers.items()):
            cards = [one for one in listings if one["kind"] == "card" and not one["parts_only"]]
            priced = sorted((first[one["listing_id"]]["observed_at"], one["listing_id"], one) for one in cards
                            if one["listing_id"] in first)
            if priced:
                _, key, one = priced[0]
                self.prices.append((one, number(first[key]["observed_at"]), first[key]["usd"],
                                    one["seller_hash"] or one["listing_id"]))
            for family in {one["family"] for one in cards if one["family"]}:
                own = [one for one in cards if one["family"] == family]
                begins = min(own, key=lambda one: (number(one["first_seen_at"]), one["listing_id"]))
                ends = [min([number(one["last_seen_at"])] + ([number(one["ended_at"]) - 1] if one["ended_at"] else []))
                        for one in own]
                self.stays[family].append((number(begins["first_seen_at"]), max(ends), begins["seller_hash"] or name))
        # A night of saved pages that got much less than they claim was not read in full.
        self.nights = [number(row[0]) for row in self.db.execute(
            """SELECT date FROM coverage
            WHERE complete = 1 AND (claimed IS NULL OR rows_read IS NULL OR rows_read >= 0.8 * claimed) ORDER BY date""")]
        self.prices = self.plausible()

    def plausible(self):
        """Without prices of less than an eighth, or more than eight times, what sellers of the family ask."""
        asked = collections.defaultdict(lambda: collections.defaultdict(list))
        for one, _, usd, seller in self.prices:
            asked[one["family"]][seller].append(usd)
        usual = {}
        for family, sellers in asked.items():
            own = sorted(sorted(prices)[(len(prices) - 1) // 2] for prices in sellers.values())
            usual[family] = own[(len(own) - 1) // 2] if len(own) >= 5 else None
        return [price for price in self.prices if not usual[price[0]["family"]]
                or usual[price[0]["family"]] / 8 <= price[2] <= usual[price[0]["family"]] * 8]


# Prices.

def weighted_median(values, weights):
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order]) - weights.sum() / 2
    place = int(np.argmax(below >= -1e-12 * weights.sum()))
    if abs(below[place]) <= 1e-12 * weights.sum() and place + 1 < len(order):
        return (values[order[place]] + values[order[place + 1]]) / 2
    return values[order[place]]


def hedonic(weeks, logs, traits, weights):
    """Levels of the weeks at the mean traits, with their errors: Huber's regression on weeks and traits."""
    present = sorted(set(weeks))
    dummies = np.array([[float(week == one) for one in present] for week in weeks])
    names = sorted({item for row in traits for item in row})
    columns = np.array([[float(name in row) for name in names] for row in traits]).reshape(len(weeks), len(names))
    X = np.hstack([dummies, columns])
    hold, before = np.ones(len(logs)), None
    for _ in range(500):
        W = weights * hold
        b = np.linalg.solve((X.T * W) @ X, (X.T * W) @ logs)
        r = logs - X @ b
        if before is not None and np.sqrt(((r - before) ** 2 * weights).sum() / max((before ** 2).sum(), 1e-20)) < 1e-10:
            break
        before = r
        s = weighted_median(abs(r), weights) / 0.6745
        hold = np.minimum(1, 1.345 * s / np.maximum(abs(r), 1e-300))
    n, p, k = weights.sum(), X.shape[1], 1.345 * s
    inside = (weights * (abs(r) <= k)).sum()
    m = inside / n
    kappa = 1 + p * ((inside - inside ** 2 / n) / (n - 1)) / (n * m * m)
    unit = (weights * np.minimum(abs(r), k) ** 2).sum() / (n - p) * (kappa / m) ** 2
    V = unit * np.linalg.inv((X.T * weights) @ X)
    center = (weights[:, None] * columns).sum(0) / n
    levels, errors = {}, {}
    for place, week in enumerate(present):
        at = np.concatenate([np.eye(len(present))[place], center])
        levels[week], errors[week] = at @ b, math.sqrt(at @ V @ at)
    return levels, errors


def index(data, model):
    """The published levels of a model by week: 26 weeks, then joined by the mean of all links."""
    own = [price for price in data.prices if price[0]["model_id"] == model]
    weeks = np.array([(day + 3) // 7 for _, day, _, _ in own])
    logs = np.log([usd for _, _, usd, _ in own])
    voices = collections.Counter((week, price[3]) for week, price in zip(weeks, own))
    weights = np.array([1 / voices[week, price[3]] for week, price in zip(weeks, own)])
    traits = [[word for word in (price[0]["condition"] if price[0]["condition"] != "used" else "",
                                 "restricted" if "restricted_market" in json.loads(price[0]["flags"]) else "",
                                 "lot" if price[0]["quantity"] > 1 else "") if word] for price in own]
    raw, errors = {}, {}
    first, last = weeks.min(), weeks.max()
    for end in range(min(first + 25, last), last + 1):
        kept = np.flatnonzero((weeks > end - 26) & (weeks <= end))
        levels, spread = hedonic(weeks[kept], logs[kept], [traits[place] for place in kept], weights[kept])
        links = [raw[week] - levels[week] for week in levels if week in raw]
        move = sum(links) / len(links) if links else 0
        for week in levels:
            raw.setdefault(week, levels[week] + move)
            errors.setdefault(week, spread[week])
    return raw, errors


def smoothed(raw, errors):
    """The wandering level by dense algebra, its step by the greatest likelihood on a fine grid."""
    weeks = sorted(raw)
    y, v = np.array([raw[week] for week in weeks]), np.array([errors[week] ** 2 for week in weeks])
    since = np.array(weeks, float) - weeks[0]
    walk = np.minimum(since[:, None], since[None, :])

    def parts(log_q):
        inverse = np.linalg.inv(np.diag(v) + math.exp(log_q) * walk)
        ones = np.ones(len(y))
        mean = ones @ inverse @ y / (ones @ inverse @ ones)
        return inverse, mean, ones

    def height(log_q):
        inverse, mean, ones = parts(log_q)
        sign, size = np.linalg.slogdet(inverse)
        r = y - mean
        return 0.5 * (size - math.log(ones @ inverse @ ones) - r @ inverse @ r)

    grid = np.arange(-14, -1.99, 0.02)
    best = max(grid, key=height)
    low, high = max(-14, best - 0.03), min(-2, best + 0.03)
    for _ in range(60):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, b) if height(a) >= height(b) else (a, high)
    inverse, mean, _ = parts((low + high) / 2)
    return dict(zip(weeks, mean + math.exp((low + high) / 2) * walk @ inverse @ (y - mean)))


# Demand.

def one_voice(stays):
    """What one seller put up on a day, or took down on one, counts once: the longest."""
    for place in (0, 1):
        kept = {}
        for stay in stays:
            key = (stay[2], stay[place])
            if key not in kept or stay[1] - stay[0] > kept[key][1] - kept[key][0]:
                kept[key] = stay
        stays = list(kept.values())
    return stays


class Counts:
    """New, gone and at risk of each family on the nights of a stretch."""

    def __init__(self, data, begin, end):
        nights = np.array([night for night in data.nights if begin <= night <= end])
        self.day, self.gap = nights[1:], np.diff(nights).astype(float)
        shares = np.zeros((len(self.day), 7))
        for place, day in enumerate(self.day):
            for back in range(int(self.gap[place])):
                shares[place, (day - back + 3) % 7] += 1 / self.gap[place]
        self.weekdays = shares[:, 1:] - shares[:, :1]
        self.flows = {}
        for family, stays in data.stays.items():
            stays = [stay for stay in one_voice(stays) if stay[0] <= stay[1]]
            first, last = (np.array([stay[place] for stay in stays]) for place in (0, 1))
            before = nights[:-1, None]
            new = ((first > before) & (first <= nights[1:, None])).sum(1).astype(float)
            gone = ((last >= before) & (last < nights[1:, None])).sum(1).astype(float)
            # What came and went between two nights was there on neither: it is counted as both.
            risk = np.array([((first <= night) & (last >= night)).sum() for night in nights[:-1]], float)
            self.flows[family] = {"new": (new, self.gap), "gone": (gone, np.maximum(risk, 1) * self.gap)}


def long_run(r, nights, parameters):
    n = len(r)
    r = r - r.mean()
    rho = np.array([(r[j:] @ r[:-j]) / n for j in range(1, 8)]) / ((r @ r) / n) + 0.6 * parameters / n
    positive = np.clip(rho[:5], 0, None)
    if positive.sum() <= 0:
        return 1.0
    decay = min(0.95, (positive[1:] * positive[:-1]).sum() / max((positive[:-1] ** 2).sum(), 1e-12))
    powers = decay ** np.arange(1, 6)
    signal = min(1.0, (positive * powers).sum() / max((powers ** 2).sum(), 1e-12)) if decay > 0 else 0.0
    j = np.arange(1, nights)
    fitted = 1 + 2 * ((1 - j / nights) * signal * decay ** j).sum()
    j = np.arange(1, min(7, nights - 1) + 1)
    return max(1.0, fitted, 1 + 2 * ((1 - j / (len(j) + 1)) * rho[:len(j)]).sum())


def window_effect(counts, family, controls, flow, history, window):
    """Effect, error and degrees of freedom of one flow in a window, before calibration."""
    y, exposure = counts.flows[family][flow]
    sums = [counts.flows[control][flow] for control in controls]
    common = np.log((sum(c for c, _ in sums) + 0.5) / (sum(e * c.sum() / e.sum() for c, e in sums) + 0.5))
    offset = np.log(exposure) + common
    X = np.hstack([np.ones((len(y), 1)), (counts.day[:, None] - counts.day[history].mean()) / 100, counts.weekdays])
    prior = np.diag([0, 1 / 0.15 ** 2] + [1 / 0.1 ** 2] * 6)
    b, phi = np.zeros(8), 1.0
    b[0] = math.log((y[history].sum() + 0.5) / np.exp(offset[history]).sum())
    x, seen = X[history], y[history]
    for _ in range(500):
        mu = np.exp(x @ b + offset[history])
        information = (x.T * mu) @ x / phi
        step = np.linalg.solve(information + prior, x.T @ (seen - mu) / phi - prior @ b)
        b = b + step
        mu = np.exp(x @ b + offset[history])
        information = (x.T * mu) @ x / phi
        parameters = np.trace(np.linalg.solve(information + prior, information))
        next_phi = max(1.0, ((seen - mu) ** 2 / mu).sum() / max(len(seen) - parameters, 1))
        settled, phi = max(abs(step).max(), abs(next_phi - phi)) < 1e-12, next_phi
        if settled:
            break
    V = np.linalg.inv((x.T * mu) @ x / phi + prior)
    expected = np.exp(X[window] @ b + offset[window])
    total = expected.sum()
    g = (X[window] * expected[:, None]).sum(0) / total
    ratio = long_run((seen - mu) / np.sqrt(mu), len(window), parameters)
    error = math.sqrt(ratio * (phi / total + g @ V @ g))
    return (math.log((y[window].sum() + 0.5) / (total + 0.5)), error, max(4, (len(seen) - parameters) / ratio))


def joint(new, gone, rho):
    u, v = 1 / new[1] ** 2, 1 / gone[1] ** 2
    return (u * new[0] + v * gone[0]) / (u + v), math.sqrt(u + v + 2 * rho / (new[1] * gone[1])) / (u + v)


def effects(data, family, controls, anchor):
    """New, gone and composite of a family at an event: effect, interval and p."""
    counts = Counts(data, anchor - 186, anchor + 90)
    day = counts.day
    end = anchor - 5
    begin = max(end - 180, day[0])
    past = (day >= begin) & (day < end)
    history, window = np.flatnonzero(past), np.flatnonzero((day >= anchor) & (day < anchor + 14))
    found = {flow: window_effect(counts, family, controls, flow, history, window) for flow in ("new", "gone")}
    placebos, own = [], []
    for series in [family] + controls:
        others = [control for control in controls if control != series]
        blocks = [end - 14 * (place + 1) for place in range((end - begin) // 14)]
        for start in blocks + ([anchor] if series != family else []):
            block = np.flatnonzero((day >= start) & (day < start + 14))
            rest = np.flatnonzero(past & ((day < start - 5) | (day >= start + 19)))
            if len(block) < 7 or len(rest) < 40:
                continue
            placebos.append([window_effect(counts, series, others, flow, rest, block) for flow in ("new", "gone")])
            own.append(series == family)
    own = np.array(own)

    def calibrated(effect, error, statistics, most):
        squares = np.minimum(abs(np.array(statistics)), 4) ** 2
        many = own.sum()
        scale = math.sqrt(max(1, (8 * squares.mean() + squares[own].sum()) / (8 + many)))
        degrees = min(most, 16 + many)
        reach = quantile(degrees) * error * scale
        return effect, effect - reach, effect + reach, two_sided(effect / error / scale, degrees)

    result = {}
    for place, flow in enumerate(("new", "gone")):
        effect, error, degrees = found[flow]
        result[flow] = calibrated(effect, error, [one[place][0] / one[place][1] for one in placebos], degrees)
    t = np.clip([[one[0][0] / one[0][1], one[1][0] / one[1][1]] for one in placebos], -4, 4)
    rho = min(max(np.corrcoef(t.T)[0, 1], 0), 0.9)
    both = [joint(*one, rho) for one in placebos]
    result["composite"] = calibrated(*joint(found["new"], found["gone"], rho), [e / s for e, s in both], math.inf)
    return result


class Check:
    def __init__(self):
        self.failures = 0

    def __call__(self, what, pairs, tolerance):
        worst = max((abs(ours - theirs) for ours, theirs in pairs), default=math.inf)
        holds = worst <= tolerance
        self.failures += not holds
        print(f"{'ok   ' if holds else 'FAIL '} {what}: {len(pairs)} figures within {worst:.1e}, at most {tolerance:g}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--event", default="cn-2025-08-12-h20-guidance")
    parser.add_argument("--family", default="A100")
    parser.add_argument("--series", default="nvidia-a100-pcie-40gb")
    given = parser.parse_args()
    data, check = Data(given.database), Check()
    stored = {(number(row["date"]) + 3) // 7: row for row in data.db.execute(
        "SELECT * FROM price_index WHERE series = ? AND method = 'hedonic_huber'", (given.series,))}
    raw, errors = index(data, given.series)
    levels = smoothed(raw, errors)
    check(f"unsmoothed levels of {given.series}", [(raw[week], row["level_raw"]) for week, row in stored.items()], 1e-6)
    check("their standard errors", [(errors[week], row["se"]) for week, row in stored.items()], 1e-6)
    check("smoothed levels", [(levels[week], row["level"]) for week, row in stored.items()], 1e-5)
    anchor = data.db.execute("SELECT anchor_on FROM policy_event WHERE event_id = ?", (given.event,)).fetchone()[0]
    diagnostics = data.db.execute(
        "SELECT control_series FROM event_diagnostic WHERE event_id = ? AND series = ? AND measure = 'composite'",
        (given.event, given.family)).fetchone()[0]
    found = effects(data, given.family, json.loads(diagnostics), number(anchor))
    for measure, figures in found.items():
        row = data.db.execute(
            """SELECT effect_log, ci_low, ci_high, p FROM event_effect
            WHERE event_id = ? AND series = ? AND measure = ?""", (given.event, given.family, measure)).fetchone()
        check(f"{measure} of {given.family} at {given.event}, {figures[0]:.3f} ({figures[1]:.3f} to {figures[2]:.3f})",
              list(zip(figures, row)), 1e-6)
    model = data.db.execute(
        "SELECT fp16_dense_tflops, memory_gb, bandwidth_gb_s, tdp_w FROM gpu_model WHERE model_id = ?",
        (given.series,)).fetchone()
    last = max(stored)
    usd = math.exp(levels[last])
    value = data.db.execute(
        """SELECT usd_per_tflops, usd_per_gb, usd_per_tb_s, usd_per_watt FROM value_history
        WHERE model_id = ? ORDER BY date DESC LIMIT 1""", (given.series,)).fetchone()
    per = [usd / model[0], usd / model[1], 1000 * usd / model[2], usd / model[3]]
    check(f"dollars per TFLOP/s, GB, TB/s and watt of {given.series}: {per[0]:.2f}, {per[1]:.2f}, {per[2]:.2f}, "
          f"{per[3]:.2f}", [(round(ours, 2), theirs) for ours, theirs in zip(per, value)], 0.011)
    sys.exit(1 if check.failures else 0)


if __name__ == "__main__":
    main()
