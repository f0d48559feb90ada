-- Which families are on sale, and how sure is the model? Active listings by family and kind.
SELECT ifnull(family, '(unknown)') AS family, kind, count(*) AS listings, count(model_id) AS with_one_model
FROM listing
WHERE status = 'active' AND side = 'sell'
GROUP BY 1, 2
ORDER BY listings DESC, 1, 2;
