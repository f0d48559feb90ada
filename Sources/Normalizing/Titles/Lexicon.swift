/// A phrase of the vocabulary found in a title.
struct Hit: Hashable, Sendable {
  let concept: Concept
  /// The indices of its words.
  let words: Range<Int>
}

/// The vocabulary, compiled for one pass over the words of a title.
struct Lexicon: Sendable {
  private struct Entry: Sendable {
    let concept: Concept
    let words: [String]
  }

  private var exact: [String: [Entry]] = [:]
  private var prefixes: [(stem: String, concept: Concept)] = []
  private var ideographic: [(text: String, concept: Concept)] = []

  init(_ phrases: [Concept: [String]]) {
    for concept in Concept.allCases {
      for phrase in phrases[concept] ?? [] {
        if phrase.hasSuffix("*") {
          let folded = FoldedTitle(String(phrase.dropLast())).words.map(\.text)
          if folded.count == 1 {
            prefixes.append((folded[0], concept))
          } else if let first = folded.first {
            exact[first, default: []].append(
              Entry(concept: concept, words: Array(folded.dropLast()) + [(folded.last ?? "") + "*"]))
          }
          continue
        }
        let folded = FoldedTitle(phrase).words.map(\.text)
        guard let first = folded.first else { continue }
        if folded.count == 1, first.unicodeScalars.allSatisfy({ Fold.script(of: $0) == .ideographic }) {
          ideographic.append((first, concept))
        } else {
          exact[first, default: []].append(Entry(concept: concept, words: folded))
        }
      }
    }
  }

  /// Every phrase in `words`, in order of its first word.
  func hits(in words: [Word]) -> [Hit] {
    var hits: [Hit] = []
    for (index, word) in words.enumerated() {
      for entry in exact[word.text] ?? [] where matches(entry.words, words, at: index) {
        hits.append(Hit(concept: entry.concept, words: index..<index + entry.words.count))
      }
      guard let first = word.text.unicodeScalars.first else { continue }
      switch Fold.script(of: first) {
      case .cyrillic:
        for (stem, concept) in prefixes where word.text.hasPrefix(stem) {
          hits.append(Hit(concept: concept, words: index..<index + 1))
        }
      case .ideographic:
        for (text, concept) in ideographic where word.text.contains(text) {
          hits.append(Hit(concept: concept, words: index..<index + 1))
        }
      case .latin, .other: break
      }
    }
    return hits
  }

  private func matches(_ phrase: [String], _ words: [Word], at start: Int) -> Bool {
    guard start + phrase.count <= words.count else { return false }
    for (offset, wanted) in phrase.enumerated() {
      let text = words[start + offset].text
      if wanted.hasSuffix("*") {
        guard text.hasPrefix(String(wanted.dropLast())) else { return false }
      } else if text != wanted {
        return false
      }
    }
    return true
  }
}
