CREATE TABLE part_spec ( -- One row of a spec or parts table: a product on sale, not a model of the catalog.
  spec_id TEXT NOT NULL PRIMARY KEY, -- The id of source and key.
  source_id TEXT NOT NULL REFERENCES source (source_id), -- The source, which is the origin of its values.
  source_key TEXT NOT NULL, -- The id of the product in its table.
  title TEXT NOT NULL, -- Its name as shown.
  model_id TEXT, -- The model, when exactly one is left; a catalog of another day may not know it.
  model_ids TEXT NOT NULL, -- Every model the row leaves possible, as a JSON list.
  page_id TEXT, -- The page it was last read from.
  last_seen_at TEXT NOT NULL, -- When it was last seen.
  content TEXT NOT NULL, -- A digest of all of it, which decides between two pages of one instant.
  UNIQUE (source_id, source_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_spec_of_model ON part_spec (model_id);

CREATE TABLE part_spec_value ( -- What a row of a spec table said when it was last seen; a price there is no listing.
  spec_id TEXT NOT NULL REFERENCES part_spec (spec_id) ON DELETE CASCADE, -- The row.
  attribute TEXT NOT NULL, -- What it says something of, memory or core_clock for instance.
  value TEXT NOT NULL, -- The figure as a decimal, or the word.
  unit TEXT, -- The unit of the figure: GB, MHz, mm, W, or the currency of a price.
  text TEXT NOT NULL, -- The text as shown.
  PRIMARY KEY (spec_id, attribute)
) STRICT, WITHOUT ROWID;
