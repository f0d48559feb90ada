/// A non-negative decimal of any length, exact: digits and how many of them stand after the point.
struct Decimal: Hashable, Sendable {
  /// ASCII digits, most significant first.
  private(set) var digits: [UInt8]
  /// How many of them are the fraction.
  private(set) var scale: Int

  /// The decimal with the digits before and after the point; nil when there is none or it is absurdly long.
  init?(whole: [UInt8], fraction: [UInt8]) {
    guard !whole.isEmpty || !fraction.isEmpty, whole.count + fraction.count <= 30 else { return nil }
    digits = whole + fraction
    scale = fraction.count
  }

  /// The decimal times ten to the power of `places`.
  func shifted(by places: Int) -> Decimal {
    var result = self
    if places <= scale {
      result.scale -= places
    } else {
      result.digits += [UInt8](repeating: UInt8(ascii: "0"), count: places - scale)
      result.scale = 0
    }
    return result
  }

  /// The decimal with more digits put after its last one.
  func appending(_ more: [UInt8]) -> Decimal {
    var result = self
    result.digits += more
    result.scale += more.count
    return result
  }

  /// "1234.5": no needless zeros in front, the fraction as given but for an all-zero one.
  var text: String {
    var whole = digits.dropLast(scale).drop { $0 == UInt8(ascii: "0") }
    if whole.isEmpty { whole = [UInt8(ascii: "0")] }
    let fraction = digits.suffix(scale)
    let text = String(decoding: whole, as: UTF8.self)
    guard fraction.contains(where: { $0 != UInt8(ascii: "0") }) else { return text }
    return text + "." + String(decoding: fraction, as: UTF8.self)
  }

  /// Whether the decimal is at most another one.
  func isAtMost(_ other: Decimal) -> Bool {
    let places = max(scale, other.scale)
    let left = shifted(by: places).digits.drop { $0 == UInt8(ascii: "0") }
    let right = other.shifted(by: places).digits.drop { $0 == UInt8(ascii: "0") }
    return left.count != right.count ? left.count < right.count : !right.lexicographicallyPrecedes(left)
  }
}
