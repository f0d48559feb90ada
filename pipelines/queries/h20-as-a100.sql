-- At which price would an H20 match an A100 in value, by FP16 rate, memory and bandwidth? For any other pair, ask value_match.
SELECT model, as_model, week, as_usd, as_status, usd_by_tflops, usd_by_gb, usd_by_tb_s, usd_by_watt,
  fp16_confidence, as_fp16_confidence
FROM value_match
WHERE family = 'H20' AND as_family = 'A100'
ORDER BY model, as_usd, as_model_id;
