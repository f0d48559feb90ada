/// The words that multiply an amount: "15k", "1.2万", "15tr5", "3 млн".
struct Multiplier {
  let text: [Unicode.Scalar]
  let language: String?

  /// The places of each word; a word of Latin letters counts only when no letter follows.
  private static let words: [(text: [Unicode.Scalar], places: Int)] = [
    ("triệu", 6), ("nghìn", 3), ("ngàn", 3), ("тысяч", 3), ("тыс", 3), ("млн", 6), ("mio", 6), ("củ", 6), ("tỷ", 9),
    ("tr", 6),
    ("万", 4), ("萬", 4), ("亿", 8), ("千", 3), ("百", 2), ("w", 4), ("k", 3), ("к", 3),
  ].map { (Array($0.0.unicodeScalars), $0.1) }

  /// Multiplies a number by the word after it, and widens its range; gives the places.
  func apply(to found: inout NumberScanner.Found, _ scanner: NumberScanner) -> Int {
    var at = found.range.upperBound
    let isGlued = at < text.count && text[at] != " "
    while at < text.count, text[at] == " " { at += 1 }
    for (word, places) in Self.words where text[min(at, text.count)...].starts(with: word) {
      let end = at + word.count
      let isLatin = word.last?.isASCII == true || word == ["к"]
      if isLatin, !isGlued && word.count == 1 { continue }
      if end < text.count, text[end].properties.isAlphabetic, Fold.script(of: word[0]) != .ideographic,
        word != ["т", "ы", "с"]
      {
        continue
      }
      // "15tr5", "1万2": digits right after take the next lower places.
      let trailing = text[end...].prefix { $0.value >= 48 && $0.value <= 57 }
      var value = found.value
      var upper = end
      if !trailing.isEmpty, trailing.count <= 3, value.text.utf8.allSatisfy({ $0 != UInt8(ascii: ".") }) {
        value = value.appending(trailing.map { UInt8(truncatingIfNeeded: $0.value) })
        upper = trailing.endIndex
      }
      found = NumberScanner.Found(value: value.shifted(by: places), range: found.range.lowerBound..<upper)
      return places
    }
    return 0
  }
}
