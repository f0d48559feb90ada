/// Finds the sign or code of a currency in a price text.
struct CurrencyScanner {
  let text: [Unicode.Scalar]
  /// The text with its case, for codes.
  let original: [Unicode.Scalar]

  private struct Sign {
    let range: Range<Int>
    let meaning: CurrencySigns.Meaning
  }

  /// Every sign and code, in order.
  private var signs: [Sign] {
    var found: [Sign] = []
    var at = 0
    while at < text.count {
      if let sign = sign(at) {
        found.append(sign)
        at = sign.range.upperBound
      } else {
        at += 1
      }
    }
    return found
  }

  /// The meaning of the first sign, codes before shared signs.
  func meaning() -> CurrencySigns.Meaning? {
    let all = signs
    return all.first { if case .code = $0.meaning { true } else { false } }?.meaning ?? all.first?.meaning
  }

  /// The meaning of the signs within three scalars of a number.
  func meaning(near number: Range<Int>) -> CurrencySigns.Meaning? {
    let near = signs.filter {
      $0.range.upperBound <= number.lowerBound && number.lowerBound - $0.range.upperBound <= 2
        || $0.range.lowerBound >= number.upperBound && $0.range.lowerBound - number.upperBound <= 3
        || $0.range.overlaps(number)
    }
    return near.first { if case .code = $0.meaning { true } else { false } }?.meaning ?? near.first?.meaning
  }

  /// `part` without the currency signs in it.
  func removingSigns(from part: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var kept: [Unicode.Scalar] = []
    var at = 0
    let inner = CurrencyScanner(
      text: part,
      original: part.map { $0.properties.isAlphabetic && $0.isASCII ? Unicode.Scalar($0.value & ~0x20) ?? $0 : $0 })
    while at < part.count {
      if let sign = inner.sign(at) {
        at = sign.range.upperBound
      } else {
        kept.append(part[at])
        at += 1
      }
    }
    return kept.filter { $0 != "." || kept.count > 1 }
  }

  private func isLetter(_ at: Int) -> Bool { at >= 0 && at < text.count && text[at].properties.isAlphabetic }

  private func sign(_ at: Int) -> Sign? {
    if isLetter(at), !isLetter(at - 1), at + 3 <= text.count,
      text[at..<at + 3].allSatisfy({ $0.isASCII && $0.properties.isAlphabetic }), !isLetter(at + 3)
    {
      let code = String(String.UnicodeScalarView(text[at..<at + 3])).uppercased()
      if CurrencySigns.codes.contains(code) { return Sign(range: at..<at + 3, meaning: .code(code)) }
    }
    for (sign, meaning) in CurrencySigns.signs where text[at...].starts(with: sign) {
      let end = at + sign.count
      if let first = sign.first, first.properties.isAlphabetic, !isIdeographic(first), isLetter(at - 1) { continue }
      if let last = sign.last, last.properties.isAlphabetic, isLetter(end), !isIdeographic(last), !(last == "б") {
        continue
      }
      return Sign(range: at..<end, meaning: meaning)
    }
    return nil
  }

  private func isIdeographic(_ scalar: Unicode.Scalar) -> Bool { Fold.script(of: scalar) == .ideographic }
}
