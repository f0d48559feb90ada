/// A price text folded for reading, scalar by scalar, so that places in it are places in the text as shown.
struct PriceText {
  /// Lower case, plain digits and spaces; what is struck through is blank.
  private(set) var scalars: [Unicode.Scalar] = []
  /// Whether a digit is left in it.
  private(set) var hasDigit = false
  /// How many letters it has.
  private(set) var letters = 0

  init(_ text: String) {
    scalars.reserveCapacity(text.utf8.count)
    var hasStroke = false
    var hasTilde = false
    for raw in text.unicodeScalars {
      let scalar = Fold.price(raw)
      scalars.append(scalar)
      if scalar.value &- 0x30 < 10 {
        hasDigit = true
      } else if Self.isLetter(scalar) {
        if !Self.isMyriad(scalar) { letters += 1 }
      } else if (0x335...0x338).contains(scalar.value) {
        hasStroke = true
      } else if scalar == "~" {
        hasTilde = true
      }
    }
    if hasStroke { blankStrokes() }
    if hasTilde { blankBetweenTildes() }
  }

  /// "5̶0̶0̶ 400": scalars with a stroke laid over them do not count.
  private mutating func blankStrokes() {
    for at in scalars.indices where (0x335...0x338).contains(scalars[at].value) {
      scalars[at] = " "
      if at > 0 { scalars[at - 1] = " " }
    }
    hasDigit = scalars.contains { $0.value &- 0x30 < 10 }
  }

  /// "~~500~~ 400": what stands between doubled tildes does not count, when a figure stands outside.
  private mutating func blankBetweenTildes() {
    func double(from start: Int) -> Int? {
      guard start < scalars.count else { return nil }
      return (start..<scalars.count).first { $0 + 1 < scalars.count && scalars[$0] == "~" && scalars[$0 + 1] == "~" }
    }
    guard let open = double(from: 0), let close = double(from: open + 2) else { return }
    var blank = scalars
    for at in open..<close + 2 { blank[at] = " " }
    if blank.contains(where: { $0.value &- 0x30 < 10 }) { scalars = blank }
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 128
      ? scalar.value &- 0x61 < 26 || scalar.value &- 0x41 < 26
      : !Fold.isCombining(scalar) && Fold.isLetterOrDigit(scalar) && scalar.properties.numericType != .decimal
  }

  /// Whether a letter only multiplies.
  private static func isMyriad(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "万", "萬", "亿", "億": true
    default: false
    }
  }

  static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x2E80 && Fold.script(of: scalar) == .ideographic
  }
}

extension Fold {
  /// Folds a scalar of a price: case, full width, spaces and waves, but not the multiplication sign.
  static func price(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    if value < 0x80 { return value &- 0x41 < 26 ? Unicode.Scalar(UInt8(truncatingIfNeeded: value + 32)) : scalar }
    switch value {
    case 0xFFE5, 0xFFE1, 0xFF04: return scalar
    case 0x660...0x669: return Unicode.Scalar(value - 0x630) ?? scalar
    case 0x966...0x96F: return Unicode.Scalar(value - 0x936) ?? scalar
    case 0x2013, 0x2014: return scalar
    case 0x301C: return "~"
    default: return lower(scalar)
    }
  }
}
