-- What stands behind a price index, unusual stretches of demand, and value for money by day.
ALTER TABLE price_index ADD COLUMN se REAL /* The standard error of level_raw. */;
ALTER TABLE price_index ADD COLUMN listings INTEGER /* Offers it rests on; n are their sellers, with one voice a week. */;
ALTER TABLE price_index ADD COLUMN median_usd REAL /* The plain median of the week, which moves with what is on sale. */;
CREATE INDEX price_index_of_vintage ON price_index (vintage);

CREATE TABLE index_coefficient ( -- What one level of an attribute costs beside its reference, all else equal.
  series TEXT NOT NULL, -- The series of price_index.
  attribute TEXT NOT NULL, -- condition, market, lot, source or model.
  level TEXT NOT NULL, -- Its level, refurbished or restricted for instance.
  vintage TEXT NOT NULL, -- The day as of which it was computed.
  reference TEXT NOT NULL, -- The level it is compared with.
  estimate REAL, -- The difference of log prices; absent where other attributes or the weeks already tell it.
  se REAL, -- Its standard error.
  n INTEGER NOT NULL, -- Offers with that level in the last 26 weeks.
  PRIMARY KEY (series, attribute, level, vintage)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing_weight ( -- How much each listing counts in the newest vintage of a series; none is dropped silently.
  listing_id TEXT NOT NULL REFERENCES listing (listing_id) ON DELETE CASCADE, -- The listing.
  series TEXT NOT NULL, -- The series of price_index.
  vintage TEXT NOT NULL, -- The day as of which it was computed.
  week TEXT NOT NULL, -- The Monday of the week it counts in.
  seller_weight REAL NOT NULL, -- Its share of its seller's single voice in that week.
  weight REAL NOT NULL, -- What Huber's loss left of it: 1 for all, 0 where it is not taken in.
  residual REAL, -- The log of its price less what was expected of it.
  reason TEXT NOT NULL, -- full, held_back, implausibly_high, implausibly_low or same_offer.
  PRIMARY KEY (listing_id, series)
) STRICT, WITHOUT ROWID;

ALTER TABLE demand_spike ADD COLUMN events TEXT /* All events in reach, as a JSON list; without one it is unexplained. */;
ALTER TABLE demand_spike ADD COLUMN kind TEXT /* demand, or data_quality for an alarm. */;
ALTER TABLE demand_spike ADD COLUMN method TEXT /* cusum, or s_h_esd for an alarm. */;

CREATE VIEW condition_discount AS -- What wear costs: prices of each condition beside used cards of the series.
SELECT
  c.series, -- The model or family.
  c.level AS condition, -- The condition.
  c.reference, -- The condition it is compared with.
  round(100 * (exp(c.estimate) - 1), 1) AS percent, -- How much more it costs, in percent.
  round(100 * (exp(c.estimate - 1.96 * c.se) - 1), 1) AS low_percent, -- The low end of the 95 % interval.
  round(100 * (exp(c.estimate + 1.96 * c.se) - 1), 1) AS high_percent, -- The high end of the 95 % interval.
  c.n, -- Offers in that condition.
  c.vintage -- The day as of which it was computed.
FROM index_coefficient AS c
WHERE c.attribute = 'condition' AND c.se IS NOT NULL AND c.n >= 5
  AND c.vintage = (SELECT max(vintage) FROM index_coefficient);

CREATE VIEW market_premium AS -- What restricted markets pay: prices there beside those where the model may be sold.
SELECT
  c.series, -- The model or family.
  round(100 * (exp(c.estimate) - 1), 1) AS percent, -- How much more it costs, in percent.
  round(100 * (exp(c.estimate - 1.96 * c.se) - 1), 1) AS low_percent, -- The low end of the 95 % interval.
  round(100 * (exp(c.estimate + 1.96 * c.se) - 1), 1) AS high_percent, -- The high end of the 95 % interval.
  c.n, -- Offers in restricted markets.
  c.vintage -- The day as of which it was computed.
FROM index_coefficient AS c
WHERE c.attribute = 'market' AND c.level = 'restricted' AND c.se IS NOT NULL AND c.n >= 5
  AND c.vintage = (SELECT max(vintage) FROM index_coefficient);

CREATE VIEW listing_left_out AS -- Listings that no price index takes in, and why.
SELECT
  l.listing_id, -- The listing.
  l.source_id, -- Its source.
  l.title, -- Its title.
  CASE
    WHEN l.side = 'trade' THEN 'trade'
    WHEN l.kind <> 'card' THEN 'not_a_card'
    WHEN l.parts_only = 1 THEN 'for_parts'
    WHEN l.model_id IS NULL THEN 'model_unresolved'
    WHEN NOT EXISTS (SELECT 1 FROM observation AS o WHERE o.listing_id = l.listing_id AND o.price_minor IS NOT NULL)
      THEN 'without_price'
    ELSE 'without_usd'
  END AS reason -- trade, not_a_card, for_parts, model_unresolved, without_price or without_usd.
FROM listing AS l
WHERE l.side = 'trade' OR l.kind <> 'card' OR l.parts_only = 1 OR l.model_id IS NULL
  OR NOT EXISTS (
    SELECT 1 FROM observation AS o
    WHERE o.listing_id = l.listing_id AND o.price_minor IS NOT NULL AND o.usd_per_card_micros > 0);

CREATE VIEW model_power AS -- What a model gives, and how far its figures can be trusted.
SELECT
  m.model_id, -- The model.
  m.family, -- Its family.
  m.name AS model, -- Its name.
  m.fp16_dense_tflops, -- Dense FP16 rate in TFLOP/s.
  m.memory_gb, -- Memory in GB.
  m.bandwidth_gb_s / 1000 AS bandwidth_tb_s, -- Memory bandwidth in TB/s.
  m.tdp_w, -- Board power in W.
  (
    SELECT s.confidence FROM gpu_spec AS s
    WHERE s.model_id = m.model_id AND s.attribute IN ('fp16_tensor_dense', 'fp16')
      AND s.confidence NOT IN ('agrees', 'differs')
    ORDER BY s.attribute = 'fp16', s.origin LIMIT 1
  ) AS fp16_confidence, -- verified, single, disputed or unverified.
  (
    SELECT s.confidence FROM gpu_spec AS s
    WHERE s.model_id = m.model_id AND s.attribute = 'memory_bandwidth' AND s.confidence NOT IN ('agrees', 'differs')
    ORDER BY s.origin LIMIT 1
  ) AS bandwidth_confidence, -- verified, single, disputed or unverified.
  (
    SELECT s.confidence FROM gpu_spec AS s
    WHERE s.model_id = m.model_id AND s.attribute = 'tdp' AND s.confidence NOT IN ('agrees', 'differs')
    ORDER BY s.origin LIMIT 1
  ) AS tdp_confidence -- verified, single, disputed or unverified.
FROM gpu_model AS m;

DROP VIEW value_for_money;
CREATE VIEW value_for_money AS -- What a dollar buys: active listings of one certain card model with a price.
SELECT
  p.listing_id, -- The listing.
  p.model_id, -- Its model.
  m.model, -- The model's name.
  p.usd_per_card, -- US dollars per card.
  round(p.usd_per_card / m.fp16_dense_tflops, 2) AS usd_per_tflops, -- US dollars per dense FP16 TFLOP/s.
  round(p.usd_per_card / m.memory_gb, 2) AS usd_per_gb, -- US dollars per GB of memory.
  round(p.usd_per_card / m.bandwidth_tb_s, 2) AS usd_per_tb_s, -- US dollars per TB/s of bandwidth.
  round(p.usd_per_card / m.tdp_w, 2) AS usd_per_watt, -- US dollars per watt of board power.
  p.condition, -- Its condition.
  p.last_seen_at, -- When it was last seen.
  p.url, -- Its address.
  m.fp16_confidence, -- How far the FP16 rate can be trusted.
  m.bandwidth_confidence, -- How far the bandwidth can be trusted.
  m.tdp_confidence -- How far the power can be trusted.
FROM latest_price AS p
JOIN model_power AS m ON m.model_id = p.model_id
JOIN listing AS l ON l.listing_id = p.listing_id
WHERE p.kind = 'card' AND p.side = 'sell' AND p.status = 'active' AND p.usd_per_card > 0 AND l.parts_only = 0;

CREATE VIEW value_history AS -- What a dollar bought on every day that a source was read: the index over what a model gives.
SELECT
  i.series AS model_id, -- The model.
  m.family, -- Its family.
  m.model, -- The model's name.
  d.date, -- The day.
  round(i.usd, 2) AS usd, -- The asking price level of its week in US dollars.
  round(i.low, 2) AS low, -- The low end of its 95 % interval.
  round(i.high, 2) AS high, -- The high end of its 95 % interval.
  i.status, -- ok, or thin: not to be relied on.
  round(i.usd / m.fp16_dense_tflops, 2) AS usd_per_tflops, -- US dollars per dense FP16 TFLOP/s.
  round(i.usd / m.memory_gb, 2) AS usd_per_gb, -- US dollars per GB of memory.
  round(i.usd / m.bandwidth_tb_s, 2) AS usd_per_tb_s, -- US dollars per TB/s of bandwidth.
  round(i.usd / m.tdp_w, 2) AS usd_per_watt, -- US dollars per watt of board power.
  m.fp16_confidence, -- How far the FP16 rate can be trusted.
  m.bandwidth_confidence, -- How far the bandwidth can be trusted.
  m.tdp_confidence -- How far the power can be trusted.
FROM price_index AS i
JOIN model_power AS m ON m.model_id = i.series
JOIN (SELECT DISTINCT date FROM coverage WHERE pages_read > 0) AS d
  ON d.date BETWEEN i.date AND date(i.date, '+6 days')
WHERE i.method = 'hedonic_huber' AND i.basis = 'ask' AND i.vintage = (SELECT max(vintage) FROM price_index);

CREATE VIEW value_match AS -- The price at which one model would give as much for a dollar as another.
SELECT
  a.model_id, -- The model.
  a.family, -- Its family.
  a.model, -- Its name.
  b.model_id AS as_model_id, -- The model it is held against.
  b.family AS as_family, -- Its family.
  b.model AS as_model, -- Its name.
  i.date AS week, -- The Monday of the week of its price.
  round(i.usd, 0) AS as_usd, -- The asking price level of the model it is held against, in US dollars.
  i.status AS as_status, -- ok, or thin: not to be relied on.
  round(i.usd * a.fp16_dense_tflops / b.fp16_dense_tflops, 0) AS usd_by_tflops, -- The price that matches it by FP16 rate.
  round(i.usd * a.memory_gb / b.memory_gb, 0) AS usd_by_gb, -- The price that matches it by memory.
  round(i.usd * a.bandwidth_tb_s / b.bandwidth_tb_s, 0) AS usd_by_tb_s, -- The price that matches it by bandwidth.
  round(i.usd * a.tdp_w / b.tdp_w, 0) AS usd_by_watt, -- The price that matches it by board power.
  a.fp16_confidence, -- How far the model's FP16 rate can be trusted.
  b.fp16_confidence AS as_fp16_confidence -- How far the other's FP16 rate can be trusted.
FROM price_index AS i
JOIN model_power AS b ON b.model_id = i.series
JOIN model_power AS a ON a.model_id <> b.model_id
WHERE i.method = 'hedonic_huber' AND i.basis = 'ask' AND i.vintage = (SELECT max(vintage) FROM price_index)
  AND i.date = (
    SELECT max(j.date) FROM price_index AS j
    WHERE j.series = i.series AND j.method = i.method AND j.vintage = i.vintage);
