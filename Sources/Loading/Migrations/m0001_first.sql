-- The first schema. The comment behind each table and column is its entry in the table `description`,
-- so it is written for whoever queries the data. Times are RFC 3339 in UTC, to the second, and dates
-- YYYY-MM-DD. An id is 16 hexadecimal digits of the SHA-256 of the natural key, so that neither order
-- nor shards can change it. Money is whole minor units of an ISO 4217 currency.

CREATE TABLE description ( -- What every table and column holds, in one sentence each.
  table_name TEXT NOT NULL, -- The table or view.
  column_name TEXT NOT NULL, -- The column, or "" for the table itself.
  text TEXT NOT NULL, -- The description.
  PRIMARY KEY (table_name, column_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE source ( -- One marketplace, feed or rate publisher.
  source_id TEXT NOT NULL PRIMARY KEY, -- Its name in pipelines/sources, ebay-search for instance.
  name TEXT NOT NULL, -- The name shown to people.
  kind TEXT, -- What it publishes: listings, reports, rates, specs or policy.
  url TEXT, -- Its home page.
  locale TEXT, -- The locale of its texts and numbers, ru-RU for instance.
  currency TEXT, -- The currency of prices that name none, where its locale settles that.
  terms TEXT, -- Where its terms of use stand and when they were read.
  robots TEXT, -- What its robots.txt allows.
  auth TEXT, -- The authorization that fetching rests on.
  retention TEXT, -- How long its pages and texts may be kept.
  allowed_uses TEXT -- What its data may be used for.
) STRICT, WITHOUT ROWID;

CREATE TABLE run ( -- One start of a command that wrote to the database.
  run_id TEXT NOT NULL PRIMARY KEY, -- The id of the start.
  run_key TEXT NOT NULL UNIQUE, -- What it was about, so that a rerun completes instead of repeating.
  started_at TEXT NOT NULL, -- When it began.
  finished_at TEXT, -- When it ended, absent while it runs or when it was killed.
  status TEXT NOT NULL, -- running, done, partial, failed or interrupted.
  pipelines_sha256 TEXT, -- The digest of the rules that were in force.
  version TEXT -- The version of the program.
) STRICT, WITHOUT ROWID;

CREATE TABLE run_stage ( -- What went in and out of one stage of a run.
  run_id TEXT NOT NULL REFERENCES run (run_id) ON DELETE CASCADE, -- The run.
  stage TEXT NOT NULL, -- fetch, archive, parse, normalize, dedupe, load, analyze or report.
  items_in INTEGER NOT NULL, -- Items that entered.
  items_out INTEGER NOT NULL, -- Items that left.
  set_aside INTEGER NOT NULL, -- Items that were quarantined.
  seconds REAL NOT NULL, -- How long it took.
  PRIMARY KEY (run_id, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE page ( -- One page as fetched or saved, and whether it was read.
  page_id TEXT NOT NULL PRIMARY KEY, -- The id of source, URL, time and content.
  source_id TEXT REFERENCES source (source_id), -- The source, absent for a page nobody recognized.
  url TEXT, -- Where it came from, when that is known.
  fetched_at TEXT, -- When it was fetched, absent when that is unknown.
  http_status INTEGER, -- The status of the response, absent for a saved page.
  charset TEXT, -- The charset it was read in.
  bytes INTEGER, -- Its length.
  sha256 TEXT, -- The SHA-256 of its bytes.
  archive TEXT, -- The archive file it lies in.
  offset INTEGER, -- Where its record begins in that file.
  verdict TEXT NOT NULL, -- parsed, unchanged, empty, partial, blocked, login, drifted, failed or refused.
  reason TEXT, -- Why the verdict is not parsed.
  listings INTEGER, -- Listings read from it.
  claimed INTEGER -- The count of results that the page itself prints.
) STRICT, WITHOUT ROWID;
CREATE INDEX page_of_day ON page (source_id, fetched_at);
CREATE INDEX page_of_content ON page (sha256);

CREATE TABLE coverage ( -- How much of a source was truly read on a day; a gap is not an empty market.
  source_id TEXT NOT NULL REFERENCES source (source_id), -- The source.
  date TEXT NOT NULL, -- The UTC day.
  pages_expected INTEGER NOT NULL, -- Addresses that were asked for.
  pages_read INTEGER NOT NULL, -- Those with a page that was parsed, unchanged or proven empty.
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)), -- 1 when all of them were read.
  PRIMARY KEY (source_id, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE gpu_model ( -- One GPU model: form factor, memory and cut are part of its identity.
  model_id TEXT NOT NULL PRIMARY KEY, -- Its id in the catalog, nvidia-a100-pcie-40gb for instance.
  vendor TEXT NOT NULL, -- The maker of the chip.
  family TEXT NOT NULL, -- The family, A100 for instance, that indices and events speak of.
  name TEXT NOT NULL, -- The full name.
  segment TEXT, -- datacenter, workstation or consumer.
  architecture TEXT, -- The architecture, Ampere for instance.
  chip TEXT, -- The chip, GA100 for instance.
  launched_on TEXT, -- When it was launched.
  memory_gb REAL, -- Memory in GB.
  memory_type TEXT, -- The kind of memory, HBM2e for instance.
  bandwidth_gb_s REAL, -- Memory bandwidth in GB/s.
  fp32_tflops REAL, -- FP32 rate in TFLOP/s.
  fp16_dense_tflops REAL, -- Dense FP16 tensor rate in TFLOP/s.
  tdp_w REAL, -- Board power in W.
  form_factor TEXT, -- The form it is sold in, SXM4 for instance.
  unofficial_mod INTEGER CHECK (unofficial_mod IN (0, 1)), -- 1 for a card modified after it left the factory.
  export_status TEXT -- What is known of its export to China.
) STRICT, WITHOUT ROWID;

CREATE TABLE gpu_spec ( -- One figure of a model, with where it comes from.
  model_id TEXT NOT NULL REFERENCES gpu_model (model_id) ON DELETE CASCADE, -- The model.
  attribute TEXT NOT NULL, -- The attribute, tdp_w for instance.
  origin TEXT NOT NULL, -- The publication or source that says so.
  value TEXT NOT NULL, -- The value as a decimal or word.
  unit TEXT, -- The unit of the value.
  confidence TEXT, -- confirmed, single, disputed or unverified.
  PRIMARY KEY (model_id, attribute, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing ( -- One listing of one source, as it was last seen.
  listing_id TEXT NOT NULL PRIMARY KEY, -- The id of source and key.
  source_id TEXT NOT NULL REFERENCES source (source_id), -- The source.
  source_key TEXT NOT NULL, -- The id of the listing at its marketplace.
  url TEXT, -- Its address.
  title TEXT NOT NULL, -- The title as shown.
  kind TEXT NOT NULL, -- card, system, baseboard, accessory, component or other.
  family TEXT, -- The family, also when the model stays open.
  model_id TEXT, -- The model, when exactly one is left; a catalog of another day may not know it.
  model_ids TEXT NOT NULL, -- Every model the text leaves possible, as a JSON list.
  quantity INTEGER, -- GPUs that one purchase delivers.
  condition TEXT, -- new, open_box, refurbished, used, for_parts or unknown.
  condition_text TEXT, -- The seller's words for the condition.
  parts_only INTEGER NOT NULL CHECK (parts_only IN (0, 1)), -- 1 when it is sold as broken or for parts.
  country TEXT, -- Where the goods are, as ISO 3166 code.
  seller_hash TEXT, -- A salted hash of the seller's name.
  side TEXT NOT NULL, -- sell, buy or trade.
  status TEXT NOT NULL, -- active, sold or ended.
  flags TEXT NOT NULL, -- Marks such as restricted_market, modified or lot, as a JSON list.
  match_confidence REAL, -- How sure the model is, from 0 to 1.
  match_why TEXT NOT NULL, -- What the model was told by, as a JSON list.
  posted_at TEXT, -- When the marketplace says it was posted.
  first_seen_at TEXT NOT NULL, -- When it was first seen.
  last_seen_at TEXT NOT NULL, -- When it was last seen.
  ended_at TEXT, -- When a page said that it was sold or ended; not being seen ends nothing.
  offer_id TEXT, -- The offer it belongs to.
  UNIQUE (source_id, source_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_of_model ON listing (model_id, kind);

CREATE TABLE observation ( -- One change: a row where price, status or terms differ from the sighting before.
  listing_id TEXT NOT NULL REFERENCES listing (listing_id) ON DELETE CASCADE, -- The listing.
  observed_at TEXT NOT NULL, -- When the change was first seen.
  price_minor INTEGER, -- The price for the whole purchase, absent for a range or without a price.
  low_minor INTEGER, -- The low end of a price range.
  high_minor INTEGER, -- The high end of a price range.
  currency TEXT, -- The currency of the price.
  price_text TEXT, -- The price as shown, kept where no money could be made of it.
  shipping_minor INTEGER, -- The cost of shipping, when it is stated.
  shipping_currency TEXT, -- The currency of the shipping cost.
  usd_per_card_micros INTEGER, -- Millionths of a US dollar per card, at the rate of rate_date.
  rate_date TEXT, -- The day of the exchange rate, absent for US dollars.
  quantity INTEGER, -- GPUs that the price buys.
  negotiable INTEGER NOT NULL CHECK (negotiable IN (0, 1)), -- 1 when the seller takes offers.
  status TEXT NOT NULL, -- active, sold or ended.
  page_id TEXT, -- The page it was seen on.
  PRIMARY KEY (listing_id, observed_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX observation_of_currency ON observation (currency, observed_at);

CREATE TABLE offer ( -- Goods that one or more listings offer.
  offer_id TEXT NOT NULL PRIMARY KEY, -- The id of its smallest listing.
  canonical_listing_id TEXT NOT NULL REFERENCES listing (listing_id), -- The listing that stands for it.
  listings INTEGER NOT NULL -- How many listings it has.
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_evidence ( -- Why two listings are one offer.
  listing_id TEXT NOT NULL REFERENCES listing (listing_id), -- The one with the smaller id.
  other_listing_id TEXT NOT NULL REFERENCES listing (listing_id), -- The other.
  weight REAL NOT NULL, -- How strong the reason is, from 0 to 1.
  reason TEXT NOT NULL, -- What they have in common.
  PRIMARY KEY (listing_id, other_listing_id, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE market_report ( -- One news article, post or analyst note.
  report_id TEXT NOT NULL PRIMARY KEY, -- The id of source and key.
  source_id TEXT NOT NULL REFERENCES source (source_id), -- The source.
  source_key TEXT NOT NULL, -- Its id at the source.
  url TEXT, -- Its address.
  title TEXT NOT NULL, -- Its title as shown.
  publisher TEXT, -- Who published it.
  language TEXT, -- The language it is written in.
  published_at TEXT, -- When it was published.
  story_id TEXT, -- The story that it tells, shared by reprints.
  text TEXT, -- The text, as far as the source's retention allows.
  page_id TEXT, -- The page it was read from.
  last_seen_at TEXT NOT NULL -- When it was last seen.
) STRICT, WITHOUT ROWID;

CREATE TABLE report_mention ( -- How often a report names a family or an event.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  subject TEXT NOT NULL, -- family or event.
  name TEXT NOT NULL, -- The family or the event's id.
  count INTEGER NOT NULL, -- How often.
  PRIMARY KEY (report_id, subject, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_quote ( -- A price that a report quotes.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  number INTEGER NOT NULL, -- Its place among the quotes of the report, from 1.
  family TEXT, -- The family it is about.
  low TEXT, -- The low end, as a decimal.
  high TEXT, -- The high end, as a decimal.
  currency TEXT, -- The currency.
  unit TEXT, -- card, server, hour or total.
  basis TEXT, -- ask, sold, estimate or rent.
  as_of TEXT, -- The day it is about.
  text TEXT, -- The words it was read from.
  PRIMARY KEY (report_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_claim ( -- A claim about a model that a report makes, held against the catalog.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  number INTEGER NOT NULL, -- Its place among the claims of the report, from 1.
  family TEXT, -- The family it is about.
  attribute TEXT, -- What it claims a figure of.
  low TEXT, -- The low end, as a decimal.
  high TEXT, -- The high end, as a decimal.
  unit TEXT, -- The unit, x for a ratio.
  relative_to TEXT, -- The family it compares with.
  text TEXT, -- The words it was read from.
  verdict TEXT, -- holds, holds_if, differs or unknown.
  PRIMARY KEY (report_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_document ( -- One official document as its publisher describes it.
  document_id TEXT NOT NULL PRIMARY KEY, -- The id of source and key.
  source_id TEXT NOT NULL REFERENCES source (source_id), -- The source.
  source_key TEXT NOT NULL, -- The publisher's number.
  title TEXT NOT NULL, -- Its title.
  agency TEXT, -- The agency that issued it.
  published_on TEXT, -- When it was published, as stated.
  effective_on TEXT, -- When it takes effect, as stated.
  citation TEXT, -- How it is cited, 90 FR 12345 for instance.
  url TEXT, -- Its address.
  abstract TEXT, -- What it says, in short.
  last_seen_at TEXT NOT NULL -- When it was last seen.
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_event ( -- A policy event, an industry event, or the outcome of one.
  event_id TEXT NOT NULL PRIMARY KEY, -- Its id in pipelines/events.
  announced_on TEXT, -- When it became known.
  effective_on TEXT, -- When it took effect.
  anchor_on TEXT, -- The day that studies center on.
  jurisdiction TEXT, -- Whose rule it is.
  actor TEXT, -- Who acted.
  direction TEXT, -- tightening, loosening or other.
  kind TEXT, -- The kind of event, export_rule for instance.
  role TEXT NOT NULL, -- policy, industry or outcome; outcomes are annotations and never tested.
  title TEXT NOT NULL, -- What happened, in one line.
  citation TEXT -- The primary source.
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_event_target ( -- A family that an event is about.
  event_id TEXT NOT NULL REFERENCES policy_event (event_id) ON DELETE CASCADE, -- The event.
  family TEXT NOT NULL, -- The family.
  role TEXT NOT NULL, -- target or substitute.
  PRIMARY KEY (event_id, family)
) STRICT, WITHOUT ROWID;

CREATE TABLE fx_quote ( -- An exchange rate as a source published it.
  source_id TEXT NOT NULL REFERENCES source (source_id), -- The publisher.
  date TEXT NOT NULL, -- The day it holds for.
  base TEXT NOT NULL, -- The currency of which one unit is priced.
  quote TEXT NOT NULL, -- The currency of the price.
  value TEXT NOT NULL, -- Units of quote for one of base, as a decimal.
  PRIMARY KEY (date, base, quote, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fx_rate ( -- The value of a currency on a day, derived from fx_quote.
  date TEXT NOT NULL, -- The day.
  currency TEXT NOT NULL, -- The currency.
  usd REAL NOT NULL, -- US dollars for one unit of it.
  PRIMARY KEY (currency, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine ( -- A line that could not be used, with the reason.
  quarantine_id TEXT NOT NULL PRIMARY KEY, -- The id of stage, code and record.
  stage TEXT NOT NULL, -- The stage that set it aside.
  code TEXT NOT NULL, -- A stable word for the reason.
  message TEXT NOT NULL, -- What was seen, where, and what to do.
  source_id TEXT, -- The source, when it is known.
  page_id TEXT, -- The page, when it is known.
  record TEXT NOT NULL -- The line itself.
) STRICT, WITHOUT ROWID;

CREATE TABLE price_index ( -- The price level of a series over time.
  series TEXT NOT NULL, -- The model, family or basket.
  date TEXT NOT NULL, -- The day, or the Monday of the week.
  method TEXT NOT NULL, -- How it was computed.
  vintage TEXT NOT NULL, -- The day as of which it was computed.
  level_raw REAL, -- The index before smoothing.
  level REAL, -- The index.
  usd REAL, -- The typical price of a card in US dollars.
  low REAL, -- The low end of the interval around usd.
  high REAL, -- The high end of the interval around usd.
  n INTEGER NOT NULL, -- Prices it rests on.
  basis TEXT, -- ask or sold.
  status TEXT NOT NULL, -- ok, thin or missing.
  PRIMARY KEY (series, date, method, vintage)
) STRICT, WITHOUT ROWID;

CREATE TABLE demand ( -- What came, went and was asked for in a family.
  family TEXT NOT NULL, -- The family.
  date TEXT NOT NULL, -- The day, or the Monday of the week.
  gap_days INTEGER, -- Days since the last covered day.
  new INTEGER, -- Listings that appeared.
  gone INTEGER, -- Listings that left.
  at_risk INTEGER, -- Listings that could have left.
  bids INTEGER, -- Want-to-buy posts.
  mentions INTEGER, -- Reports that name the family.
  status TEXT NOT NULL, -- ok, first or gap.
  PRIMARY KEY (family, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_effect ( -- What an event did to a series, and how sure that is.
  event_id TEXT NOT NULL, -- The event.
  series TEXT NOT NULL, -- The model, family or basket.
  measure TEXT NOT NULL, -- new, gone, price or composite.
  window_days INTEGER NOT NULL, -- Days after the event that were looked at.
  effect_log REAL, -- The effect in log points.
  ci_low REAL, -- The low end of its interval.
  ci_high REAL, -- The high end of its interval.
  p REAL, -- Its p-value.
  p_placebo REAL, -- Its rank among placebo dates.
  q REAL, -- Its false discovery rate.
  df REAL, -- Degrees of freedom.
  mde REAL, -- The smallest effect that could have been detected.
  half_life REAL, -- Days until half of it was gone.
  verdict TEXT NOT NULL, -- rise, fall, not_detectable or not_enough_data.
  controls TEXT, -- controlled or uncontrolled.
  confounded_with TEXT, -- Neighboring events, as a JSON list.
  kind TEXT, -- demand_up, supply_up, demand_down, supply_down or unclear.
  method TEXT, -- How it was computed.
  diagnostics TEXT, -- What else the method says, as JSON.
  PRIMARY KEY (event_id, series, measure, window_days)
) STRICT, WITHOUT ROWID;

CREATE TABLE demand_spike ( -- A stretch of unusual demand.
  series TEXT NOT NULL, -- The family.
  measure TEXT NOT NULL, -- What spiked.
  start_on TEXT NOT NULL, -- The first day.
  peak_on TEXT, -- The day of its height.
  end_on TEXT, -- The last day.
  size REAL, -- Its height over the level before, in log points.
  q REAL, -- Its false discovery rate.
  event_id TEXT, -- The event next to it, if any.
  PRIMARY KEY (series, measure, start_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing_sighting ( -- Internal: every sighting of a listing, so that late ones find their place.
  listing_id TEXT NOT NULL PRIMARY KEY REFERENCES listing (listing_id) ON DELETE CASCADE, -- The listing.
  log BLOB NOT NULL -- Times, pages and states, delta-encoded.
) STRICT;

CREATE TABLE page_number ( -- Internal: short numbers for pages in the sighting logs.
  page_no INTEGER PRIMARY KEY, -- The number, of no meaning elsewhere.
  page_id TEXT NOT NULL UNIQUE -- The page.
) STRICT;

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
  o.status, -- active, sold or ended.
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

CREATE VIEW price_history AS -- Every price of every listing, with the one before it.
SELECT
  o.listing_id, -- The listing.
  l.title, -- Its title.
  l.family, -- Its family.
  l.model_id, -- Its model, when it is certain.
  o.observed_at, -- When the price was first seen.
  o.price_minor, -- The price in minor units.
  lag(o.price_minor) OVER before AS previous_minor, -- The price before, absent for the first.
  o.currency, -- The currency.
  round(o.usd_per_card_micros / 1000000.0, 2) AS usd_per_card, -- US dollars per card.
  o.status, -- active, sold or ended.
  o.page_id -- The page it was seen on.
FROM observation AS o
JOIN listing AS l ON l.listing_id = o.listing_id
WINDOW before AS (PARTITION BY o.listing_id ORDER BY o.observed_at);

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

CREATE VIEW freshness AS -- How old the data of each source is.
SELECT
  s.source_id, -- The source.
  max(c.date) AS last_tried_on, -- The last day it was asked.
  max(iif(c.pages_read > 0, c.date, NULL)) AS last_read_on, -- The last day something was read.
  max(iif(c.complete = 1, c.date, NULL)) AS last_complete_on, -- The last day all of it was read.
  (SELECT count(*) FROM listing AS l WHERE l.source_id = s.source_id) AS listings -- Listings known.
FROM source AS s
LEFT JOIN coverage AS c ON c.source_id = s.source_id
GROUP BY s.source_id;

CREATE VIEW event_summary AS -- Every effect beside its event.
SELECT
  e.event_id, -- The event.
  e.anchor_on, -- The day the study centers on.
  e.title, -- What happened.
  e.direction, -- tightening, loosening or other.
  f.series, -- The series.
  f.measure, -- new, gone, price or composite.
  f.window_days, -- Days after the event that were looked at.
  round(100 * (exp(f.effect_log) - 1), 1) AS effect_percent, -- The effect in percent.
  f.p, -- Its p-value.
  f.q, -- Its false discovery rate.
  f.verdict, -- rise, fall, not_detectable or not_enough_data.
  f.confounded_with -- Neighboring events.
FROM policy_event AS e
JOIN event_effect AS f ON f.event_id = e.event_id;

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
