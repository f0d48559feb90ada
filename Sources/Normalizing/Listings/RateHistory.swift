public import Records

/// Reference rates by day, for turning prices into US dollars.
///
/// Rates share a base (the euro, for the central bank's); any two currencies of a day cross through it.
public struct RateHistory: Sendable {
  /// The longest time a rate of an earlier day may stand in, in days.
  public static let longestGap = 7

  /// A rate as an exact fraction: `digits` / 10^`scale`.
  private struct Exact: Hashable, Sendable {
    let digits: Int128
    let scale: Int
  }

  private var tables: [Day: [Currency: [Currency: Exact]]] = [:]

  /// A history of rates, in any order; of two rates for the same pair and day the last counts.
  public init(_ rates: [Rate] = []) {
    for rate in rates { insert(rate) }
  }

  /// Adds one rate.
  public mutating func insert(_ rate: Rate) {
    var digits: Int128 = 0
    var scale: Int?
    for byte in rate.value.utf8.prefix(24) {
      if byte == UInt8(ascii: ".") {
        scale = 0
      } else {
        digits = digits * 10 + Int128(byte - 48)
        scale = scale.map { $0 + 1 }
      }
    }
    guard digits > 0 else { return }
    tables[rate.date, default: [:]][rate.base, default: [:]][rate.quote] = Exact(digits: digits, scale: scale ?? 0)
  }

  /// An amount in US dollars by the rate of `day`, or of the last earlier day with one.
  ///
  /// Rounds half to even to the cent.
  ///
  /// - Returns: The dollars and the day of the rate; nil when no day of the last seven has both rates.
  public func dollars(_ money: Money, on day: Day) -> (money: Money, day: Day)? {
    for gap in 0...Self.longestGap {
      let date = day.adding(-gap)
      guard let tables = tables[date] else { continue }
      if money.currency == .usd { return (money, date) }
      for base in tables.keys.sorted() {
        guard let table = tables[base], let from = rate(money.currency, base, table), let to = rate(.usd, base, table),
          let result = convert(money, from, to)
        else { continue }
        return (result, date)
      }
    }
    return money.currency == .usd ? (money, day) : nil
  }

  private func rate(_ currency: Currency, _ base: Currency, _ table: [Currency: Exact]) -> Exact? {
    currency == base ? Exact(digits: 1, scale: 0) : table[currency]
  }

  /// minor · 10^(2−places) · to ⁄ from, in whole numbers.
  private func convert(_ money: Money, _ from: Exact, _ to: Exact) -> Money? {
    var above = Int128(money.minor)
    var below: Int128 = 1
    func power(_ exponent: Int) -> Int128? {
      var result: Int128 = 1
      for _ in 0..<exponent {
        let (next, overflow) = result.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        result = next
      }
      return result
    }
    let shift = 2 - money.currency.minorDigits + from.scale - to.scale
    guard let scale = power(shift.magnitude < 30 ? Int(shift.magnitude) : 30) else { return nil }
    for factor in [to.digits] + (shift > 0 ? [scale] : []) {
      let (next, overflow) = above.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      above = next
    }
    for factor in [from.digits] + (shift < 0 ? [scale] : []) {
      let (next, overflow) = below.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      below = next
    }
    var (quotient, remainder) = above.quotientAndRemainder(dividingBy: below)
    let (twice, overflow) = remainder.magnitude.multipliedReportingOverflow(by: 2)
    if overflow || twice > below.magnitude || twice == below.magnitude && quotient % 2 != 0 {
      quotient += above < 0 ? -1 : 1
    }
    return Int64(exactly: quotient).map { Money(minor: $0, currency: .usd) }
  }
}
