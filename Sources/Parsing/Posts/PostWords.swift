/// Phrases that are looked for in lines of posts, whatever their case and the punctuation around them.
struct PostWords: Hashable, Sendable {
  private struct Phrase: Hashable, Sendable {
    /// With a blank at either end, but where it is written in a script without blanks.
    let bytes: [UInt8]
    let isPadded: Bool
    let words: Int
  }

  private let phrases: [Phrase]

  init(_ texts: [String]) {
    phrases = texts.compactMap { text in
      let padded = Self.padded(text)
      guard padded.count > 2 else { return nil }
      let isPadded = !text.unicodeScalars.contains { (0x3040...0x9FFF).contains($0.value) }
      return Phrase(
        bytes: isPadded ? padded : Array(padded.dropFirst().dropLast()), isPadded: isPadded,
        words: padded.split(separator: 0x20).count)
    }
  }

  /// A text in lower case with one blank for whatever is neither letter nor digit, and one at either end.
  static func padded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [0x20]
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        bytes.append(contentsOf: character.utf8)
      } else if bytes.last != 0x20 {
        bytes.append(0x20)
      }
    }
    if bytes.last != 0x20 { bytes.append(0x20) }
    return bytes
  }

  /// Whether a phrase occurs in a padded text.
  func occur(in padded: [UInt8]) -> Bool { phrases.contains { padded[...].firstRange(ofBytes: $0.bytes) != nil } }

  /// Whether a padded text begins with a phrase.
  func begin(_ padded: [UInt8]) -> Bool {
    phrases.contains { padded.dropFirst($0.isPadded ? 0 : 1).starts(with: $0.bytes) }
  }

  /// Whether a text has no other words than these.
  func cover(_ text: String) -> Bool {
    var rest = Self.padded(text)[...]
    while rest.count > 1 {
      guard let phrase = longest(beginning: rest) else { return false }
      rest = rest.dropFirst(phrase.isPadded ? phrase.bytes.count - 1 : phrase.bytes.count + 1)
      if rest.first != 0x20 { rest = ([0x20] + rest)[...] }
    }
    return true
  }

  private func longest(beginning rest: ArraySlice<UInt8>) -> Phrase? {
    phrases.filter { rest.dropFirst($0.isPadded ? 0 : 1).starts(with: $0.bytes) }.max {
      $0.bytes.count < $1.bytes.count
    }
  }
}
