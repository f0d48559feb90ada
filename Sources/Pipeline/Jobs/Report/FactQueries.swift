/// The statements behind the facts of a report; ?1 and ?2 are days.
enum FactQueries {
  static let nights = """
    SELECT DISTINCT date FROM coverage WHERE pages_read > 0 AND date <= ?1 ORDER BY date DESC LIMIT 2
    """
  static let new = "SELECT count(*) AS n FROM listing WHERE first_seen_at >= ?1 AND first_seen_at < ?2"
  static let gone = "SELECT count(*) AS n FROM listing WHERE ended_at >= ?1 AND ended_at < ?2"
  static let moves = """
    SELECT o.listing_id, l.title, l.family, substr(o.observed_at, 1, 10) AS day, o.currency,
      b.price_minor AS before_minor, o.price_minor AS after_minor
    FROM observation AS o
    JOIN observation AS b ON b.listing_id = o.listing_id AND b.observed_at = (
      SELECT max(c.observed_at) FROM observation AS c
      WHERE c.listing_id = o.listing_id AND c.observed_at < o.observed_at)
    JOIN listing AS l ON l.listing_id = o.listing_id
    WHERE o.observed_at >= ?1 AND o.observed_at < ?2 AND b.price_minor > 0 AND o.price_minor > 0
      AND o.price_minor <> b.price_minor AND o.currency = b.currency
    """
  static let levels = """
    SELECT series, max(date) AS date, usd, status FROM price_index
    WHERE vintage = ?1 AND method = 'hedonic_huber' AND usd IS NOT NULL GROUP BY series
    """
  private static let restricted = """
    FROM listing AS l
    WHERE l.first_seen_at < ?1 AND EXISTS (SELECT 1 FROM json_each(l.flags) WHERE value = 'restricted_market')
    """
  static let greyCount = "SELECT count(*) AS n " + restricted
  static let grey =
    """
    SELECT l.listing_id, l.source_id, l.title, coalesce(l.family, '') AS family, coalesce(l.country, '') AS country,
      substr(l.last_seen_at, 1, 10) AS day, (
        SELECT o.usd_per_card_micros / 1000000.0 FROM observation AS o
        WHERE o.listing_id = l.listing_id AND o.observed_at < ?1 ORDER BY o.observed_at DESC LIMIT 1) AS usd
    """ + " " + restricted + " ORDER BY day DESC, l.listing_id"
  private static let reported = """
    FROM report_claim AS c JOIN market_report AS r ON r.report_id = c.report_id
    WHERE coalesce(r.published_at, r.last_seen_at) < ?1
    """
  static let claimCount = "SELECT count(*) AS n " + reported
  static let claims =
    """
    SELECT c.report_id, c.number, substr(coalesce(r.published_at, r.last_seen_at), 1, 10) AS day,
      coalesce(r.publisher, '') AS publisher, r.title, coalesce(c.family, '') AS family,
      coalesce(c.attribute, '') AS attribute,
      trim(CASE WHEN c.value IS NOT NULL THEN c.value
        WHEN c.low IS NULL THEN 'up to ' || c.high
        WHEN c.high IS NULL THEN 'at least ' || c.low
        WHEN c.low = c.high THEN c.low
        ELSE c.low || ' to ' || c.high END
        || ifnull(' ' || c.unit, '') || ifnull(' ' || c.direction, '')) AS claimed,
      coalesce(c.relative_to, '') AS relative_to, coalesce(c.verdict, 'unknown') AS verdict,
      trim(ifnull(c.condition, '') || iif(c.condition IS NULL OR c.check_note IS NULL, '', '; ')
        || ifnull(c.check_note, '')) AS note
    """ + " " + reported + " ORDER BY day DESC, c.report_id, c.number"
  static let sources = """
    SELECT s.source_id, s.name, s.terms, s.retention, s.allowed_uses,
      (SELECT count(*) FROM listing AS l WHERE l.source_id = s.source_id AND l.first_seen_at < ?1) AS listings
    FROM source AS s ORDER BY s.source_id
    """
  static let rates = """
    SELECT currency, usd, max(date) AS date FROM fx_rate WHERE date <= ?1 GROUP BY currency
    """
}
