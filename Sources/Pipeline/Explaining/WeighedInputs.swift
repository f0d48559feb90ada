import Glibc
import Loading
import Records

/// The listings of one week of a series with the weights that the analysis gave them, which it keeps of its newest
/// vintage.
struct WeighedInputs {
  private let rows: [Row]

  /// The listings of a week; none where another vintage is the newest.
  init(_ reader: DatabaseReaderBox, series: String, week: Day, vintage: String?) throws {
    rows = try reader.rows(
      """
      SELECT w.*, l.source_id, l.title, l.seller_hash, l.offer_id, o.observed_at, o.usd_per_card_micros
      FROM listing_weight AS w JOIN listing AS l ON l.listing_id = w.listing_id
      LEFT JOIN observation AS o ON o.listing_id = w.listing_id AND o.observed_at = (
        SELECT min(observed_at) FROM observation
        WHERE listing_id = w.listing_id AND usd_per_card_micros > 0 AND observed_at >= ?2 AND observed_at < ?3
          AND (status = 'sold') = (?1 LIKE '%:sold'))
      WHERE w.series = ?1 AND w.week = ?2 AND w.vintage = ?4 ORDER BY w.listing_id
      """, series, week.description, week.adding(7).description, vintage)
  }

  var isEmpty: Bool { rows.isEmpty }

  /// What a listing counts in its week: its share of its seller's voice, less what was implausible.
  private static func voice(_ row: Row) -> Double { (row.real("seller_weight") ?? 0) * (row.real("weight") ?? 0) }

  /// The listings that count, each with the level without it.
  ///
  /// The level is the mean of the week's log prices, each less what its attributes make of it. So it moves without a
  /// price by that price's residual, in the proportion of its weight to the others'; what attributes are worth, which
  /// half a year of prices tells, is held.
  func inputs(_ usd: Double) -> [Outline] {
    let all = rows.reduce(0) { $0 + Self.voice($1) }
    return rows.filter { Self.voice($0) > 0 }.map { row in
      var part = line(row)
      part.add("seller", row.text("seller_hash"))
      part.add("offer_id", row.text("offer_id"))
      part.add("day", row.text("observed_at").map { String($0.prefix(10)) })
      part.add("usd", row.real("usd_per_card_micros").map { $0 / 1_000_000 }, digits: 2)
      part.add("seller_weight", row.real("seller_weight"), digits: 4)
      part.add("weight", row.real("weight"), digits: 4)
      let voice = Self.voice(row)
      if let residual = row.real("residual") {
        part.add("percent_above_expected", 100 * (exp(residual) - 1), digits: 2)
      }
      guard all - voice > 1e-9, let residual = row.real("residual") else {
        part.add("without_it", Outline("nothing would be left"))
        return part
      }
      let moves = exp(-voice * residual / (all - voice))
      var rest = Outline()
      rest.add("usd", usd * moves, digits: 2)
      rest.add("moves_percent", 100 * (moves - 1), digits: 2)
      part.add("without_it", rest)
      return part
    }
  }

  /// The listings of the week that do not count, each with the reason.
  func leftOut() -> [Outline] {
    rows.filter { Self.voice($0) <= 0 }.map { row in
      var part = line(row)
      part.add("reason", Self.words(row.text("reason") ?? ""))
      return part
    }
  }

  private func line(_ row: Row) -> Outline {
    var part = Outline()
    for name in ["listing_id", "source_id", "title"] { part.add(name, row.text(name)) }
    return part
  }

  private static func words(_ reason: String) -> String {
    switch reason {
    case "same_offer": "its offer counts already through another listing, where its price was seen first"
    case "implausibly_high": "its price is implausibly high beside others of the series"
    case "implausibly_low": "its price is implausibly low beside others of the series"
    default: reason
    }
  }
}
