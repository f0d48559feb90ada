import Records

/// The words that multiply an amount: "15k", "1.2万", "15tr5", "3 млн", "1.25 lakh".
struct Multiplier {
  let text: [Unicode.Scalar]
  /// Whether the amount is in rupees or the seller in India, where "L" and "Cr" are numbers.
  let isIndian: Bool

  let known: Multipliers

  /// A word that multiplies.
  struct Word: Sendable {
    let text: [Unicode.Scalar]
    let places: Int
    /// "5 triệu 2": digits after a space still belong to it.
    var takesSpaced = false
    /// "тысяч", "тыс": an ending may follow.
    var takesLetters = false
    var isIndian = false
    /// The currency that the word means in a country: "triệu" is of đồng in Vietnam.
    var byCountry: [String: Currency] = [:]
  }

  /// Multiplies a number by the word after it, and widens its range; gives the places.
  func apply(to found: inout NumberScanner.Found, _ signs: SignScanner) -> Int {
    var at = found.range.upperBound
    let isGlued = at < text.count && text[at] != " "
    while at < text.count, text[at] == " " { at += 1 }
    guard at < text.count, known.isStart(text[at]), signs.sign(covering: at) == nil else { return 0 }
    for (place, word) in known.words.enumerated() where word.text[0] == text[at] && (!word.isIndian || isIndian) {
      let end = at + word.text.count
      guard end <= text.count, (0..<word.text.count).allSatisfy({ text[at + $0] == word.text[$0] }) else { continue }
      if word.text.count == 1, !PriceText.isIdeographic(word.text[0]), !isGlued {
        // "50 к руб": apart only before a currency.
        guard end < text.count, text[end] == " ", signs.sign(covering: end + 1) != nil else { continue }
      }
      if end < text.count, PriceText.isLetter(text[end]), !PriceText.isIdeographic(word.text[0]),
        !PriceText.isIdeographic(text[end]), !word.takesLetters, signs.sign(covering: end) == nil
      {
        continue
      }
      var value = found.value
      var upper = end
      if value.isWhole {
        if let half = half(at: end) {
          value = value.appending([0x35])
          upper = half
        } else {
          (value, upper) = lower(value, word, at: end)
        }
      }
      found = NumberScanner.Found(
        value: value.shifted(by: word.places), range: found.range.lowerBound..<upper, unit: place)
      return word.places
    }
    return 0
  }

  /// "15tr5", "1万2", "12万8千", "12万8000", "15 triệu 500": what stands after takes the next lower places.
  private func lower(_ value: Decimal, _ word: Word, at end: Int) -> (Decimal, Int) {
    var start = end
    let isMyriad = word.places == 4 && PriceText.isIdeographic(word.text[0])
    if word.takesSpaced || isMyriad, start + 1 < text.count, text[start] == " " { start += 1 }
    var stop = start
    while stop < text.count, text[stop].value &- 0x30 < 10 { stop += 1 }
    let digits = text[start..<stop].map { UInt8(truncatingIfNeeded: $0.value) }
    guard !digits.isEmpty, digits.count <= 4 else { return (value, end) }
    // Apart, only at the end: "5 triệu 2 cái" counts pieces.
    if start > end, isMyriad {
      // "85만 5천원", "85만 5000원": the lower places may stand apart.
      if digits.count == 1, stop < text.count, text[stop] == "千" || text[stop] == "천" {
        return (value.appending(digits), stop + 1)
      }
      return digits.count == 4 ? (value.appending(digits), stop) : (value, end)
    }
    if start > end, stop < text.count { return (value, end) }
    if stop < text.count, text[stop] == "." || text[stop] == "," { return (value, end) }
    if isMyriad, digits.count == 3 { return (value.appending([0x30]).appending(digits), stop) }
    guard digits.count <= 3 || isMyriad else { return (value, end) }
    if digits.count == 1, word.places == 4, stop < text.count, text[stop] == "千" || text[stop] == "천" { stop += 1 }
    return (value.appending(digits), stop)
  }

  /// "3 củ rưỡi", "2万半": and a half.
  private func half(at end: Int) -> Int? {
    for word in known.halves {
      let stop = end + word.count
      if stop <= text.count, (0..<word.count).allSatisfy({ text[end + $0] == word[$0] }) { return stop }
    }
    return nil
  }
}
