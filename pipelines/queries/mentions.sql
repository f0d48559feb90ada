-- How many stories name each family, by the day each story was first told?
SELECT date, family, stories, reports
FROM mention_series
ORDER BY date DESC, stories DESC, family;
