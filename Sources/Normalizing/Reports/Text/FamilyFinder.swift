import Records

/// Finds the families that running text names, with the same automaton as titles, and keeps false friends out.
///
/// A short name ("A100", "H20") counts in a report that speaks of GPUs; one of three letters also needs a sentence that
/// does, once. It never counts behind a maker of other goods ("Canon A100", "WH-H100"), nor in a sentence about cameras,
/// phones, roads or water that says nothing of GPUs.
struct FamilyFinder {
  let index: ModelIndex
  let vocabulary: Vocabulary

  private struct Candidate {
    var family: String
    var range: Range<Int>
    var words: Range<Int>
    var isShort: Bool
    var isBare: Bool
  }

  /// The namings that count, in order.
  func namings(in text: ReportText) -> [ReportText.Naming] {
    let candidates = candidates(text)
    guard !candidates.isEmpty else { return [] }
    let isAbout = isAboutBoards(text, candidates)
    let inFull = Set(
      candidates.filter { candidate in
        !candidate.isBare
          || candidates.contains { !$0.isBare } && isSpokenOf(candidate, text) && !isMeasure(candidate, text)
      }.map(\.family))
    var kept: [(candidate: Candidate, isAnchored: Bool)] = []
    var sentence = 0
    // Where a name was last that of other goods: what bears it beside that is the same.
    var foreign: [String: Int] = [:]
    for candidate in candidates {
      while sentence + 1 < text.sentences.count,
        text.sentences[sentence].range.upperBound <= candidate.range.lowerBound
      { sentence += 1 }
      guard sentence < text.sentences.count else { break }
      let around = text.sentences[sentence].range
      if !candidate.isShort, !candidate.isBare {
        kept.append((candidate, true))
        continue
      }
      guard isAbout else { continue }
      if isForeign(candidate, in: text) {
        foreign[candidate.family] = sentence
        continue
      }
      let inSentence = text.hits(in: around)
      let hasContext = inSentence.contains { hit in
        if case .concept(let concept) = hit.meaning { Self.trade.contains(concept) } else { isVendor(hit) }
      }
      if !hasContext, inSentence.contains(where: { $0.meaning == .concept(.foreignTopic) }) { continue }
      if let last = foreign[candidate.family], last == sentence || last == sentence - 1 && !hasContext { continue }
      let others = candidates.contains {
        around.contains($0.range.lowerBound) && $0.family != candidate.family && !$0.isBare
      }
      if candidate.isBare {
        guard
          follows(candidate, kept.last?.candidate, in: text) || isBeforeCard(candidate, text)
            || inFull.contains(candidate.family) && !isMeasure(candidate, text)
        else { continue }
      }
      kept.append((candidate, hasContext || others || candidate.range.count >= 4))
    }
    let anchored = Set(kept.filter(\.isAnchored).map(\.candidate.family))
    return kept.filter { anchored.contains($0.candidate.family) }
      .map { ReportText.Naming(family: $0.candidate.family, range: $0.candidate.range) }
  }

  /// Whether the report speaks of boards: by a word of the trade, a maker, a series name, or two names side by side.
  private func isAboutBoards(_ text: ReportText, _ candidates: [Candidate]) -> Bool {
    var isForeign = false
    for hit in text.hits {
      guard case .concept(let concept) = hit.meaning else {
        if isVendor(hit) { return true }
        continue
      }
      if Self.trade.contains(concept) { return true }
      if concept == .foreignTopic { isForeign = true }
    }
    if candidates.contains(where: { !$0.isShort && !$0.isBare }) { return true }
    return !isForeign && Set(candidates.map(\.family)).count > 1
  }

  private static let trade: Set<ReportConcept> = [
    .gpuContext, .memoryType, .bandwidth, .interconnect, .aiPerformance, .fp64, .fp32, .tf32, .fp16, .fp8, .int8,
    .inference, .server,
  ]

  private func isVendor(_ hit: ReportWords.Hit) -> Bool { if case .vendor = hit.meaning { true } else { false } }

