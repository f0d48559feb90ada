public import Records

/// The words that reports are read by, in every language of `pipelines/reports`, compiled for one pass over a text.
public struct ReportWords: Sendable {
  /// A phrase found, with its place in the text as shown, in scalars.
  struct Hit: Sendable {
    let meaning: Meaning
    let range: Range<Int>
  }

  /// What a phrase means.
  enum Meaning: Hashable, Sendable {
    case concept(ReportConcept)
    /// A number in words: "six", "ba mươi".
    case number(Double)
    /// A ratio in one word: "twice", "一半", "sechsmal".
    case ratio(Double)
    case unit(FigureUnit)
    case vendor(Int)
    /// The name of an event, by its place among the events.
    case event(Int)
  }

  /// The vendors' names, by place.
  let vendors: [String]
  private let byLanguage: [String: Words]
  private let everything: Words
  let units: UnitReader
  /// Words of other languages for names, in small letters: "安培" for "Ampere".
  let synonyms: [String: String]

  /// Reads word files, in any order.
  ///
  /// - Parameters:
  ///   - documents: The files of `pipelines/reports`.
  ///   - events: Whose names are read too.
  /// - Throws: `JSONFailure` with file, line and column for a syntax error, an unknown key or an unknown unit.
  public init(documents: [JSONObjectReader.Document], events: [PolicyEvent] = []) throws(JSONFailure) {
    var vendors: [String] = []
    var phrases: [Phrase] = []
    var units: [(text: String, unit: FigureUnit)] = []
    var synonyms: [String: String] = [:]
    for document in documents {
      var reader = try JSONObjectReader(
        JSONReader.read(document.bytes, as: .json5, source: document.source), document)
      let language = try reader.requiredString("language")
      for concept in ReportConcept.all {
        for text in try reader.strings(concept.rawValue) {
          phrases.append(Phrase(text: text, meaning: .concept(concept), language: language))
        }
      }
      if var numbers = try reader.objectReader("numbers") {
        for key in numbers.keys {
          phrases.append(
            Phrase(text: key, meaning: .number(try numbers.required(key, "a number", \.double)), language: language))
        }
      }
      if var ratios = try reader.objectReader("ratios") {
        for key in ratios.keys {
          phrases.append(
            Phrase(text: key, meaning: .ratio(try ratios.required(key, "a number", \.double)), language: language))
        }
      }
      if var names = try reader.objectReader("vendors") {
        for key in names.keys {
          let place = vendors.firstIndex(of: key) ?? vendors.count
          if place == vendors.count { vendors.append(key) }
          for text in try names.strings(key) {
            phrases.append(Phrase(text: text, meaning: .vendor(place), language: language))
          }
        }
      }
      if var names = try reader.objectReader("synonyms") {
        for key in names.keys { synonyms[key] = try names.requiredString(key) }
      }
      if var list = try reader.objectReader("units") {
        for key in list.keys {
          guard let unit = FigureUnit(rawValue: key) else { throw list.failure("unknown unit \"\(key)\"") }
          for text in try list.strings(key) { units.append((text, unit)) }
        }
      }
      try reader.finish()
    }
    for (place, event) in events.enumerated() {
      for name in event.names + Self.citations(event) {
        phrases.append(Phrase(text: name, meaning: .event(place), language: ""))
      }
    }
    self.vendors = vendors
    self.units = UnitReader(units)
    self.synonyms = synonyms
    var tries: [String: Words] = [:]
    for language in Set(phrases.map(\.language)) {
      tries[language] = Words(phrases.filter { $0.language == language || Self.isShared($0.meaning) })
    }
    everything = Words(phrases)
    byLanguage = tries
  }

  /// A phrase of a file.
  fileprivate struct Phrase: Hashable {
    let text: String
    let meaning: Meaning
    let language: String
  }

  /// What counts in text of any language: names, and the words that every language borrows.
  private static func isShared(_ meaning: Meaning) -> Bool {
    switch meaning {
    case .vendor, .event: return true
    case .concept(let concept):
      let shared: Set<ReportConcept> = [
        .memoryType, .architectureName, .fp64, .fp32, .tf32, .fp16, .fp8, .int8, .fp4, .interconnect, .foreignBefore,
        .gpuContext,
      ]
      return shared.contains(concept)
    default: return false
    }
  }

