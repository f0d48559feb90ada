/// The language of a report, told from its tag or else from its letters, as far as reading depends on it.
struct ReportLanguage: Hashable, Sendable {
  /// The language in two letters.
  let code: String
  /// The region, "TW" or "HK"; nil when none is known.
  let region: String?

  init(_ tag: String?, text: [Unicode.Scalar]) {
    var parts = (tag ?? "").split { $0 == "-" || $0 == "_" }.map(String.init)
    let named = parts.isEmpty ? "" : parts.removeFirst().lowercased()
    region = parts.first { $0.utf8.count == 2 }?.uppercased()
    if !named.isEmpty, named != "und", Self.fits(named, text) {
      code = named == "yue" ? "zh" : named
    } else {
      code = Self.guess(text)
    }
  }

  /// What separates the decimals of a figure.
  var decimalSeparator: Unicode.Scalar {
    switch code {
    case "vi", "de", "es", "ru", "fr", "it", "pt", "pl", "id", "uk", "nl", "tr": region == "MX" ? "." : ","
    default: "."
    }
  }

  /// Whether "、" parts clauses rather than items.
  var isJapanese: Bool { code == "ja" }

  /// Whether a text is in the script of its tag: pages call themselves English in any language.
  private static func fits(_ code: String, _ text: [Unicode.Scalar]) -> Bool {
    var (latin, other) = (0, 0)
    for scalar in text.prefix(1_000) {
      switch scalar.value {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1EA0...0x1EF9: latin += 1
      case 0x410...0x44F, 0x3041...0x30FE, 0x4E00...0x9FFF, 0xAC00...0xD7AF: other += 1
      default: break
      }
    }
    switch code {
    case "zh", "yue", "ja", "ko", "ru", "uk": return other * 8 >= latin
    default: return latin >= other
    }
  }

  private static func guess(_ text: [Unicode.Scalar]) -> String {
    var counts: [String: Int] = [:]
    for scalar in text.prefix(2_000) {
      switch scalar.value {
      case 0x3041...0x30FE: counts["ja", default: 0] += 3
      case 0x4E00...0x9FFF: counts["zh", default: 0] += 1
      case 0x410...0x44F: counts["ru", default: 0] += 1
      case 0x1EA0...0x1EF9, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x110, 0x111: counts["vi", default: 0] += 6
      case 0xDF, 0xE4, 0xF6, 0xFC: counts["de", default: 0] += 6
      case 0xF1, 0xBF: counts["es", default: 0] += 20
      case 0x61...0x7A: counts["en", default: 0] += 1
      default: break
      }
    }
    if (counts["vi"] ?? 0) > (counts["en"] ?? 0) / 4 { counts["vi", default: 0] += counts["en"] ?? 0 }
    if (counts["de"] ?? 0) > (counts["en"] ?? 0) / 12 { counts["de", default: 0] += counts["en"] ?? 0 }
    if (counts["es"] ?? 0) > (counts["en"] ?? 0) / 40 { counts["es", default: 0] += counts["en"] ?? 0 }
    if (counts["ja"] ?? 0) > 0 { counts["ja", default: 0] += counts["zh"] ?? 0 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "en"
  }
}
