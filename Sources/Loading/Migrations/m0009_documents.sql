CREATE TABLE report_version ( -- A report as it was come by: from its own page, from a feed, or only in short.
  report_id TEXT NOT NULL REFERENCES market_report (report_id) ON DELETE CASCADE, -- The report.
  rank INTEGER NOT NULL, -- 3 from its own page, 2 from what a feed carries, 1 in short, 0 without text; the highest stands.
  url TEXT, -- Its address.
  publisher TEXT, -- Who published it.
  language TEXT, -- Its language.
  author TEXT, -- Who wrote it.
  published_at TEXT, -- When it was published.
  published_from TEXT, -- What told so: json-ld, a meta element, a time element, the address, a line of the page, a feed.
  modified TEXT, -- When it was changed last, as stated.
  flags TEXT NOT NULL, -- date_missing, date_unread or date_in_future, as a JSON list.
  page_id TEXT, -- The page it was read from.
  last_seen_at TEXT NOT NULL, -- When it was last seen so.
  content TEXT NOT NULL, -- A digest of all of it, which decides between two pages of one instant.
  PRIMARY KEY (report_id, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_document_attribute ( -- Everything else that its publisher says of an official document.
  document_id TEXT NOT NULL REFERENCES policy_document (document_id) ON DELETE CASCADE, -- The document.
  name TEXT NOT NULL, -- public_on, effective_in_part, correction_of, type, dockets, items and the like.
  value TEXT NOT NULL, -- What it says.
  PRIMARY KEY (document_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_candidate ( -- An official document that may be an event, for somebody to review.
  document_id TEXT NOT NULL PRIMARY KEY REFERENCES policy_document (document_id) ON DELETE CASCADE, -- The document.
  status TEXT NOT NULL, -- new, or reviewed when an event of pipelines/events cites it.
  reason TEXT NOT NULL, -- What made it a candidate.
  event_ids TEXT NOT NULL -- The events that cite it, as a JSON list.
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_candidate_family ( -- A family that a candidate names or that its rule is about.
  document_id TEXT NOT NULL REFERENCES policy_candidate (document_id) ON DELETE CASCADE, -- The document.
  family TEXT NOT NULL, -- The family.
  PRIMARY KEY (document_id, family)
) STRICT, WITHOUT ROWID;
