-- Which prices do reports quote? The newest first, each with its report.
SELECT q.as_of, q.family, q.low, q.high, q.currency, q.unit, q.period, q.basis, q.flags, r.title, r.url, q.report_id
FROM report_quote AS q
JOIN market_report AS r ON r.report_id = q.report_id
ORDER BY q.as_of DESC, q.report_id, q.number;
