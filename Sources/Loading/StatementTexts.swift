extension Statements {
  static let pageUpsert = """
    INSERT INTO page (page_id, source_id, url, fetched_at, http_status, charset, bytes, sha256, archive, offset, verdict,
      reason, listings, claimed)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT DO UPDATE SET source_id = excluded.source_id, url = excluded.url, http_status = excluded.http_status,
      charset = excluded.charset, bytes = excluded.bytes, archive = excluded.archive, offset = excluded.offset,
      verdict = excluded.verdict, reason = excluded.reason, listings = excluded.listings, claimed = excluded.claimed
    WHERE (excluded.verdict <> 'parsed', excluded.verdict, ifnull(excluded.source_id, '~'), ifnull(excluded.url, '~'),
        ifnull(excluded.reason, ''), ifnull(excluded.charset, '~'), ifnull(excluded.http_status, 0),
        ifnull(excluded.bytes, 0), ifnull(excluded.listings, 0), ifnull(excluded.claimed, 0),
        ifnull(excluded.archive, '~'), ifnull(excluded.offset, 0))
      < (verdict <> 'parsed', verdict, ifnull(source_id, '~'), ifnull(url, '~'),
        ifnull(reason, ''), ifnull(charset, '~'), ifnull(http_status, 0),
        ifnull(bytes, 0), ifnull(listings, 0), ifnull(claimed, 0), ifnull(archive, '~'), ifnull(offset, 0))
    """

  static let coverageCount = """
    INSERT INTO coverage (source_id, date, pages_expected, pages_read, complete, rows_read, claimed, exhaustive, planned,
      absences_due)
    SELECT ?1, ?2, expected, read, whole, rows, claimed, whole AND ifnull(claimed, 0) <= rows, whole AND planned, 1
    FROM (
      SELECT expected, read, rows, claimed, expected = read AND NOT EXISTS (
          SELECT 1 FROM fetch_plan WHERE source_id = ?1 AND date = ?2
            AND (begun_at IS NULL OR ended_at IS NULL OR ended_at < begun_at)) AS whole,
        EXISTS (SELECT 1 FROM fetch_plan WHERE source_id = ?1 AND date = ?2 AND ended_at >= begun_at) AS planned
      FROM (
        SELECT count(DISTINCT ifnull(url, page_id)) AS expected,
          count(DISTINCT iif(verdict IN ('parsed', 'unchanged', 'empty'), ifnull(url, page_id), NULL)) AS read,
          ifnull(sum(iif(verdict IN ('parsed', 'unchanged', 'empty'), listings, 0)), 0) AS rows,
          max(claimed) AS claimed
        FROM page WHERE source_id = ?1 AND fetched_at >= ?2 AND fetched_at < ?3))
    WHERE true
    ON CONFLICT DO UPDATE SET pages_expected = excluded.pages_expected, pages_read = excluded.pages_read,
      complete = excluded.complete, rows_read = excluded.rows_read, claimed = excluded.claimed,
      exhaustive = excluded.exhaustive, planned = excluded.planned,
      absences_due = iif(absences_due = 0, 2, absences_due)
    WHERE (pages_expected, pages_read, complete, rows_read, claimed, exhaustive, planned)
      IS NOT (excluded.pages_expected, excluded.pages_read, excluded.complete, excluded.rows_read, excluded.claimed,
        excluded.exhaustive, excluded.planned)
    """

  static let planUpsert = """
    INSERT INTO fetch_plan (source_id, date, begun_at, ended_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO UPDATE SET
      begun_at = nullif(max(ifnull(begun_at, ''), ifnull(excluded.begun_at, '')), ''),
      ended_at = nullif(max(ifnull(ended_at, ''), ifnull(excluded.ended_at, '')), '')
    WHERE ifnull(excluded.begun_at, '') > ifnull(begun_at, '') OR ifnull(excluded.ended_at, '') > ifnull(ended_at, '')
    """

  static let listingInsert = """
    INSERT INTO listing (listing_id, source_id, source_key, url, title, kind, family, model_id, model_ids, condition,
      condition_text, parts_only, country, seller_hash, side, flags, match_confidence, match_why, posted_at,
      quantity, status, first_seen_at, last_seen_at, ended_at, ended_by)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
      ?24, ?25)
    """

  static let listingUpdate = """
    UPDATE listing SET source_id = ?2, source_key = ?3, url = ?4, title = ?5, kind = ?6, family = ?7, model_id = ?8,
      model_ids = ?9, condition = ?10, condition_text = ?11, parts_only = ?12, country = ?13, seller_hash = ?14,
      side = ?15, flags = ?16, match_confidence = ?17, match_why = ?18, posted_at = ?19
    WHERE listing_id = ?1
    """

  static let observationUpsert = """
    INSERT INTO observation (listing_id, observed_at, price_minor, low_minor, high_minor, currency, price_text,
      shipping_minor, shipping_currency, usd_per_card_micros, rate_date, quantity, negotiable, status, page_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
    ON CONFLICT DO UPDATE SET price_minor = ?3, low_minor = ?4, high_minor = ?5, currency = ?6, price_text = ?7,
      shipping_minor = ?8, shipping_currency = ?9, usd_per_card_micros = ?10, rate_date = ?11, quantity = ?12,
      negotiable = ?13, status = ?14, page_id = ?15
    WHERE (price_minor, low_minor, high_minor, currency, price_text, shipping_minor, shipping_currency,
        usd_per_card_micros, rate_date, quantity, negotiable, status, page_id)
      IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
    """
}
