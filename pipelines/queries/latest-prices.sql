-- What does each model cost now? Median asking price per card of active listings, and how many there are.
WITH priced AS (
  SELECT p.model_id, p.usd_per_card,
    row_number() OVER (PARTITION BY p.model_id ORDER BY p.usd_per_card, p.listing_id) AS place,
    count(*) OVER (PARTITION BY p.model_id) AS listings
  FROM latest_price AS p
  JOIN listing AS l ON l.listing_id = p.listing_id
  WHERE p.kind = 'card' AND p.side = 'sell' AND p.status = 'active' AND l.parts_only = 0
    AND p.model_id IS NOT NULL AND p.usd_per_card > 0
)
SELECT ifnull(m.name, priced.model_id) AS model, priced.listings,
  round(min(priced.usd_per_card), 0) AS lowest_usd,
  round(avg(iif(place IN ((listings + 1) / 2, (listings + 2) / 2), priced.usd_per_card, NULL)), 0) AS median_usd,
  round(max(priced.usd_per_card), 0) AS highest_usd
FROM priced
LEFT JOIN gpu_model AS m ON m.model_id = priced.model_id
GROUP BY priced.model_id
ORDER BY priced.listings DESC, model;
