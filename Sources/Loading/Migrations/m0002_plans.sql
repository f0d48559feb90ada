CREATE TABLE fetch_plan ( -- Whether what was to be fetched of a source on a day was followed to its end.
  source_id TEXT NOT NULL REFERENCES source (source_id), -- The source.
  date TEXT NOT NULL, -- The UTC day.
  begun_at TEXT, -- When fetching it began last.
  ended_at TEXT, -- When all of it was asked for and no pagination broke off; a day is complete only with that.
  PRIMARY KEY (source_id, date)
) STRICT, WITHOUT ROWID;

CREATE INDEX page_of_address ON page (source_id, url, fetched_at);
