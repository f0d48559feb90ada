/// The folding of single scalars.
enum Fold {
  /// The scripts that words are split by; digits belong to Latin.
  enum Script: Hashable, Sendable { case latin, cyrillic, ideographic, other }

  /// Zero-width, directional and soft-hyphen scalars, which sellers put into words to dodge filters.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF,
      0xFE00...0xFE0F, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Lower case of Latin and Cyrillic, and ASCII for full width and mathematical letters.
  static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    var value = scalar.value
    switch value {
    case 0xFF01...0xFF5E: value -= 0xFEE0
    case 0x3000, 0xA0, 0x2007, 0x202F: value = 0x20
    case 0x2010...0x2015, 0x2212: value = 0x2D
    case 0xD7, 0x2715, 0x2716: value = 0x78
    case 0x1D400...0x1D6A3: value = mathematical(value)
    case 0x1D7CE...0x1D7FF: value = 0x30 + (value - 0x1D7CE) % 10
    default: break
    }
    switch value {
    case 0x41...0x5A: value += 32
    case 0xC0...0xDE where value != 0xD7: value += 32
    case 0x100...0x137 where value & 1 == 0, 0x14A...0x177 where value & 1 == 0: value += 1
    case 0x139...0x148 where value & 1 == 1, 0x179...0x17E where value & 1 == 1: value += 1
    case 0x1E00...0x1EFF where value & 1 == 0: value += 1
    case 0x1A0, 0x1AF: value += 1
    case 0x410...0x42F: value += 32
    case 0x401: value = 0x435
    case 0x451: value = 0x435
    case 0x400...0x40F: value += 80
    case 0x391...0x3A9: value += 32
    default: break
    }
    return Unicode.Scalar(value) ?? scalar
  }

  private static func mathematical(_ value: UInt32) -> UInt32 {
    let place = (value - 0x1D400) % 52
    return place < 26 ? 0x61 + place : 0x61 + place - 26
  }

  /// Whether a scalar joins the letter before it: accents of a text whose letters come in pieces, and kana's marks.
  static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036F, 0x3099, 0x309A, 0xFF9E, 0xFF9F: true
    default: false
    }
  }

  /// The scalars with letters and their accents put together (NFC), where one scalar has both.
  static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = String.UnicodeScalarView()
    for scalar in scalars {
      switch scalar.value {
      case 0xFF9E: text.append("\u{3099}")
      case 0xFF9F: text.append("\u{309A}")
      case 0xFF61...0xFF9D: text.append(contentsOf: CompatibilityTable.form(of: scalar) ?? [scalar])
      default: text.append(scalar)
      }
    }
    var result: [Unicode.Scalar] = []
    for character in String(text) {
      if character.unicodeScalars.count > 1, let whole = whole[character] {
        result.append(whole)
      } else {
        result += Array(character.unicodeScalars)
      }
    }
    return result
  }

  /// Letters that may come in pieces.
  ///
  /// Two spellings of one letter are equal as `Character`, so either finds it.
  private static let whole: [Character: Unicode.Scalar] = {
    var whole: [Character: Unicode.Scalar] = [:]
    for range: ClosedRange<UInt32> in [0xC0...0x24F, 0x386...0x45F, 0x1E00...0x1EFF, 0x3041...0x30FE] {
      for value in range {
        if let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic { whole[Character(scalar)] = scalar }
      }
    }
    return whole
  }()

  static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (scalar.value >= 48 && scalar.value <= 57) || (scalar.value >= 97 && scalar.value <= 122)
    }
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x410...0x44F, 0x3041...0x3096, 0x30A1...0x30FA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F,
      0x1E00...0x1EFF:
      return true
    case 0x80...0xA9, 0x2000...0x206F, 0x20A0...0x20CF, 0x3000...0x3004, 0x3008...0x3020: return false
    default: break
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
      || scalar.properties.generalCategory == .nonspacingMark
  }

  static func script(of scalar: Unicode.Scalar) -> Script {
    switch scalar.value {
    case 0..<0x250, 0x300...0x36F, 0x1E00...0x1EFF: .latin
    case 0x400...0x52F: .cyrillic
    case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .ideographic
    default: .other
    }
  }

  /// The Latin letter that a Cyrillic or Greek one is taken for.
  private static func twin(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "а", "α": "a"
    case "в", "β": "b"
    case "с": "c"
    case "е", "ε": "e"
    case "н", "η": "h"
    case "і", "ι": "i"
    case "к", "κ": "k"
    case "м", "μ": "m"
    case "о", "ο": "o"
    case "р", "ρ": "p"
    case "ѕ": "s"
    case "т", "τ": "t"
    case "у", "υ": "y"
    case "х", "χ": "x"
    default: nil
    }
  }

  /// Turns a run that mixes Latin letters or digits with look-alikes into plain Latin.
  ///
  /// A run with a letter that has no Latin twin stays as it is ("2шт"), and so does a run
  /// without any Latin letter or digit.
  static func unmask(_ run: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard run.contains(where: { !$0.isASCII }), run.contains(where: \.isASCII) else { return run }
    // An O among digits is a zero.
    if run.allSatisfy({ $0.value >= 48 && $0.value <= 57 || twin($0) == "o" }) {
      return run.map { $0.isASCII ? $0 : "0" }
    }
    // Digits and then a whole word of another alphabet: a count and its unit ("6карт").
    if run.first.map({ $0.value >= 48 && $0.value <= 57 }) == true, run.suffix(3).allSatisfy({ !$0.isASCII }),
      run.allSatisfy({ !$0.isASCII || $0.value < 58 })
    {
      return run
    }
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(run.count)
    for scalar in run {
      if script(of: scalar) == .latin {
        result.append(scalar)
      } else if let twin = twin(scalar) {
        result.append(twin)
      } else {
        return run
      }
    }
    return result
  }
}
