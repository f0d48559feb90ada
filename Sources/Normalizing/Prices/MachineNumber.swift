/// A number as programs write it and people do not: negative, or with an exponent ("-5", "1e3", "1E999").
///
/// Read as prose, "1e999" would be a price of 1 and "-5" one of 5.
struct MachineNumber {
  /// The exact value; nil for what is no price: below zero, or past what a decimal holds.
  let value: Decimal?

  /// The number that a text is as a whole; nil for any other text.
  init?(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, first == UInt8(ascii: "-") || (first >= 0x30 && first <= 0x39) else { return nil }
    let rest = first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    let mark = rest.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? rest.endIndex
    let hasExponent = mark != rest.endIndex
    guard first == UInt8(ascii: "-") || hasExponent else { return nil }
    let parts = rest[..<mark].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy(Self.isDigits) else { return nil }
    var power: Int? = 0
    if hasExponent {
      var digits = rest[rest.index(after: mark)...]
      let sign = digits.first
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
      guard Self.isDigits(digits) else { return nil }
      power = sign == UInt8(ascii: "-") ? nil : Int(Substring(digits))
    }
    let scalars = Array(Substring(rest[..<mark]).unicodeScalars)
    guard first != UInt8(ascii: "-"), let power, power <= 9, scalars.count <= 19,
      let decimal = Decimal(digitsOf: scalars, in: scalars.indices, point: scalars.firstIndex(of: "."))
    else {
      value = nil
      return
    }
    value = decimal.shifted(by: power)
  }

  private static func isDigits(_ bytes: Substring.UTF8View.SubSequence) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
