/// Tells whether a line of a post is about something that is sold.
struct SoldMarks: Sendable {
  private let marks: [String]
  private let words: PostWords
  private let unless: PostWords

  init(marks: [String], unless: [String]) {
    self.marks = marks.map { $0.lowercased() }.sorted { $0.count > $1.count }
    words = PostWords(marks)
    self.unless = PostWords(unless)
  }

  /// Whether a text is such a mark and nothing else.
  func isMark(_ text: String) -> Bool { !marks.isEmpty && text.contains(where: \.isLetter) && words.cover(text) }

  /// The line without the mark, and whether it had one or is struck through.
  ///
  /// Where only a part is struck through ("~~$800~~ $700") that part is dropped, and nothing is sold.
  func read(_ line: PostLine) -> (text: String, isSold: Bool) {
    let hasLive = line.text.contains { $0.isLetter || $0.isNumber }
    if !line.struck.isEmpty, !hasLive || isMark(line.text) { return (line.struck, true) }
    let text = line.text
    guard !unless.occur(in: PostWords.padded(text)) else { return (text, false) }
    let lower = text.lowercased()
    guard lower.count == text.count else { return (text, false) }
    let letters = Array(text)
    let small = Array(lower)
    for mark in marks {
      let wanted = Array(mark)
      guard small.count >= wanted.count else { continue }
      for start in 0...(small.count - wanted.count) where small[start..<(start + wanted.count)].elementsEqual(wanted) {
        let end = start + wanted.count
        if let cut = cut(letters, start..<end, isPhrase: mark.contains(" ")) { return (cut, true) }
      }
    }
    return (text, false)
  }

  /// The text without a mark that stands where one means something; nil elsewhere.
  private func cut(_ text: [Character], _ range: Range<Int>, isPhrase: Bool) -> String? {
    let isWide = text[range.lowerBound].unicodeScalars.contains { (0x3040...0x9FFF).contains($0.value) }
    func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    if !isWide {
      if range.lowerBound > 0, isWord(text[range.lowerBound - 1]) { return nil }
      if range.upperBound < text.count, isWord(text[range.upperBound]) { return nil }
    }
    let before = text[..<range.lowerBound]
    let after = text[range.upperBound...]
    if isPhrase, !before.allSatisfy({ !isWord($0) }), !isWide { return String(before) }
    let isAtEnd = !after.contains(where: isWord)
    let isBracketed =
      before.last.map { "[({*【（".contains($0) } ?? false && after.first.map { "])}*】）".contains($0) } ?? false
    let next = after.first
    let isCapital = text[range].allSatisfy { !$0.isLowercase } && !isWide
    let isAtStart =
      !before.contains(where: isWord)
      && (next.map { !isWord($0) && $0 != " " } ?? true || isCapital || isWide || isPhrase)
    guard isAtEnd || isBracketed || isAtStart else { return nil }
    return String(before) + " " + String(after)
  }
}
