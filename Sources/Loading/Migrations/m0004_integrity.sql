CREATE TABLE row_hash ( -- What the rows of each table add up to, kept in the transaction that changes them.
  table_name TEXT NOT NULL, -- The table, or sqlite_schema for the schema.
  key_group INTEGER NOT NULL, -- The two first characters of the key as a number (256 times the first plus the second).
  rows INTEGER NOT NULL, -- How many rows the group has.
  sum INTEGER NOT NULL, -- The hashes of its rows, added without carry.
  PRIMARY KEY (table_name, key_group)
) STRICT, WITHOUT ROWID;

CREATE TABLE archive_file ( -- A sealed archive that was read, so that one which is gone is missed.
  name TEXT NOT NULL PRIMARY KEY, -- The file, below the folder of archives.
  bytes INTEGER NOT NULL, -- Its size.
  sha256 TEXT NOT NULL -- The SHA-256 of its bytes.
) STRICT, WITHOUT ROWID;

CREATE TABLE accepted_drop ( -- A load or rebuild that somebody let through although it looked like a loss.
  accepted_at TEXT NOT NULL, -- When.
  command TEXT NOT NULL, -- load or rebuild.
  finding TEXT NOT NULL, -- What was found.
  reason TEXT NOT NULL, -- The reason that was given.
  PRIMARY KEY (accepted_at, command, finding)
) STRICT, WITHOUT ROWID;

ALTER TABLE coverage ADD COLUMN rows_read INTEGER /* Rows that the usable pages gave. */;
ALTER TABLE coverage ADD COLUMN claimed INTEGER /* The most results that one of the pages says there are. */;
ALTER TABLE coverage ADD COLUMN exhaustive INTEGER /* 1 when all was read, and no page claims more than was. */;
ALTER TABLE coverage ADD COLUMN planned INTEGER /* 1 when the plan of the day was followed to its end. */;
ALTER TABLE coverage ADD COLUMN absences_due INTEGER NOT NULL DEFAULT 1 /* 1 until those it misses are ended, 2 to redo it. */;
CREATE INDEX coverage_due ON coverage (source_id, date) WHERE absences_due > 0;
UPDATE coverage SET
  rows_read = (
    SELECT ifnull(sum(p.listings), 0) FROM page AS p WHERE p.source_id = coverage.source_id
      AND p.fetched_at >= coverage.date AND p.fetched_at < date(coverage.date, '+1 day')
      AND p.verdict IN ('parsed', 'unchanged', 'empty')),
  claimed = (
    SELECT max(p.claimed) FROM page AS p WHERE p.source_id = coverage.source_id
      AND p.fetched_at >= coverage.date AND p.fetched_at < date(coverage.date, '+1 day')),
  planned = complete = 1 AND EXISTS (
    SELECT 1 FROM fetch_plan AS f WHERE f.source_id = coverage.source_id AND f.date = coverage.date
      AND f.ended_at >= f.begun_at);
UPDATE coverage SET exhaustive = complete = 1 AND ifnull(claimed, 0) <= rows_read;

ALTER TABLE listing ADD COLUMN ended_by TEXT /* page when a page said so, absence when two complete nights did. */;
UPDATE listing SET ended_by = 'page' WHERE ended_at IS NOT NULL;
CREATE INDEX listing_open ON listing (source_id) WHERE ended_at IS NULL;

ALTER TABLE run ADD COLUMN sequence INTEGER /* Its place among the runs, which no clock that is wrong can change. */;
UPDATE run SET sequence = (
  SELECT count(*) FROM run AS o WHERE (o.started_at, o.run_id) <= (run.started_at, run.run_id));

DROP VIEW value_for_money;
DROP VIEW grey_market;
DROP VIEW latest_price;

CREATE VIEW latest_price AS -- The last known price of every listing.
SELECT
  l.listing_id, -- The listing.
  l.source_id, -- Its source.
  l.title, -- Its title.
  l.kind, -- card, system, baseboard, accessory, component or other.
  l.family, -- Its family.
  l.model_id, -- Its model, when it is certain.
  l.condition, -- Its condition.
  l.side, -- sell, buy or trade.
  l.status, -- active, sold or ended; ended also when two complete nights have missed it.
  o.observed_at, -- Since when the price holds.
  l.last_seen_at, -- When the listing was last seen.
  o.price_minor, -- The price in minor units.
  o.low_minor, -- The low end of a range.
  o.high_minor, -- The high end of a range.
  o.currency, -- The currency.
  o.quantity, -- GPUs that the price buys.
  round(o.usd_per_card_micros / 1000000.0, 2) AS usd_per_card, -- US dollars per card.
  l.url -- Its address.
FROM listing AS l
JOIN observation AS o ON o.listing_id = l.listing_id
  AND o.observed_at = (SELECT max(observed_at) FROM observation WHERE listing_id = l.listing_id);

CREATE VIEW value_for_money AS -- What a dollar buys: active listings of one certain card model with a price.
SELECT
  p.listing_id, -- The listing.
  p.model_id, -- Its model.
  m.name AS model, -- The model's name.
  p.usd_per_card, -- US dollars per card.
  round(p.usd_per_card / m.fp16_dense_tflops, 2) AS usd_per_tflops, -- US dollars per dense FP16 TFLOP/s.
  round(p.usd_per_card / m.memory_gb, 2) AS usd_per_gb, -- US dollars per GB of memory.
  round(p.usd_per_card * 1000 / m.bandwidth_gb_s, 2) AS usd_per_tb_s, -- US dollars per TB/s of bandwidth.
  round(p.usd_per_card / m.tdp_w, 2) AS usd_per_watt, -- US dollars per watt of board power.
  p.condition, -- Its condition.
  p.last_seen_at, -- When it was last seen.
  p.url -- Its address.
FROM latest_price AS p
JOIN gpu_model AS m ON m.model_id = p.model_id
JOIN listing AS l ON l.listing_id = p.listing_id
WHERE p.kind = 'card' AND p.side = 'sell' AND p.status = 'active' AND p.usd_per_card > 0 AND l.parts_only = 0;

CREATE VIEW grey_market AS -- Restricted models offered where they must not be sold.
SELECT
  p.listing_id, -- The listing.
  l.source_id, -- Its source.
  p.title, -- Its title.
  p.family, -- Its family.
  p.model_id, -- Its model, when it is certain.
  l.country, -- Where the goods are.
  p.usd_per_card, -- US dollars per card.
  p.last_seen_at, -- When it was last seen.
  p.url -- Its address.
FROM latest_price AS p
JOIN listing AS l ON l.listing_id = p.listing_id
WHERE EXISTS (SELECT 1 FROM json_each(l.flags) AS f WHERE f.value = 'restricted_market');
