-- The tables of facts were never filled before: they are made anew, with what reading gives.
DROP TABLE report_mention;
DROP TABLE report_quote;
DROP TABLE report_claim;

CREATE TABLE report_mention ( -- How often a report names a family, a vendor or an event.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  subject TEXT NOT NULL, -- family, vendor or event.
  name TEXT NOT NULL, -- The family, the vendor or the event's id.
  count INTEGER NOT NULL, -- How often.
  PRIMARY KEY (report_id, subject, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_mention_of_name ON report_mention (subject, name);

CREATE TABLE report_quote ( -- A price that a report quotes.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  number INTEGER NOT NULL, -- Its place among the quotes of the report, from 1.
  family TEXT, -- The family it is about.
  low TEXT, -- The low end, as a decimal; absent for "up to".
  high TEXT, -- The high end, as a decimal; absent for "more than".
  currency TEXT, -- The currency.
  unit TEXT, -- card, server, hour or total.
  basis TEXT, -- ask, sold, estimate or rent.
  as_of TEXT, -- The day, month or year it is about.
  period TEXT, -- The time a rent covers when it is not an hour: day, month or year.
  flags TEXT, -- about, former, joined by a semicolon.
  text TEXT, -- The words it was read from.
  PRIMARY KEY (report_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_claim ( -- A claim about a family that a report makes, held against the catalog.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  number INTEGER NOT NULL, -- Its place among the claims of the report, from 1.
  family TEXT, -- The family it is about.
  attribute TEXT, -- What it claims a figure of.
  low TEXT, -- The low end, as a decimal; absent for "up to".
  high TEXT, -- The high end, as a decimal; absent for "more than".
  unit TEXT, -- The unit, x for a ratio.
  value TEXT, -- The word claimed, where it is no figure: HBM3, Ampere.
  relative_to TEXT, -- The family it compares with.
  direction TEXT, -- Of a ratio: more or less than the other family, or of it.
  flags TEXT, -- about and the like, joined by a semicolon.
  text TEXT, -- The words it was read from.
  verdict TEXT, -- holds, holds_if, differs or unknown.
  check_note TEXT, -- The figures of the catalog that it was held against.
  condition TEXT, -- Under which condition it holds.
  PRIMARY KEY (report_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_reading ( -- How a report was read.
  report_id TEXT NOT NULL PRIMARY KEY REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  place TEXT, -- Where it stands in its page, as an XPath or a JSON pointer.
  flags TEXT, -- date_missing or date_in_future.
  content TEXT NOT NULL -- A digest of all that was read, which decides between two readings of one instant.
) STRICT, WITHOUT ROWID;

CREATE TABLE story ( -- What several reports tell alike: reprints, rewrites and translations.
  story_id TEXT NOT NULL PRIMARY KEY, -- The id of its smallest report.
  reports INTEGER NOT NULL, -- How many reports tell it.
  confidence REAL -- How sure its weakest tie is, from 0 to 1; absent for a report of its own.
) STRICT, WITHOUT ROWID;

CREATE TABLE story_evidence ( -- Why two reports are one story.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report with the smaller id.
  other_report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The other one.
  kind TEXT NOT NULL, -- text or facts.
  confidence REAL NOT NULL, -- How sure it is, from 0 to 1.
  reason TEXT NOT NULL, -- What they share.
  PRIMARY KEY (report_id, other_report_id, kind)
) STRICT, WITHOUT ROWID;

CREATE VIEW mention_series AS -- How many stories name a family, by the day each was first told.
SELECT
  t.date, -- The day.
  t.family, -- The family.
  count(*) AS stories, -- Stories first told on the day; a story counts once, however often it was printed.
  sum(t.reports) AS reports -- Reports that tell them.
FROM (
  SELECT ifnull(r.story_id, r.report_id) AS story, m.name AS family, min(substr(r.published_at, 1, 10)) AS date,
    count(*) AS reports
  FROM report_mention AS m
  JOIN market_report AS r ON r.report_id = m.report_id
  WHERE m.subject = 'family' AND r.published_at IS NOT NULL
  GROUP BY story, m.name
) AS t
GROUP BY t.date, t.family;
