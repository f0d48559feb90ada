import Records

/// Reads titles: what kind of goods, which models, how many, working or not.
///
/// The words of a title are read left to right, and every rule that decides leaves a line in `why`.
/// Prices are never used. Cost: linear in the title, a few microseconds.
public struct TitleMatcher: Sendable {
  private let index: ModelIndex
  private let vocabulary: Vocabulary
  /// Which conditions say that it is for parts.
  private let conditions = Memo<Bool>()

  init(models: [ModelClues], otherFamilies: [String] = [], otherNames: [String: String] = [:], vocabulary: Vocabulary) {
    index = ModelIndex(models, otherFamilies: otherFamilies, otherNames: otherNames)
    self.vocabulary = vocabulary
  }

  /// What `title` offers.
  ///
  /// - Parameters:
  ///   - condition: The condition as the seller states it, or a marketplace's number of it.
  ///   - heading: What stands over it: of a post that offers several things, the title of the post. When that is
  ///     about boards, "3080" alone is a board.
  public func match(_ title: String, condition: String? = nil, under heading: String? = nil) -> TitleMatch {
    match(ReadTitle(FoldedTitle(title), vocabulary), condition: condition, under: heading)
  }

  /// What a title offers that was read already.
  func match(_ read: ReadTitle, condition: String?, under heading: String?) -> TitleMatch {
    let folded = read.title
    let words = folded.words
    let hits = read.hits
    let (coded, codes) = codesNamed(in: words)
    let isAmongBoards = heading.map(isAboutBoards) ?? false
    var mentions = FamilyReader(index: index, title: folded, hits: hits, isAmongBoards: isAmongBoards).mentions()
    if mentions.count > 1 {
      // "04G-P4-3966" and the like: a short name inside a part number is not a model.
      mentions.removeAll { mention in
        mention.style == .short && codes.contains { $0.count > 1 && $0.overlaps(mention.words) }
      }
    }
    var why = mentions.map { "'\(words[$0.words].map(\.text).joined(separator: " "))' is \($0.family)" }
    if mentions.isEmpty, let family = familyOfCode(coded) {
      mentions = [FamilyMention(family: family, words: codes[0], style: .code, variant: nil)]
      why.append("'\(words[codes[0]].map(\.text).joined(separator: " "))' is a code of \(family)")
    }
    let hasMemory = words.indices.contains { MemorySize(words, at: $0) != nil }
    let verdict = KindReader(words: words, hits: hits, mentions: mentions, hasMemory: hasMemory).verdict()
    let kind = verdict.kind
    if let reason = verdict.why { why.append(reason) }
    let (form, forms) = FormReader.verdicts(words: words, hits: hits, mentions: mentions)
    var candidates = CandidateReader(
      index: index, words: words, isMachine: kind == .system, form: form.verdict, coded: coded)
    var flags: Set<String> = []
    var ids: Set<String> = []
    var families: [String] = []
    let names = Set(mentions.map(\.family))
    for (place, mention) in mentions.enumerated() where kind != .other {
      candidates.form = forms[place]
      var family = mention.family
      if isMobile(mention, words, hits, candidates.sizes) {
        family += mention.family.hasPrefix("HD ") ? " Mobility" : " Mobile"
        why.append("a laptop's part")
      } else if kind != .accessory, kind != .component, !verdict.isEmpty {
        let left = candidates.candidates(of: mention, alone: names.count == 1)
        ids.formUnion(left.map { index.models[$0].id })
        // The catalog's family of the model counts, whatever the title calls it.
        if let model = left.first, index.models[model].family != family { family = index.models[model].family }
      }
      if !families.contains(family) { families.append(family) }
    }
    if !ids.isEmpty { why += form.why }
    for line in candidates.why where !why.contains(line) { why.append(line) }
    if candidates.hasMemoryConflict { flags.insert("memory_conflict") }
    if !index.modified.isDisjoint(with: ids)
      || hits.contains(where: { $0.concept == .modified })
    {
      flags.insert("modified")
    }
    let count = verdict.isEmpty ? nil : count(kind, words, hits, mentions, &why)
    let isWithout = verdict.isEmpty || ![.card, .system, .baseboard].contains(kind)
    let quantity = isWithout ? 0 : count ?? 1
    if quantity > 1, kind == .card {
      flags.insert("lot")
      // "4x RTX 3090, $650 each": the count is of the lot, the price of one.
      if hits.contains(where: { $0.concept == .perPiece }) { flags.insert("per_item") }
    }
    let parts = partsOnly(words, hits, condition, &why)
    return TitleMatch(
      kind: kind, family: families.isEmpty ? nil : families.joined(separator: "|"), modelIDs: ids.sorted(),
      quantity: quantity, isCounted: count != nil || isWithout, partsOnly: parts, flags: flags.sorted(),
      confidence: confidence(kind, mentions, ids.count, candidates.hasMemoryConflict), why: why)
  }

