/// A figure of a spec table brought to one unit: "512 MB" is 0.5 GB, "26.7 cm" is 267 mm.
struct SpecFigure: Hashable, Sendable {
  /// The figure as a plain decimal.
  let value: String
  /// Its unit.
  let unit: String

  /// The figure that a text begins with.
  ///
  /// A point is a decimal one unless it stands twice; a comma before exactly three digits groups them.
  ///
  /// - Parameter measure: What it measures, which tells the units it may have.
  /// - Returns: nil where the unit is missing or another measure's, and where a second figure follows ("150-250 W").
  init?(_ text: String, of measure: SpecMeasure) {
    let words = Array(text.lowercased().unicodeScalars)
    var at = 0
    guard var number = Self.number(words, &at) else { return nil }
    while at < words.count, words[at] == " " || words[at] == "-" || words[at] == "\u{A0}" { at += 1 }
    var name = ""
    while at < words.count, words[at].properties.isAlphabetic || words[at] == "/" || words[at] == "\"" {
      name.unicodeScalars.append(words[at])
      at += 1
    }
    guard let factor = measure.factor(name) else { return nil }
    var isWordStart = false
    for scalar in words[at...] {
      if isWordStart, scalar.value &- 0x30 < 10 { return nil }
      isWordStart = !scalar.properties.isAlphabetic && scalar.value &- 0x30 >= 10
    }
    guard number.multiply(by: factor) else { return nil }
    value = number.text
    unit = measure.unit
  }

  private struct Number {
    var mantissa: Int
    var scale: Int

    mutating func multiply(by factor: SpecMeasure.Factor) -> Bool {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor.times)
      mantissa = product
      scale += factor.places
      return !overflow
    }

    var text: String {
      var digits = Array(String(mantissa).utf8)
      while digits.count <= scale { digits.insert(0x30, at: 0) }
      var fraction = digits.suffix(scale)
      while fraction.last == 0x30 { fraction.removeLast() }
      let whole = String(decoding: digits.dropLast(scale), as: UTF8.self)
      return fraction.isEmpty ? whole : whole + "." + String(decoding: fraction, as: UTF8.self)
    }
  }

  private static func number(_ text: [Unicode.Scalar], _ at: inout Int) -> Number? {
    func isDigit(_ index: Int) -> Bool { index < text.count && text[index].value &- 0x30 < 10 }
    guard isDigit(0) else { return nil }
    var number = Number(mantissa: 0, scale: 0)
    var points = 0
    var digits = 0
    while at < text.count {
      if isDigit(at) {
        digits += 1
        guard digits <= 12 else { return nil }
        number.mantissa = number.mantissa * 10 + Int(text[at].value - 0x30)
        if points > 0 { number.scale += 1 }
        at += 1
        continue
      }
      guard text[at] == "." || text[at] == ",", isDigit(at + 1) else { break }
      let groups = isDigit(at + 1) && isDigit(at + 2) && isDigit(at + 3) && !isDigit(at + 4)
      if text[at] == ",", groups, points == 0 {
        at += 1
        continue
      }
      points += 1
      guard points == 1 else { return nil }
      at += 1
    }
    return number
  }
}
