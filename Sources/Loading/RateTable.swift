import Records
import SQLiteKit

/// The exchange rates of the database, in memory, for looking them up by day.
struct RateTable {
  /// How many days old a rate may be.
  static let reach = 7

  private struct Entry {
    var day: Day
    var usd: Double
  }

  private var entries: [String: [Entry]] = [:]

  init() {}

  init(_ database: borrowing Database) throws(SQLiteFailure) {
    var select = try database.prepare("SELECT currency, date, usd FROM fx_rate ORDER BY currency, date")
    while try select.step() {
      guard let currency = select.text(0), let day = select.text(1).flatMap(Day.init(iso:)) else { continue }
      entries[currency, default: []].append(Entry(day: day, usd: select.double(2)))
    }
  }

  /// US dollars for one unit on a day, by the last rate of that day or the week before it.
  func rate(_ currency: Currency, on day: Day) -> (usd: Double, date: Day)? {
    guard let list = entries[currency.code] else { return nil }
    let after = RateTable.firstIndex(in: list, after: day)
    guard after > 0 else { return nil }
    let entry = list[after - 1]
    return entry.day.number >= day.number - RateTable.reach ? (entry.usd, entry.day) : nil
  }

  mutating func set(_ currency: String, _ day: Day, _ usd: Double) {
    var list = entries[currency] ?? []
    let after = RateTable.firstIndex(in: list, after: day)
    if after > 0, list[after - 1].day == day {
      list[after - 1].usd = usd
    } else {
      list.insert(Entry(day: day, usd: usd), at: after)
    }
    entries[currency] = list
  }

  /// Millionths of a US dollar per card: by the stored rate, else as the record gave it.
  ///
  /// Nothing for a gift: a price of nothing is no price of the market.
  func dollarsPerCard(_ terms: Terms, at time: Instant, given: GivenDollars?) -> GivenDollars? {
    guard let price = terms.price, price > 0, let currency = terms.currency, terms.pricedQuantity >= 1 else {
      return nil
    }
    let found: (usd: Double, date: Day?)? =
      currency == .usd ? (1, nil) : rate(currency, on: time.day).map { ($0.usd, $0.date) }
    guard let found else { return given }
    var scale = 1.0
    for _ in 0..<currency.minorDigits { scale *= 10 }
    let micros = Double(price) * found.usd * 1_000_000 / scale / Double(terms.pricedQuantity)
    return Int64(exactly: micros.rounded(.toNearestOrEven)).map {
      GivenDollars(microsPerCard: $0, rateDate: found.date)
    }
  }

  private static func firstIndex(in list: [Entry], after day: Day) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].day <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
