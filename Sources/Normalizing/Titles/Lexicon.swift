/// A phrase of the vocabulary found in a title.
struct Hit: Hashable, Sendable {
  let concept: Concept
  /// The indices of its words.
  let words: Range<Int>
  /// Whether it begins inside a word written without spaces.
  var isInside = false
  /// Where it stands in the folded bytes.
  var bytes = 0..<0

  /// Whether it stands right before another, be it within one word written without spaces.
  func isRightBefore(_ other: Hit) -> Bool {
    words.upperBound == other.words.lowerBound || bytes.upperBound == other.bytes.lowerBound
  }
}

/// The vocabulary, compiled for one pass over a title.
final class Lexicon: Sendable {
  private let trie: PhraseTrie

  init(_ phrases: [Concept: [String]]) {
    trie = PhraseTrie(phrases: phrases)
  }

  /// Every phrase in a text, in order of its first word.
  func hits(in text: FoldedText) -> [Hit] {
    trie.matches(in: text).map {
      Hit(concept: Concept.all[$0.id], words: $0.words, isInside: $0.isInside, bytes: $0.bytes)
    }
  }

  /// Every phrase in a title, in order of its first word.
  func hits(in title: FoldedTitle) -> [Hit] { hits(in: title.folded) }
}

extension Concept {
  /// All concepts, kept, so that a hit need not make the list anew.
  static let all = Array(Concept.allCases)
}

extension PhraseTrie {
  /// A trie of the phrases of concepts, by their places in `Concept.all`.
  init(phrases: [Concept: [String]]) {
    var compiled: [(bytes: [UInt8], id: Int, bounds: PhraseTrie.Bounds)] = []
    for (id, concept) in Concept.all.enumerated() {
      for phrase in phrases[concept] ?? [] {
        // A trailing * stands for any ending.
        let isStem = phrase.hasSuffix("*")
        let folded = FoldedText(isStem ? String(phrase.dropLast()) : phrase)
        guard let first = folded.marks.first, let last = folded.marks.last else { continue }
        var bounds: PhraseTrie.Bounds = []
        if first.isIdeographic { bounds.insert(.beginsInside) }
        if isStem || last.isIdeographic { bounds.insert(.endsInside) }
        compiled.append((Array(folded.bytes.dropFirst().dropLast()), id, bounds))
      }
    }
    self.init(compiled)
  }
}
