CREATE TABLE check_result ( -- What the data tests of pipelines/checks.json5 said when they were last run.
  check_name TEXT NOT NULL PRIMARY KEY, -- The test.
  severity TEXT NOT NULL, -- warn or error; an error bars the report.
  status TEXT NOT NULL, -- pass, warn or error.
  failing INTEGER NOT NULL, -- Rows that fail.
  checked_at TEXT NOT NULL, -- When it was run.
  why TEXT NOT NULL -- Why it matters.
) STRICT, WITHOUT ROWID;

CREATE TABLE check_failure ( -- Rows that failed a data test, the first hundred of each.
  check_name TEXT NOT NULL REFERENCES check_result (check_name) ON DELETE CASCADE, -- The test.
  number INTEGER NOT NULL, -- Its place, from 1.
  row TEXT NOT NULL, -- The row as JSON.
  PRIMARY KEY (check_name, number)
) STRICT, WITHOUT ROWID;