  private func codesNamed(in words: [Word]) -> (models: [Int], words: [Range<Int>]) {
    var models: [Int] = []
    var ranges: [Range<Int>] = []
    var at = 0
    while at < words.count {
      if let found = index.codeMatch(in: words, at: at) {
        models += found.models
        ranges.append(at..<at + found.words)
        at += found.words
      } else {
        if let board = index.boards[words[at].text] {
          models += board
          ranges.append(at..<at + 1)
        }
        at += 1
      }
    }
    return (Array(Set(models)).sorted(), ranges)
  }

  private func familyOfCode(_ models: [Int]) -> String? {
    let families = Set(models.map { index.models[$0].family })
    return families.count == 1 ? families.first : nil
  }

  /// Whether a workstation or GeForce name means the laptop part.
  private func isMobile(_ mention: FamilyMention, _ words: [Word], _ hits: [Hit], _ sizes: [Int]) -> Bool {
    if mention.family.hasPrefix("HD ") { return hits.contains { $0.concept == .mobility } }
    if mention.family.hasPrefix("Quadro ") {
      // Workstations of these names come as towers too; these words are of laptops only.
      return hits.contains {
        $0.concept == .mobile && ["mxm", "laptop", "notebook", "qn20"].contains(words[$0.words.lowerBound].text)
      }
    }
    guard mention.family.hasPrefix("RTX ") || mention.family.hasPrefix("GTX ") else { return false }
    if hits.contains(where: { $0.concept == .mobile }) { return true }
    guard mention.family.hasPrefix("RTX A"), !sizes.isEmpty else { return false }
    let known = (index.families[mention.family] ?? []).compactMap { index.models[$0].memoryGB }
    return !known.isEmpty && known.allSatisfy { !sizes.contains($0) }
      && sizes.allSatisfy { size in known.allSatisfy { size < $0 } }
  }

  /// Whether a text names boards or a model of one.
  private func isAboutBoards(_ text: String) -> Bool {
    let title = FoldedTitle(text)
    let hits = vocabulary.lexicon.hits(in: title)
    return hits.contains { [.card, .context, .boardLine].contains($0.concept) }
      || !FamilyReader(index: index, title: title, hits: hits).mentions().isEmpty
  }

  /// The count in a text that holds nothing else: "4", "x4", "4 шт", "Qty 2"; nil for "50 available".
  func count(in text: String) -> Int? {
    let words = FoldedTitle(text).words
    let hits = vocabulary.lexicon.hits(in: FoldedTitle(text))
    let counts = words.compactMap { $0.number ?? ($0.text.hasPrefix("x") ? Int($0.text.dropFirst()) : nil) }
    let isPlain = words.indices.allSatisfy { at in
      words[at].number != nil || words[at].text.hasPrefix("x")
        || hits.contains { [.unitAfter, .lotBefore].contains($0.concept) && $0.words.contains(at) }
    }
    guard isPlain, counts.count == 1, let count = counts.first, (1...500).contains(count) else { return nil }
    return count
  }

  private func count(
    _ kind: Observation.Kind, _ words: [Word], _ hits: [Hit], _ mentions: [FamilyMention], _ why: inout [String]
  ) -> Int? {
    guard kind == .card || kind == .system || kind == .baseboard else { return nil }
    guard let found = QuantityReader(words: words, hits: hits, mentions: mentions).count() else { return nil }
    why.append("'\(found.text)' is the quantity")
    return found.count
  }

  /// The first phrase that says broken or for parts and is not denied: "no artifacts", "не битая", "not for parts".
  private static func partsHit(_ hits: [Hit]) -> Hit? {
    hits.first { hit in
      hit.concept == .parts
        && !hits.contains {
          $0.concept == .without && $0.isRightBefore(hit)
            || $0.concept == .harmless && $0.bytes.overlaps(hit.bytes) && $0.bytes.count > hit.bytes.count
        }
    }
  }

  private func saysForParts(_ condition: String) -> Bool {
    let folded = FoldedTitle(condition)
    return folded.words.contains { $0.text == "7000" } || Self.partsHit(vocabulary.lexicon.hits(in: folded)) != nil
  }

  private func partsOnly(_ words: [Word], _ hits: [Hit], _ condition: String?, _ why: inout [String]) -> Bool {
    if let condition, conditions.value(of: condition, saysForParts) {
      why.append("the condition says for parts")
      return true
    }
    if let found = Self.partsHit(hits) {
      why.append("'\(words[found.words].map(\.text).joined(separator: " "))' is for parts")
      return true
    }
    // "PARTS" on its own, between ornaments, at either end.
    if let at = words.firstIndex(where: { $0.text == "parts" }), at == 0 || at == words.count - 1,
      words[at].joint == " ", at > 0 || words.count > 1
    {
      why.append("'parts' stands alone")
      return true
    }
    return false
  }

  private func confidence(_ kind: Observation.Kind, _ mentions: [FamilyMention], _ ids: Int, _ conflict: Bool) -> Double
  {
    guard let first = mentions.first else { return 0.5 }
    var value = 0.95
    if first.style == .bare || first.style == .code { value -= 0.15 }
    if kind != .card { value -= 0.1 }
    if ids != 1 { value -= 0.2 }
    if conflict { value -= 0.2 }
    return (value * 100).rounded() / 100
  }
}
