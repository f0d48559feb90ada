-- At which price would each model that is on sale match each other one? Every pair of models with an index this week.
SELECT v.model, v.as_model, v.as_usd, v.usd_by_tflops, v.usd_by_gb, v.usd_by_tb_s, v.usd_by_watt,
  v.fp16_confidence, v.as_fp16_confidence
FROM value_match AS v
WHERE v.as_status = 'ok' AND v.model_id IN (
  SELECT series FROM price_index
  WHERE method = 'hedonic_huber' AND status = 'ok' AND vintage = (SELECT max(vintage) FROM price_index))
ORDER BY v.model, v.as_model;
