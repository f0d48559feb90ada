/// A non-negative decimal of up to 28 digits, exact: a whole number and how many of its digits stand after the point.
struct Decimal: Hashable, Sendable {
  private var mantissa: UInt128
  private(set) var scale: Int

  /// A whole number.
  init(_ value: Int) { (mantissa, scale) = (UInt128(value.magnitude), 0) }

  /// A whole number whose last `scale` digits are a fraction.
  init(mantissa: UInt64, scale: Int) { self.init(mantissa: UInt128(mantissa), scale: scale) }

  private init(mantissa: UInt128, scale: Int) { (self.mantissa, self.scale) = (mantissa, scale) }

  /// The decimal that digits in a range of a text spell, whatever stands between them.
  ///
  /// - Parameter point: Where the fraction begins; nil when there is none.
  /// - Returns: nil when there is no digit, or more than 28.
  init?(digitsOf text: [Unicode.Scalar], in range: Range<Int>, point: Int?) {
    var value: UInt128 = 0
    var count = 0
    var fraction = 0
    for at in range {
      let digit = text[at].value &- 0x30
      guard digit < 10 else { continue }
      value = value &* 10 &+ UInt128(digit)
      count += 1
      if let point, at >= point { fraction += 1 }
      guard count <= 28 else { return nil }
    }
    guard count > 0 else { return nil }
    (mantissa, scale) = (value, fraction)
  }

  private static let powers: [UInt128] = (0..<38).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// The decimal times ten to the power of `places`, at most nine.
  func shifted(by places: Int) -> Decimal {
    if places <= scale { return Decimal(mantissa: mantissa, scale: scale - places) }
    return Decimal(mantissa: mantissa &* Self.powers[places - scale], scale: 0)
  }

  /// The decimal with more digits put after its last one.
  func appending(_ digits: [UInt8]) -> Decimal {
    digits.reduce(self) { decimal, digit in
      Decimal(mantissa: decimal.mantissa &* 10 &+ UInt128(digit &- 0x30), scale: decimal.scale + 1)
    }
  }

  /// The sum with a whole number.
  func adding(_ whole: Int) -> Decimal {
    Decimal(mantissa: mantissa &+ UInt128(whole.magnitude) &* Self.powers[min(scale, 28)], scale: scale)
  }

  /// The sum of two whole numbers; nil when either has a fraction.
  func addingWhole(_ other: Decimal) -> Decimal? {
    guard isWhole, other.isWhole else { return nil }
    let (sum, isOver) = (mantissa / Self.powers[scale]).addingReportingOverflow(
      other.mantissa / Self.powers[other.scale])
    return isOver ? nil : Decimal(mantissa: sum, scale: 0)
  }

  /// Whether it has no fraction.
  var isWhole: Bool { scale == 0 || mantissa % Self.powers[scale] == 0 }

  /// Whether it is below a whole number.
  func isBelow(_ whole: Int) -> Bool { mantissa / Self.powers[scale] < UInt128(whole.magnitude) }

  /// "1234.5": no needless zeros in front, the fraction as given but for an all-zero one.
  var text: String { text(places: nil) }

  /// The plain decimal with all digits of a minor unit, when it fits one exactly.
  func text(places: Int?) -> String {
    if mantissa < 1_000_000_000_000_000, scale <= 3, let places, scale <= places {
      // Nearly every price: no arithmetic of 128 bits.
      let small = UInt64(truncatingIfNeeded: mantissa)
      let power = UInt64(truncatingIfNeeded: Self.powers[scale])
      let whole = String(small / power)
      if places == 0 { return whole }
      let fraction = String(small % power * UInt64(truncatingIfNeeded: Self.powers[places - scale]))
      return whole + (fraction.utf8.count == places ? "." : places - fraction.utf8.count == 1 ? ".0" : ".00") + fraction
    }
    let power = Self.powers[scale]
    let whole = scale == 0 ? mantissa : mantissa / power
    var fraction = scale == 0 ? 0 : mantissa % power
    var digits = scale
    if let places {
      while digits > places, fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
      if digits <= places, mantissa < UInt128(Int64.max) / Self.powers[max(0, places - scale)] {
        fraction = fraction &* Self.powers[places - digits]
        return places == 0 ? Self.plain(whole) : Self.plain(whole) + "." + Self.padded(fraction, places)
      }
      (fraction, digits) = (scale == 0 ? 0 : mantissa % power, scale)
    }
    return fraction == 0 ? Self.plain(whole) : Self.plain(whole) + "." + Self.padded(fraction, digits)
  }

  private static func plain(_ value: UInt128) -> String {
    value <= UInt128(UInt64.max) ? String(UInt64(truncatingIfNeeded: value)) : String(value)
  }

  private static func padded(_ value: UInt128, _ digits: Int) -> String {
    let text = plain(value)
    return text.utf8.count < digits ? String(repeating: "0", count: digits - text.utf8.count) + text : text
  }

  /// Whether the decimal is at most another one.
  func isAtMost(_ other: Decimal) -> Bool {
    let places = max(scale, other.scale)
    return mantissa &* Self.powers[places - scale] <= other.mantissa &* Self.powers[places - other.scale]
  }
}