  private func candidates(_ text: ReportText) -> [Candidate] {
    let words = text.title.words
    let hits = vocabulary.lexicon.hits(in: text.title)
    let names = FamilyReader(index: index, title: text.title, hits: hits).names()
    var taken = Set(names.flatMap { Array($0.words) })
    var found = names.compactMap { mention -> Candidate? in
      guard !mention.words.isEmpty else { return nil }
      let isShort = mention.style == .short
      // What the catalog does not follow is a shelf code, a phone or a road more often than a board.
      if isShort, index.families[mention.family] == nil { return nil }
      let last = words[mention.words.upperBound - 1]
      let range = words[mention.words.lowerBound].start..<last.start + last.text.unicodeScalars.count
      return Candidate(
        family: mention.family, range: range, words: mention.words, isShort: isShort, isBare: mention.style == .bare)
    }
    // "A100s": more than one of them.
    for (at, word) in words.enumerated() where word.text.hasSuffix("s") && !taken.contains(at) {
      guard word.text.utf8.count >= 3, let family = index.shortNames[String(word.text.dropLast())],
        index.families[family] != nil
      else { continue }
      taken.insert(at)
      found.append(
        Candidate(
          family: family, range: word.start..<word.start + word.text.unicodeScalars.count, words: at..<at + 1,
          isShort: true, isBare: false))
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Behind a maker of other goods, or the tail of a longer code: "WH-H100", "Canon PowerShot A100", "Highway H20".
  private func isForeign(_ candidate: Candidate, in text: ReportText) -> Bool {
    let start = candidate.range.lowerBound
    if start > 1, text.scalars[start - 1] == "-", PriceText.isLetter(text.scalars[start - 2]) {
      var begin = start - 1
      while begin > 0, PriceText.isLetter(text.scalars[begin - 1]) { begin -= 1 }
      if start - 1 - begin <= 3, !["hgx", "dgx", "gpu", "sxm"].contains(text.gap(begin, start - 1)) { return true }
    }
    let end = candidate.range.upperBound
    // "A100-200", "H20B": a longer code.
    if end + 1 < text.scalars.count, text.scalars[end] == "-", text.scalars[end + 1].value &- 0x30 < 10,
      candidate.range.count <= 3
    {
      return true
    }
    return text.hits(in: max(0, start - 40)..<start).contains {
      $0.meaning == .concept(.foreignBefore) && $0.range.upperBound <= start
        && text.distance($0.range.upperBound, start) <= 2
        && !text.scalars[$0.range.upperBound..<start].contains { $0 == "." || $0 == "," || $0 == "。" || $0 == "，" }
    }
  }

  /// "RTX 4090 and 5090": right behind another name.
  private func follows(_ candidate: Candidate, _ other: Candidate?, in text: ReportText) -> Bool {
    guard let other, other.range.upperBound <= candidate.range.lowerBound else { return false }
    let gap = text.gap(other.range.upperBound, candidate.range.lowerBound)
    return gap.unicodeScalars.count <= 8
      && ["/", "and", "or", ",", "和", "与", "與", "、", "và", "и", "y", "und", "や", "及"].contains(gap)
  }

  /// "4090每小时", "比4090快", "the 5090 draws": a word of boards, of what they do or of prices stands right beside it.
  private func isSpokenOf(_ candidate: Candidate, _ text: ReportText) -> Bool {
    let (start, end) = (candidate.range.lowerBound, candidate.range.upperBound)
    if start > 0, ["张", "張", "块", "塊", "片", "枚"].contains(text.scalars[start - 1]) { return true }
    if end + 1 < text.scalars.count, text.scalars[end] == "の" || text.scalars[end] == "的" { return false }
    let behind = text.hits(in: end..<min(text.scalars.count, end + 12)).contains {
      isWord($0, of: Self.besideName) && text.distance(end, $0.range.lowerBound) == 0
        && !text.scalars[end..<$0.range.lowerBound].contains { [",", ".", "，", "。", "("].contains($0) }
    }
    let ahead = text.hits(in: max(0, start - 24)..<start).contains {
      isWord($0, of: [.compares, .relativeBefore, .gpuContext]) && $0.range.upperBound <= start
        && text.distance($0.range.upperBound, start) == 0
    }
    return behind || ahead
  }

  private func isWord(_ hit: ReportWords.Hit, of concepts: Set<ReportConcept>) -> Bool {
    if case .concept(let concept) = hit.meaning { concepts.contains(concept) } else { false }
  }

  private static let besideName: Set<ReportConcept> = [
    .gpuContext, .memory, .memoryType, .bandwidth, .power, .performance, .perHour, .ask, .sold, .rent, .priceWord, .has,
    .training, .inference, .aiPerformance, .fp64, .fp32, .fp16, .fp8,
  ]

  /// Whether a bare number counts or measures something: a sign, a unit or a percentage stands beside it.
  private func isMeasure(_ candidate: Candidate, _ text: ReportText) -> Bool {
    let (start, end) = (candidate.range.lowerBound, candidate.range.upperBound)
    if start > 0, text.signs.sign(covering: start - 1) != nil { return true }
    if start > 1, text.scalars[start - 1] == " ", text.signs.sign(covering: start - 2) != nil { return true }
    if start > 1, [",", ".", "-", "–", "/", ":"].contains(text.scalars[start - 1]),
      text.scalars[start - 2].value &- 0x30 < 10
    {
      return true
    }
    var at = end
    if at < text.scalars.count, text.scalars[at] == " " { at += 1 }
    guard at < text.scalars.count else { return false }
    if ["%", "年", "月", "日", "倍"].contains(text.scalars[at]) || text.signs.sign(covering: at) != nil { return true }
    if at + 1 < text.scalars.count, [".", ","].contains(text.scalars[at]), text.scalars[at + 1].value &- 0x30 < 10 {
      return true
    }
    return text.multiplier.known.isStart(text.scalars[at]) && PriceText.isIdeographic(text.scalars[at])
  }

  private func isBeforeCard(_ candidate: Candidate, _ text: ReportText) -> Bool {
    let end = candidate.range.upperBound
    return ["显卡", "顯示卡", "顯卡", "卡", "cards", "card", "gpu", "gpus"].contains { word in
      let scalars = Array(word.unicodeScalars)
      var at = end
      if at < text.scalars.count, text.scalars[at] == " " { at += 1 }
      return at + scalars.count <= text.scalars.count
        && (0..<scalars.count).allSatisfy { text.scalars[at + $0] == scalars[$0] }
    }
  }
}
