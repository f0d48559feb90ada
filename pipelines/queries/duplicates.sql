-- Which goods are listed more than once? Offers of several listings, with why they were joined.
SELECT o.offer_id, o.listings, l.title, min(e.reason) AS reason
FROM offer AS o
JOIN listing AS l ON l.listing_id = o.canonical_listing_id
LEFT JOIN offer_evidence AS e ON e.listing_id = o.canonical_listing_id
WHERE o.listings > 1
GROUP BY o.offer_id
ORDER BY o.listings DESC, o.offer_id;
