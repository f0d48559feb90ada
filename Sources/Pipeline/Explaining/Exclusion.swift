import Loading
import Records

/// Why a listing is in no price level, as SQL and as sentences.
///
/// The order is that in which the analysis leaves listings out.
enum Exclusion {
  private static let reason = """
    CASE
      WHEN l.side <> 'sell' THEN 'it is not for sale: side is ' || l.side
      WHEN l.kind <> 'card' THEN 'it is no card: kind is ' || l.kind
      WHEN l.parts_only = 1 THEN 'it is sold for parts'
      WHEN l.model_id IS NULL THEN 'its text leaves the model open: ' || l.model_ids
      WHEN NOT EXISTS (SELECT 1 FROM observation AS o WHERE o.listing_id = l.listing_id AND o.price_minor IS NOT NULL
        AND o.status IN ('active', 'sold')) THEN 'it has no single price'
      WHEN NOT EXISTS (SELECT 1 FROM observation AS o WHERE o.listing_id = l.listing_id AND o.price_minor IS NOT NULL
        AND o.status IN ('active', 'sold') AND o.usd_per_card_micros > 0) THEN
        'its price could not be put into dollars: no currency, or no rate near that day'
    END
    """

  /// The reason for the listing ?1; NULL when it counts.
  static let ofListing = "SELECT \(reason) AS reason FROM listing AS l WHERE l.listing_id = ?1"

  /// The listings of model ?1, or that may be of it, seen from ?2 to before ?3, which count nowhere, with the reason.
  static let ofModel = """
    SELECT * FROM (
      SELECT l.listing_id, l.source_id, l.title, \(reason) AS reason FROM listing AS l
      WHERE (l.model_id = ?1 OR (l.model_id IS NULL
          AND EXISTS (SELECT 1 FROM json_each(l.model_ids) AS m WHERE m.value = ?1)))
        AND l.first_seen_at < ?3 AND l.last_seen_at >= ?2)
    WHERE reason IS NOT NULL ORDER BY listing_id LIMIT 200
    """

  /// The offers of a series first priced from a day to before another whose price is that of no card, with the reason.
  static func farOff(
    _ reader: DatabaseReaderBox, _ series: String, from first: String, before end: String
  ) throws -> [Outline] {
    let parts = series.split(separator: ":", omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? series
    let basis = parts.count > 1 ? String(parts[1]) : "ask"
    return try reader.rows(
      """
      SELECT s.listing_id, s.source_id, l.title, s.set_aside
      FROM series_input AS s JOIN listing AS l ON l.listing_id = s.listing_id
      WHERE (s.model_id = ?1 OR s.family = ?1) AND s.basis = ?4 AND s.observed_at >= ?2 AND s.observed_at < ?3
        AND (s.set_aside LIKE 'below an eighth%' OR s.set_aside LIKE 'above eight times%')
      ORDER BY s.listing_id LIMIT 200
      """, name, first, end, basis
    ).map { row in
      var part = Outline()
      for name in ["listing_id", "source_id", "title"] { part.add(name, row.text(name)) }
      part.add("reason", "its price is " + (row.text("set_aside") ?? ""))
      return part
    }
  }
}
