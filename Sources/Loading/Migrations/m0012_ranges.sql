CREATE TABLE price_range ( -- Between which prices a card of a model can be expected: a guide that flags and never drops.
  model_id TEXT NOT NULL PRIMARY KEY REFERENCES gpu_model (model_id) ON DELETE CASCADE, -- The model.
  low_usd REAL NOT NULL, -- The low end, in US dollars a card.
  high_usd REAL NOT NULL, -- The high end, in US dollars a card.
  basis TEXT NOT NULL, -- What it rests on.
  sources TEXT NOT NULL -- Where that stands, a line each.
) STRICT, WITHOUT ROWID;

CREATE VIEW implausible_price AS -- Offers whose price lies outside the guide for their model: to be looked at.
SELECT
  s.offer_id, -- The offer.
  s.listing_id, -- Its listing that had the price first.
  s.source_id, -- Where that is listed.
  s.family, -- Its family.
  s.model_id, -- Its model.
  s.basis, -- ask or sold.
  s.observed_at, -- When the price was first seen.
  s.usd_per_card, -- The price in US dollars per card.
  r.low_usd, -- The low end of the guide.
  r.high_usd, -- The high end of the guide.
  iif(s.usd_per_card < r.low_usd, 'implausibly_low', 'implausibly_high') AS flag, -- On which side it lies.
  s.set_aside -- Why the price is in no series; absent when it is in one.
FROM series_input AS s
JOIN price_range AS r ON r.model_id = s.model_id
WHERE s.usd_per_card < r.low_usd OR s.usd_per_card > r.high_usd;

DROP VIEW event_summary;
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
  round(100 * (exp(f.ci_low) - 1), 1) AS low_percent, -- The low end of its 95 % interval.
  round(100 * (exp(f.ci_high) - 1), 1) AS high_percent, -- The high end of its 95 % interval.
  f.p, -- Its p-value.
  f.q, -- Its false discovery rate.
  f.verdict, -- rise, fall, not_detectable or not_enough_data.
  f.kind, -- demand_up, supply_up, demand_down, supply_down or unclear; absent where nothing was tested.
  f.controls, -- controlled, or uncontrolled when nothing unaffected was at hand.
  f.confounded_with -- Neighboring events.
FROM policy_event AS e
JOIN event_effect AS f ON f.event_id = e.event_id;
