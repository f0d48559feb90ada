CREATE VIEW series_input AS -- What price series are made from: each offer once, with what its seller counts, or why it is set aside.
WITH first AS (
  SELECT l.offer_id AS offer, l.listing_id AS listing, l.source_id AS source, l.kind AS goods, l.side AS way,
    l.parts_only AS broken, l.family AS cards, l.model_id AS model, l.condition AS state,
    coalesce(l.seller_hash, l.listing_id) AS who, iif(o.status = 'sold', 'sold', 'ask') AS asked,
    o.observed_at AS time, o.price_minor AS amount, o.low_minor AS low, o.currency AS money, o.price_text AS words,
    o.usd_per_card_micros / 1000000.0 AS dollars,
    row_number() OVER (
      PARTITION BY coalesce(l.offer_id, l.listing_id), o.status = 'sold'
      ORDER BY o.usd_per_card_micros IS NULL, o.price_minor IS NULL, o.observed_at, l.listing_id) AS place
  FROM listing AS l
  JOIN observation AS o ON o.listing_id = l.listing_id
  WHERE o.status IN ('active', 'sold')
),
one AS (SELECT * FROM first WHERE place = 1),
mine AS (
  SELECT cards, who, dollars,
    row_number() OVER (PARTITION BY cards, who ORDER BY dollars, listing, asked) AS place,
    count(*) OVER (PARTITION BY cards, who) AS offers
  FROM one
  WHERE goods = 'card' AND way = 'sell' AND broken = 0 AND cards IS NOT NULL AND amount IS NOT NULL AND dollars > 0
),
vote AS (
  SELECT cards, dollars,
    row_number() OVER (PARTITION BY cards ORDER BY dollars, who) AS place,
    count(*) OVER (PARTITION BY cards) AS sellers
  FROM mine
  WHERE place = (offers + 1) / 2
),
usual AS (SELECT cards, dollars, sellers FROM vote WHERE place = (sellers + 1) / 2),
judged AS (
  SELECT one.*,
    CASE
      WHEN way <> 'sell' THEN 'not for sale: ' || way
      WHEN goods <> 'card' THEN 'no card: ' || goods
      WHEN broken = 1 THEN 'for parts'
      WHEN one.cards IS NULL THEN 'family not known'
      WHEN amount IS NULL AND low IS NOT NULL THEN 'a range of prices'
      WHEN amount IS NULL AND words IS NULL THEN 'no price'
      WHEN amount IS NULL THEN 'price not read, or its currency not known: ' || words
      WHEN one.dollars IS NULL THEN 'no exchange rate for ' || money
      WHEN one.dollars <= 0 THEN 'given away'
      WHEN sellers >= 5 AND one.dollars * 8 < usual.dollars THEN 'below an eighth of what sellers of the family ask'
      WHEN sellers >= 5 AND one.dollars > usual.dollars * 8 THEN 'above eight times what sellers of the family ask'
      WHEN model IS NULL THEN 'model not certain'
    END AS why
  FROM one
  LEFT JOIN usual ON usual.cards = one.cards
)
SELECT
  coalesce(offer, listing) AS offer_id, -- The offer.
  listing AS listing_id, -- Its listing that had the price first.
  source AS source_id, -- Where that is listed.
  cards AS family, -- Its family.
  model AS model_id, -- Its model, when it is certain.
  state AS condition, -- Its condition.
  asked AS basis, -- ask or sold; an offer that was sold has a row for each.
  time AS observed_at, -- When the price was first seen.
  dollars AS usd_per_card, -- The price in US dollars per card.
  who AS seller, -- The seller's hash, or the listing where the seller is not known.
  iif(why IS NULL, 1.0 / count(*) OVER (PARTITION BY model, asked, date(time, 'weekday 0', '-6 days'), who, why IS NULL), 0.0) AS seller_weight, -- How much the row counts in its week: the rows of a seller count 1 together.
  why AS set_aside -- Why the row must not enter a series; absent when it may.
FROM judged;

-- SQLite 3.40 checks the wrong column of a table without rowids whose key is not its first columns, and calls sound
-- rows damaged; so the key comes first.
CREATE TABLE offer_evidence_next ( -- Why two listings are one offer.
  listing_id TEXT NOT NULL REFERENCES listing (listing_id), -- The one with the smaller id.
  other_listing_id TEXT NOT NULL REFERENCES listing (listing_id), -- The other.
  reason TEXT NOT NULL, -- What they have in common.
  weight REAL NOT NULL, -- How strong the reason is, from 0 to 1.
  PRIMARY KEY (listing_id, other_listing_id, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO offer_evidence_next (listing_id, other_listing_id, reason, weight)
  SELECT listing_id, other_listing_id, reason, weight FROM offer_evidence;
DROP TABLE offer_evidence;
ALTER TABLE offer_evidence_next RENAME TO offer_evidence;
