-- Which nights were truly read? Pages asked for and read, by day and source; a gap is not an empty market.
SELECT date, source_id, pages_expected, pages_read, iif(complete = 1, 'complete', 'gap') AS status
FROM coverage
ORDER BY date DESC, source_id;
