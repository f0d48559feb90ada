import Records
import SQLiteKit

extension Loader {
  /// Stores a rate as it was published; of two for the same day the smaller text stays.
  mutating func apply(_ rate: Rate) throws(SQLiteFailure) {
    try know(rate.source)
    var upsert = try database.prepare(
      """
      INSERT INTO fx_quote (source_id, date, base, quote, value) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO UPDATE SET value = excluded.value WHERE excluded.value < value
      """)
    try upsert.run(
      .text(rate.source.name), .text(rate.date.description), .text(rate.base.code), .text(rate.quote.code),
      .text(rate.value))
  }

  /// Derives `fx_rate` for days whose quotes may have changed, and the dollars of every observation they reach.
  mutating func derive(_ days: Set<Day>) throws(SQLiteFailure) {
    guard !days.isEmpty else { return }
    var reached: [String: (first: Day, last: Day)] = [:]
    var select = try database.prepare(
      "SELECT source_id, base, quote, value FROM fx_quote WHERE date = ?1 ORDER BY source_id, base, quote")
    var upsert = try database.prepare(
      """
      INSERT INTO fx_rate (date, currency, usd) VALUES (?1, ?2, ?3)
      ON CONFLICT DO UPDATE SET usd = excluded.usd WHERE usd <> excluded.usd
      """)
    for day in days.sorted() {
      let quotes = try select.all(.text(day.description)) { row in
        FXQuote(
          source: row.text(0) ?? "", base: row.text(1) ?? "", quote: row.text(2) ?? "",
          value: row.text(3).flatMap { Double($0) } ?? 0)
      }
      for (currency, usd) in FXQuote.dollars(quotes) {
        try upsert.run(.text(day.description), .text(currency), .real(usd))
        guard database.changes > 0 else { continue }
        rates.set(currency, day, usd)
        let range = reached[currency] ?? (day, day)
        reached[currency] = (min(range.first, day), max(range.last, day))
      }
    }
    for (currency, range) in reached.sorted(by: { $0.key < $1.key }) {
      try convert(currency, from: range.first, through: range.last.adding(RateTable.reach))
    }
  }

  /// Computes the dollars of observations in a currency anew.
  private mutating func convert(_ code: String, from first: Day, through last: Day) throws(SQLiteFailure) {
    var select = try database.prepare(
      """
      SELECT listing_id, observed_at, price_minor, quantity, usd_per_card_micros, rate_date FROM observation
      WHERE currency = ?1 AND currency <> 'USD' AND observed_at >= ?2 AND observed_at < ?3 AND price_minor IS NOT NULL
      """)
    var update = try database.prepare(
      """
      UPDATE observation SET usd_per_card_micros = ?3, rate_date = ?4 WHERE listing_id = ?1 AND observed_at = ?2
      """)
    let rows = try select.all(.text(code), .text(first.description), .text(last.adding(1).description)) { row in
      var terms = Terms()
      terms.currency = Currency(code: code)
      terms.price = row.int64(2)
      // The column holds what the price buys, so that a price for each is one of one.
      terms.quantity = row.int64(3)
      let stored = row.optionalInt64(4).map {
        GivenDollars(microsPerCard: $0, rateDate: row.text(5).flatMap(Day.init(iso:)))
      }
      return (id: row.text(0) ?? "", time: row.text(1) ?? "", terms: terms, stored: stored)
    }
    for row in rows {
      guard let time = Instant(rfc3339: row.time) else { continue }
      let dollars = rates.dollarsPerCard(row.terms, at: time, given: row.stored)
      guard dollars != row.stored else { continue }
      try update.run(
        .text(row.id), .text(row.time), .integer(dollars?.microsPerCard), .text(dollars?.rateDate?.description))
    }
  }
}

/// One published rate of a day.
struct FXQuote {
  var source: String
  var base: String
  var quote: String
  var value: Double

  /// US dollars for one unit of each currency, from the quotes of one day ordered by source, base and quote.
  ///
  /// The first source that prices a currency decides: directly in dollars, or through the currency it quotes both in.
  static func dollars(_ quotes: [FXQuote]) -> [(currency: String, usd: Double)] {
    var found: [String: Double] = [:]
    func take(_ currency: String, _ usd: Double) {
      if found[currency] == nil, usd.isFinite, usd > 0, currency != "USD" { found[currency] = usd }
    }
    var start = 0
    while start < quotes.count {
      var end = start
      while end < quotes.count, quotes[end].source == quotes[start].source { end += 1 }
      let own = quotes[start..<end]
      for quote in own where quote.base == "USD" { take(quote.quote, 1 / quote.value) }
      for quote in own where quote.quote == "USD" { take(quote.base, quote.value) }
      for dollar in own where dollar.quote == "USD" {
        for other in own where other.base == dollar.base { take(other.quote, dollar.value / other.value) }
      }
      start = end
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
