-- What do reports claim of cards, and does the catalog bear it out? Each claim with its check and its report.
SELECT substr(r.published_at, 1, 10) AS published_on, c.family, c.attribute,
  CASE WHEN c.value IS NOT NULL THEN c.value
    WHEN c.low IS NULL THEN 'up to ' || c.high
    WHEN c.high IS NULL THEN 'at least ' || c.low
    WHEN c.low = c.high THEN c.low
    ELSE c.low || ' to ' || c.high END
    || ifnull(' ' || c.unit, '') || ifnull(' ' || c.direction, '') AS claimed,
  c.relative_to, c.verdict AS "check", c.condition, c.check_note, r.title, r.url, c.report_id
FROM report_claim AS c
JOIN market_report AS r ON r.report_id = c.report_id
ORDER BY r.published_at DESC, c.report_id, c.number;
