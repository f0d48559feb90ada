-- How much more does a restricted market pay? Prices there beside those where the model may be sold, all else equal.
SELECT series, percent, low_percent, high_percent, n FROM market_premium ORDER BY series;