  /// The phrases that one language is read by, compiled.
  private struct Words: Sendable {
    let trie: PhraseTrie
    let meanings: [Meaning]

    init(_ phrases: [Phrase]) {
      var compiled: [(bytes: [UInt8], id: Int, bounds: PhraseTrie.Bounds)] = []
      var meanings: [Meaning] = []
      var seen: Set<Phrase> = []
      for phrase in phrases where seen.insert(Phrase(text: phrase.text, meaning: phrase.meaning, language: "")).inserted
      {
        // A trailing * stands for any ending.
        let isStem = phrase.text.hasSuffix("*")
        let folded = FoldedText(isStem ? String(phrase.text.dropLast()) : phrase.text)
        guard let first = folded.marks.first, let last = folded.marks.last else { continue }
        var bounds: PhraseTrie.Bounds = []
        if first.isIdeographic { bounds.insert(.beginsInside) }
        if isStem || last.isIdeographic { bounds.insert(.endsInside) }
        compiled.append((Array(folded.bytes.dropFirst().dropLast()), meanings.count, bounds))
        meanings.append(phrase.meaning)
      }
      self.meanings = meanings
      trie = PhraseTrie(compiled)
    }
  }

  /// "90 FR 4544" and "2025-00636" of "90 FR 4544 (2025-00636), published …".
  private static func citations(_ event: PolicyEvent) -> [String] {
    guard let citation = event.citation else { return [] }
    let words = citation.split { " (),;".contains($0) }.map(String.init)
    var found: [String] = []
    for (at, word) in words.enumerated() {
      if word == "FR", at > 0, at + 1 < words.count, Int(words[at - 1]) != nil, Int(words[at + 1]) != nil {
        found += ["\(words[at - 1]) FR \(words[at + 1])", "\(words[at - 1]) Fed Reg \(words[at + 1])"]
      }
      if word.utf8.count == 10, word.dropFirst(4).hasPrefix("-"), Int(word.prefix(4)) != nil,
        Int(word.dropFirst(5)) != nil
      {
        found.append(word)
      }
    }
    return found
  }

  /// Every phrase of a text in order, but what lies within a longer one; of a language without words, those of all.
  func hits(in folded: FoldedText, language: String) -> [Hit] {
    let words = byLanguage[language] ?? everything
    let meanings = words.meanings
    let all = words.trie.matches(in: folded)
    var hits: [Hit] = []
    hits.reserveCapacity(all.count / 2)
    var reach = 0
    var at = 0
    while at < all.count {
      // Phrases that start in one place: the longest counts, with every meaning it has.
      var end = at + 1
      while end < all.count, all[end].bytes.lowerBound == all[at].bytes.lowerBound { end += 1 }
      let longest = all[at..<end].map { Self.reach(of: $0, in: folded) }.max() ?? 0
      defer { at = end }
      guard longest > reach else { continue }
      // What begins inside the last phrase and goes on past it counts too: "up to six".
      reach = longest
      for match in all[at..<end] where Self.reach(of: match, in: folded) == longest {
        hits.append(Hit(meaning: meanings[match.id], range: ReportWords.scalars(of: match, in: folded)))
      }
    }
    return hits
  }

  /// Where a phrase ends, a stem with the word that it begins.
  private static func reach(of match: PhraseTrie.Match, in folded: FoldedText) -> Int {
    let last = folded.marks[match.words.upperBound - 1]
    return last.isIdeographic ? match.bytes.upperBound : last.end
  }

  private static func scalars(of match: PhraseTrie.Match, in folded: FoldedText) -> Range<Int> {
    func count(_ start: Int, _ end: Int) -> Int {
      start < end ? folded.bytes[start..<end].count { $0 & 0xC0 != 0x80 } : 0
    }
    let mark = folded.marks[match.words.lowerBound]
    let start = mark.offset + count(mark.start, match.bytes.lowerBound)
    let last = folded.marks[match.words.upperBound - 1]
    return start..<max(start, last.offset + count(last.start, reach(of: match, in: folded)))
  }
}
