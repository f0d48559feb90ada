/// The words beside amounts, compiled for one pass over a price text.
final class MoneyWords: Sendable {
  /// A phrase with its place in the text as shown, in scalars.
  struct Hit {
    let concept: Concept
    let range: Range<Int>
  }

  static let concepts: Set<Concept> = [
    .negotiable, .trade, .priceFree, .priceFrom, .priceFromAfter, .priceOld, .priceNew, .priceEach, .priceUnit, .perLot,
    .shippingIncluded, .shippingExtra,
  ]

  private let trie: PhraseTrie

  init(_ phrases: [Concept: [String]]) {
    trie = PhraseTrie(phrases: phrases.filter { Self.concepts.contains($0.key) || $0.key == .without })
  }

  /// Every phrase, in order; one denied by the word before it ("không fix") is left out, and so is one within another.
  func hits(in text: String) -> [Hit] {
    let folded = FoldedText(text)
    let all = trie.matches(in: folded)
    var hits: [Hit] = []
    for match in all {
      let concept = Concept.all[match.id]
      guard concept != .without else { continue }
      let mark = folded.marks[match.words.lowerBound]
      if concept == .priceUnit, mark.joint != UInt8(ascii: "/"), !isAfterSlash(mark.offset, text) { continue }
      let isDenied = all.contains {
        Concept.all[$0.id] == .without && $0.words.upperBound == match.words.lowerBound && concept != .priceFree
      }
      let isWithin = all.contains {
        $0.bytes.count > match.bytes.count && $0.bytes.lowerBound <= match.bytes.lowerBound
          && $0.bytes.upperBound >= match.bytes.upperBound && Concept.all[$0.id] != .without
      }
      if isDenied || isWithin { continue }
      let start = mark.offset + scalars(folded, from: mark.start, to: match.bytes.lowerBound)
      let last = folded.marks[match.words.upperBound - 1]
      let end = last.offset + scalars(folded, from: last.start, to: match.bytes.upperBound)
      hits.append(Hit(concept: concept, range: start..<max(start, end)))
    }
    return hits
  }

  /// "21,000 / 張": a slash with blanks around it.
  private func isAfterSlash(_ offset: Int, _ text: String) -> Bool {
    text.unicodeScalars.prefix(offset).last { !$0.properties.isWhitespace } == "/"
  }

  private func scalars(_ text: FoldedText, from start: Int, to end: Int) -> Int {
    start < end ? text.bytes[start..<end].count { $0 & 0xC0 != 0x80 } : 0
  }
}
