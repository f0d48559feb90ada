CREATE TABLE event_window ( -- The nights around an event on which a series was studied.
  event_id TEXT NOT NULL, -- The event.
  series TEXT NOT NULL, -- The family, or pooled:targets and pooled:substitutes for the sum of several.
  window_days INTEGER NOT NULL, -- Days after the event that were looked at.
  as_of TEXT NOT NULL, -- The last day whose nights counted.
  target_role TEXT NOT NULL, -- target or substitute.
  from_on TEXT NOT NULL, -- The first day of the window: the first on which the market could react.
  to_on TEXT NOT NULL, -- The last day of the window.
  nights INTEGER NOT NULL, -- Nights of the window on which every source was read in full.
  missing_nights INTEGER NOT NULL, -- Nights of the window that were not.
  history_nights INTEGER NOT NULL, -- Nights of the 180 days before that were read in full.
  missing_history_nights INTEGER NOT NULL, -- Nights of those that were not.
  overlapping_events TEXT NOT NULL, -- Events whose anchors lie within 14 days, as a JSON list.
  cluster INTEGER NOT NULL, -- The same number for all events that a chain of such neighbors joins.
  PRIMARY KEY (event_id, series, window_days)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_diagnostic ( -- How far an effect can be trusted: what the method says beside it.
  event_id TEXT NOT NULL, -- The event.
  series TEXT NOT NULL, -- The series.
  measure TEXT NOT NULL, -- new, gone, price or composite.
  window_days INTEGER NOT NULL, -- Days after the event that were looked at.
  se REAL, -- Standard error of the effect, calibrated.
  phi REAL, -- Overdispersion of the counts against Poisson, at least 1.
  long_run_ratio REAL, -- How many times nights that depend on each other raise the variance, at least 1.
  scale REAL, -- What placebos multiplied the error by, at least 1.
  rho REAL, -- How placebos of arrivals and departures go together, from 0 to 0.9.
  placebos INTEGER, -- How many placebos.
  pretrend_p REAL, -- The p-value of a slope before the event that the controls do not share.
  anticipation_p REAL, -- The p-value of an effect in the five days before the event.
  half_life_low REAL, -- The low end of the half-life's interval, in days.
  half_life_high REAL, -- The high end of the half-life's interval, in days.
  control_series TEXT NOT NULL, -- The series it was compared with, as a JSON list.
  contaminated_control TEXT, -- A control that itself moved at the event's date as chance rarely does.
  reason TEXT, -- Why there is not enough data.
  PRIMARY KEY (event_id, series, measure, window_days)
) STRICT, WITHOUT ROWID;

CREATE TABLE placebo ( -- The same test where no event was: how far effects stray by themselves.
  event_id TEXT NOT NULL, -- The event whose effect it calibrates.
  series TEXT NOT NULL, -- The series whose effect it calibrates.
  measure TEXT NOT NULL, -- new or gone.
  placebo_series TEXT NOT NULL, -- The series it was made on.
  start_on TEXT NOT NULL, -- The first day of its window.
  effect_log REAL NOT NULL, -- The effect in log points.
  t REAL NOT NULL, -- Effect over standard error, before calibration.
  PRIMARY KEY (event_id, series, measure, placebo_series, start_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_demand ( -- What demand held when the database was looked at as if it were an earlier day.
  as_of TEXT NOT NULL, -- That day.
  family TEXT NOT NULL, -- The family.
  date TEXT NOT NULL, -- The day.
  gap_days INTEGER, -- Days since the last covered day.
  new INTEGER, -- Listings that appeared.
  gone INTEGER, -- Listings that left.
  at_risk INTEGER, -- Listings that could have left.
  bids INTEGER, -- Want-to-buy posts.
  mentions INTEGER, -- Reports that name the family.
  status TEXT NOT NULL, -- ok, first or gap.
  PRIMARY KEY (as_of, family, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_event_effect ( -- What event_effect held when the database was looked at as of an earlier day.
  as_of TEXT NOT NULL, -- That day.
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
  PRIMARY KEY (as_of, event_id, series, measure, window_days)
) STRICT, WITHOUT ROWID;
