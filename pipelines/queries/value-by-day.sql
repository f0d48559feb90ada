-- What did a dollar buy on each day of the last four weeks? Dollars per dense FP16 TFLOP/s, GB, TB/s and watt.
SELECT model, date, usd, status, usd_per_tflops, usd_per_gb, usd_per_tb_s, usd_per_watt,
  fp16_confidence, bandwidth_confidence, tdp_confidence
FROM value_history
WHERE date > (SELECT date(max(date), '-28 days') FROM coverage)
ORDER BY model, date;
