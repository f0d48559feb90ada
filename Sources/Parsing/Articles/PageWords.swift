public import Records

/// Words by which the text of an article is told from what a page has around it; declared in
/// `pipelines/vocabulary/pages`.
public struct PageWords: Sendable {
  /// What a label says of its box.
  enum Verdict { case text, neutral, around, comments }

  private enum Sense: UInt8 { case around, comments, text, turn }
  private var senses: [[UInt8]: Sense] = [:]
  private var leads: Set<String> = []
  /// How short lines begin that are none of a text, by their first byte.
  private var openings: [UInt8: [[UInt8]]] = [:]

  /// No words: boxes are told by their elements and their links alone.
  public static let none = PageWords()

  private init() {}

  /// Reads files of words.
  ///
  /// - Throws: `JSONFailure` with file, line and column for a syntax error or an unknown key.
  public init(documents: [JSONObjectReader.Document]) throws(JSONFailure) {
    for document in documents {
      var reader = try JSONObjectReader(
        JSONReader.read(document.bytes, as: .json5, source: document.source), document)
      // Of a word that stands in several lists the later list counts.
      for word in try reader.strings("text") { senses[Array(word.utf8)] = .text }
      for word in try reader.strings("around") { senses[Array(word.utf8)] = .around }
      for word in try reader.strings("comments") { senses[Array(word.utf8)] = .comments }
      for word in try reader.strings("turns") { senses[Array(word.utf8)] = .turn }
      leads.formUnion(try reader.strings("leads"))
      for phrase in try reader.strings("openings") {
        guard let first = phrase.utf8.first else { continue }
        openings[first, default: []].append(Array(phrase.utf8))
      }
      try reader.finish()
    }
  }

  /// Whether one of the words of a label is of a box with the lead of a text.
  func isLead(_ label: String) -> Bool {
    label.lowercased().split { !$0.isLetter }.contains { leads.contains(String($0)) }
  }

  /// Whether a line begins as those that belong to the page and not to its text.
  func opens(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, let candidates = openings[Self.small(first)] else { return false }
    return candidates.contains { phrase in
      text.count >= phrase.count && zip(text, phrase).allSatisfy { Self.small($0) == $1 }
    }
  }

  private static func small(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  /// What a label says.
  func verdict(on label: ArraySlice<UInt8>) -> Verdict {
    var found = Verdict.neutral
    var word: [UInt8] = []
    var isTurned = false
    var isText = false
    func sense() -> Sense? {
      guard word.count > 1, word.count < 20 else { return nil }
      return senses[word]
    }
    func end() {
      switch sense() {
      case .comments where !isTurned: found = .comments
      case .around where !isTurned && found != .comments: found = .around
      case .text: isText = true
      default: break
      }
      isTurned = !word.isEmpty && sense() == .turn
      word.removeAll(keepingCapacity: true)
    }
    var previousIsSmall = false
    for byte in label {
      let isCapital = byte >= 0x41 && byte <= 0x5A
      let isSmall = byte >= 0x61 && byte <= 0x7A
      if !isCapital && !isSmall {
        end()
        if byte == 0x20 { isTurned = false }
        previousIsSmall = false
        continue
      }
      if isCapital && previousIsSmall { end() }
      word.append(isCapital ? byte | 0x20 : byte)
      previousIsSmall = isSmall
    }
    end()
    return found == .neutral && isText ? .text : found
  }
}
