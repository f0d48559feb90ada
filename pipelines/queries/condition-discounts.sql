-- What does wear cost, and "refurbished"? Prices by condition beside the commonest one, all else equal.
SELECT series, condition, reference, percent, low_percent, high_percent, n FROM condition_discount
ORDER BY series, condition;
