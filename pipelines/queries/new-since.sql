-- What came up in the last seven days of data? Listings first seen then, with their price.
SELECT l.first_seen_at, l.source_id, l.title, l.family, p.usd_per_card, l.url
FROM listing AS l
JOIN latest_price AS p ON p.listing_id = l.listing_id
WHERE l.first_seen_at >= (SELECT date(max(last_seen_at), '-7 days') FROM listing)
ORDER BY l.first_seen_at DESC, l.listing_id;
