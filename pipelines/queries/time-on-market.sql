-- How long do offers of each family stay? Days until half have gone, and the share still there after a week and a month.
SELECT family, offers, gone, median_days, median_low, median_high,
  round(100 * share_after_7, 1) AS percent_after_7, round(100 * share_after_30, 1) AS percent_after_30, status
FROM time_on_market
WHERE vintage = (SELECT max(vintage) FROM time_on_market)
ORDER BY status, median_days IS NULL, median_days, family;
