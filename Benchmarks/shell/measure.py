"""measure.py PROGRAM WORKSPACE PIPELINES VERSION ROUNDS: commands beside the sqlite3 shell, see run."""
import os, sqlite3, statistics, subprocess, sys

program, workspace, pipelines, version, rounds = sys.argv[1:5] + [int(sys.argv[5])]
database = workspace + "/aftermarket.sqlite"
names = ["--workspace", workspace, "--pipelines", pipelines]
connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)


def one(sql, *values):
    row = connection.execute(sql, values).fetchone()
    return row[0] if row else None


def cpu(words):
    """CPU seconds of one start, in user and system together."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{words}: {process.returncode} {errors}")
    return usage.ru_utime + usage.ru_stime


def shell(*statements):
    return ["sqlite3", "-readonly", database, "; ".join(statements)]


listing = one("SELECT listing_id FROM observation GROUP BY listing_id ORDER BY count(*) DESC, listing_id LIMIT 1")
tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
cases = [
    ("query latest_price, every row", ["query", "SELECT * FROM latest_price", "--format", "csv"],
     ["sqlite3", "-readonly", "-csv", database, "SELECT * FROM latest_price"]),
    ("query latest_price, 100 rows", ["query", "SELECT * FROM latest_price LIMIT 100", "--format", "csv"],
     ["sqlite3", "-readonly", "-csv", database, "SELECT * FROM latest_price LIMIT 100"]),
    ("explain LISTING", ["explain", listing], shell(
        f"SELECT * FROM listing WHERE listing_id = '{listing}'",
        f"SELECT * FROM observation WHERE listing_id = '{listing}'",
        f"SELECT * FROM page WHERE page_id IN (SELECT page_id FROM observation WHERE listing_id = '{listing}')",
        f"SELECT * FROM listing WHERE offer_id = (SELECT offer_id FROM listing WHERE listing_id = '{listing}')",
        f"SELECT * FROM offer_evidence WHERE listing_id = '{listing}' OR other_listing_id = '{listing}'")),
    ("status", ["status"], shell(
        *(f"SELECT count(*) FROM {table}" for table in tables if not table.startswith("sqlite_")),
        "SELECT * FROM freshness", "SELECT source_id, count(*) FROM page GROUP BY source_id",
        "SELECT * FROM run ORDER BY sequence DESC LIMIT 10",
        """SELECT c.source_id, c.date, sum(p.listings), count(*) FROM coverage AS c CROSS JOIN page AS p
        ON p.source_id = c.source_id AND p.fetched_at >= c.date AND p.fetched_at < date(c.date, '+1 day')
        WHERE c.complete = 1 AND c.date >= date('now', '-60 days') GROUP BY 1, 2""")),
]
series, day = connection.execute(
    "SELECT series, max(date) FROM price_index WHERE n >= 5 GROUP BY series ORDER BY count(*) DESC LIMIT 1"
).fetchone() or (None, None)
if series:
    model = series.split(":")[0]
    cases.insert(3, ("explain SERIES DATE", ["explain", series, day], shell(
        f"SELECT * FROM price_index WHERE series = '{series}' AND date = '{day}'",
        f"SELECT * FROM listing_weight WHERE series = '{series}' AND week = '{day}'",
        f"""SELECT l.* FROM listing AS l WHERE l.model_id = '{model}' AND l.first_seen_at < date('{day}', '+7 days')
        AND l.last_seen_at >= '{day}'""")))
print(f"{one('SELECT count(*) FROM listing')} listings, {one('SELECT count(*) FROM observation')} changes, "
      f"{one('SELECT count(*) FROM page')} pages, {one('SELECT count(DISTINCT date) FROM coverage')} nights; "
      f"CPU milliseconds, median of {rounds} rounds in turns")
cases = [(name, [program, *words, *names], peer) for name, words, peer in cases]
cases.append(("--version beside C", [program, "--version"], [version]))
for name, words, peer in cases:
    pairs = [(cpu(words), cpu(peer)) for _ in range(rounds)]
    ours, theirs = (1000 * statistics.median(pair[place] for pair in pairs) for place in (0, 1))
    print(f"{name:32} {ours:8.1f} {theirs:8.1f}   {ours / theirs:5.2f} times")
