/// An amount of one currency, exact, in its minor unit.
public struct Money: Hashable, Sendable, CustomStringConvertible {
  /// The amount in minor units of `currency`: 123_456 for US$1,234.56, 500 for ¥500.
  public let minor: Int64
  /// The currency.
  public let currency: Currency

  /// An amount in minor units.
  public init(minor: Int64, currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  /// Reads a plain decimal ("1234.5", "-3") exactly.
  ///
  /// Returns nil when the text is not one, has more digits than the minor unit (trailing zeros aside), or is too
  /// large: a figure that cannot be held exactly is not rounded.
  public init?(decimal text: String, currency: Currency) {
    var digits: Int64 = 0
    var fraction: Int?
    var isNegative = false
    var hasDigit = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: ".") where fraction == nil && hasDigit: fraction = 0
      case 0x30...0x39:
        hasDigit = true
        if let count = fraction {
          fraction = count + 1
          if count >= currency.minorDigits {
            guard byte == 0x30 else { return nil }
            continue
          }
        }
        let (tens, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(Int64(byte) - 0x30)
        guard !overflow, !carry else { return nil }
        digits = sum
      default: return nil
      }
    }
    guard hasDigit, fraction != 0 else { return nil }
    for _ in min(fraction ?? 0, currency.minorDigits)..<currency.minorDigits {
      let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      digits = product
    }
    self.init(minor: isNegative ? -digits : digits, currency: currency)
  }

  /// The plain decimal with all digits of the minor unit: "1234.56", "500".
  public var decimal: String {
    let places = currency.minorDigits
    let digits = String(minor.magnitude)
    let sign = minor < 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// The price of one card when the amount buys `lot`.
  ///
  /// Rounds half to even, so a batch of lots carries no upward bias: US$100.01 for two cards is 5_000 minor units
  /// each, not 5_001.
  public func perCard(in lot: LotSize) -> Money {
    let count = Int64(lot.cards)
    let (quotient, remainder) = minor.quotientAndRemainder(dividingBy: count)
    let twice = remainder.magnitude * 2
    let awayFromZero = twice > count.magnitude || (twice == count.magnitude && quotient % 2 != 0)
    return Money(minor: awayFromZero ? quotient + (minor < 0 ? -1 : 1) : quotient, currency: currency)
  }

  /// "USD 1234.56".
  public var description: String { "\(currency) \(decimal)" }
}

/// How many cards one purchase delivers: at least one.
public struct LotSize: Hashable, Sendable {
  /// The number of cards.
  public let cards: Int

  /// A lot of `cards`; nil when that is less than one.
  public init?(cards: Int) {
    guard cards >= 1 else { return nil }
    self.cards = cards
  }
}
