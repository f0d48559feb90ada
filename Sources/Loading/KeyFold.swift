/// A marketplace's id of a listing without what copying changes: spaces around it, kinds of hyphens, invisible marks.
///
/// Case is part of an id: where ids are counted up or drawn at random, "QX9T" and "qx9t" are two listings. It is none of
/// a stock number, words and numbers joined by hyphens, dots, strokes or blanks, each all letters or all digits: "LOT-1"
/// and "lot-1 " are one key. A word of both cases there is no stock number.
enum KeyFold {
  /// The folded key; the key itself when nothing of it would be left.
  static func folded(_ key: String) -> String {
    var isPlain = true
    var hasCapitals = false
    for byte in key.utf8 {
      if byte <= 0x20 || byte >= 0x7F { isPlain = false }
      if byte >= 0x41, byte <= 0x5A { hasCapitals = true }
    }
    if isPlain, !hasCapitals { return key }
    let bare = isPlain ? key : uncopied(key)
    return isStockNumber(bare) ? lowered(bare) : bare
  }

  /// The key without what copying adds.
  private static func uncopied(_ key: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in key.unicodeScalars {
      switch scalar.value {
      case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: scalars.append("-")
      case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: break
      default: scalars.append(scalar)
      }
    }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    return scalars.isEmpty ? key : String(scalars)
  }

  /// Whether a key is made of words in capitals and of numbers, two or more of them, with a sign between each two.
  private static func isStockNumber(_ key: String) -> Bool {
    var parts = 0
    var last: UInt8 = 0
    for byte in key.utf8 {
      let kind: UInt8
      switch byte {
      case 0x41...0x5A: kind = 1
      case 0x30...0x39: kind = 2
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"), 0x20: kind = 3
      default: return false
      }
      if kind == 3 {
        guard last == 1 || last == 2 else { return false }
      } else if last != kind {
        guard last == 0 || last == 3 else { return false }
        parts += 1
      }
      last = kind
    }
    return parts >= 2 && last != 3
  }

  private static func lowered(_ key: String) -> String {
    String(decoding: key.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
  }
}
