-- Which restricted models are offered where they must not be sold?
SELECT last_seen_at, source_id, country, family, title, usd_per_card, url
FROM grey_market
ORDER BY last_seen_at DESC, listing_id;
