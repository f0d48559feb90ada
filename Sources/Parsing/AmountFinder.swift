/// Finds the one amount of money in running text; where a text names several, none of them is the price.
struct AmountFinder: Sendable {
  private let signs: [[UInt8]]

  /// - Parameter signs: Currency signs and words that stand right before or behind a number.
  init(signs: [String]) {
    self.signs = signs.map { Array($0.utf8) }.sorted { $0.count > $1.count }
  }

  /// The only amount in a text with its sign, or nil when there is none or several differ.
  func only(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let found = amounts(in: text)
    guard let first = found.first, found.allSatisfy({ $0.elementsEqual(first) }) else { return nil }
    return first
  }

  /// Every amount in a text with its sign, in order.
  func amounts(in text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var at = text.startIndex
    while at < text.endIndex {
      guard isDigit(text[at]) else {
        at += 1
        continue
      }
      let end = endOfNumber(text, from: at)
      if let amount = amount(text, at..<end) {
        found.append(amount)
        at = max(end, amount.endIndex)
      } else {
        at = end
      }
    }
    return found
  }

  /// Digits, with points and commas between them.
  private func endOfNumber(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.endIndex {
      if isDigit(text[end]) {
        end += 1
      } else if ".,".utf8.contains(text[end]), end + 1 < text.endIndex, isDigit(text[end + 1]) {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  /// The number with the sign beside it; digits right behind a sign belong to it ("15tr5").
  private func amount(_ text: ArraySlice<UInt8>, _ number: Range<Int>) -> ArraySlice<UInt8>? {
    var before = number.lowerBound
    while before > text.startIndex, text[before - 1] == 0x20 { before -= 1 }
    for sign in signs where text[text.startIndex..<before].suffix(sign.count).elementsEqual(sign) {
      let start = before - sign.count
      // "VND" is no sign in "AVND", and "$" is one in "US$".
      if isLetter(sign[0]), start > text.startIndex, isLetter(text[start - 1]) { continue }
      return multiplied(text, start..<number.upperBound)
    }
    var behind = number.upperBound
    while behind < text.endIndex, text[behind] == 0x20 { behind += 1 }
    for sign in signs where text[behind...].starts(with: sign) {
      var end = behind + sign.count
      // In "3090 $700" the sign is that of the number behind it.
      if behind > number.upperBound, end < text.endIndex, isDigit(text[end]), !isLetter(sign[0]) || sign[0] == 0xE2 {
        continue
      }
      // Chinese is written without blanks: "1200元包邮".
      let isWide = (0xE3...0xE9).contains(sign[0])
      if !isWide, let last = sign.last, isLetter(last), end < text.endIndex, isLetter(text[end]) { continue }
      while end < text.endIndex, isDigit(text[end]) { end += 1 }
      return text[number.lowerBound..<end]
    }
    return nil
  }

  /// With the `k` behind "$4k".
  private func multiplied(_ text: ArraySlice<UInt8>, _ range: Range<Int>) -> ArraySlice<UInt8> {
    let end = range.upperBound
    if end < text.endIndex, text[end] | 0x20 == UInt8(ascii: "k"), end + 1 == text.endIndex || !isLetter(text[end + 1])
    {
      return text[range.lowerBound...end]
    }
    return text[range]
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// A Latin letter, or a byte of a letter that is none.
  private func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
