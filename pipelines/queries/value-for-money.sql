-- Which cards give the most for a dollar? Models by median dollars per dense FP16 TFLOP/s, with GB, TB/s and watt.
WITH placed AS (
  SELECT v.*,
    row_number() OVER (PARTITION BY v.model_id ORDER BY v.usd_per_card, v.listing_id) AS place,
    count(*) OVER (PARTITION BY v.model_id) AS listings
  FROM value_for_money AS v
)
SELECT model, listings, round(usd_per_card, 0) AS median_usd, usd_per_tflops, usd_per_gb, usd_per_tb_s, usd_per_watt,
  fp16_confidence
FROM placed
WHERE place = (listings + 1) / 2
ORDER BY usd_per_tflops IS NULL, usd_per_tflops, model;
