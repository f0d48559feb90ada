import Glibc
import Records

/// A listing as numbers, in 48 bytes.
struct ListingCard: Sendable {
  /// Lines of boards that the title names, a bit each.
  var lines: UInt64
  /// The seller, hashed; 0 when unknown.
  var seller: UInt32
  /// Kind, family, side and quantity, hashed.
  var group: UInt32
  /// Possible models, a bit each; 0 when unknown.
  var models: UInt32
  /// The natural logarithm of the price; `noPrice` without one.
  var price: Float
  /// The natural logarithm of the price in US dollars; `noPrice` without one.
  var usd: Float
  /// Where its words begin.
  var firstWord: UInt32
  var firstDay: UInt16
  var lastDay: UInt16
  var source: UInt16
  var place: UInt16
  var currency: UInt16
  var gigabytes: UInt16
  /// The maker that the title names, numbered from 1; 0 for none, `severalMakers` for more than one.
  var maker: UInt8
  var wordCount: UInt8
  var condition: UInt8
  var forms: UInt8

  /// Stands for more makers than one.
  static let severalMakers: UInt8 = .max

  /// The maker of a title, from a bit for each.
  static func maker(_ bits: UInt64) -> UInt8 {
    bits == 0 ? 0 : bits & (bits - 1) != 0 ? severalMakers : UInt8(bits.trailingZeroBitCount + 1)
  }

  /// Stands for a price that is not known.
  static let noPrice = -Float.greatestFiniteMagnitude

  static func logarithm(_ amount: Double) -> Float {
    amount > 0 && amount.isFinite ? Float(log(amount)) : noPrice
  }

  /// Whether a price is known.
  var hasPrice: Bool { price != ListingCard.noPrice }

  /// The condition as a number, 0 for unknown.
  static func code(_ condition: Condition) -> UInt8 {
    switch condition {
    case .unknown: 0
    case .new: 1
    case .openBox: 2
    case .refurbished: 3
    case .used: 4
    case .forParts: 5
    }
  }

  /// Whether the conditions may be two names of one state.
  ///
  /// Where a marketplace has no word for "open box" or "refurbished", its sellers write "used".
  @inline(__always)
  static func mayBeSame(_ first: UInt8, _ second: UInt8) -> Bool {
    if first == second || first == 0 || second == 0 { return true }
    let pair = first < second ? (first, second) : (second, first)
    return pair == (3, 4) || pair == (2, 4)
  }
}
