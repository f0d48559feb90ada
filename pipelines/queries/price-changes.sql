-- Whose price moved? Every change from one price to another in the same currency, the newest first.
SELECT h.observed_at, h.title, h.currency, h.previous_minor, h.price_minor,
  round(100.0 * (h.price_minor - h.previous_minor) / h.previous_minor, 1) AS percent, h.listing_id
FROM price_history AS h
WHERE h.previous_minor > 0 AND h.price_minor IS NOT NULL AND h.price_minor <> h.previous_minor
  AND h.currency IS (
    SELECT o.currency FROM observation AS o
    WHERE o.listing_id = h.listing_id AND o.observed_at < h.observed_at ORDER BY o.observed_at DESC LIMIT 1)
ORDER BY h.observed_at DESC, h.listing_id;
