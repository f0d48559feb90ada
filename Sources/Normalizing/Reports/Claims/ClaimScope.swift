/// Finds the family and the attribute that a figure of a sentence is about.
struct ClaimScope {
  let text: ReportText
  let sentence: ReportText.Sentence
  /// The sentences before it in its paragraph, the nearest first.
  let earlier: [Earlier]

  /// A sentence before, with what it speaks of.
  struct Earlier {
    let sentence: ReportText.Sentence
    let topic: ReportText.Naming?
  }

  /// What the sentence speaks of: what it first names and does not only compare with; what a pronoun stands for.
  var topic: ReportText.Naming? {
    let all = text.namings(in: sentence.range)
    if beginsWithPronoun, let carried = subject(otherThan: nil) { return carried }
    return all.first { !isCompared($0) && !isOwner($0) } ?? all.first
  }

  /// "the 3.35 TB/s of the H100": a family that a figure before it is of.
  private func isOwner(_ naming: ReportText.Naming) -> Bool {
    let start = naming.range.lowerBound
    return text.hits(in: max(sentence.range.lowerBound, start - 14)..<start).contains { hit in
      guard hit.meaning == .concept(.belongs), text.distance(hit.range.upperBound, start) == 0 else { return false }
      // A figure with its unit stands right before the word.
      let lead = max(sentence.range.lowerBound, hit.range.lowerBound - 10)..<hit.range.lowerBound
      return lead.contains { text.scalars[$0].value &- 0x30 < 10 }
    }
  }

  /// Whether a word that stands for what was spoken of begins the sentence, or stands in a clause before a place.
  private func hasPronoun(before place: Int, _ clause: Range<Int>) -> Bool {
    beginsWithPronoun || text.has(.pronoun, in: clause.lowerBound..<max(clause.lowerBound, place))
  }

  /// "It has …", "它的…", "Nó có …": before any family a word stands for one.
  private var beginsWithPronoun: Bool {
    guard let pronoun = text.first(.pronoun, in: sentence.range),
      text.distance(sentence.range.lowerBound, pronoun.range.lowerBound) <= 2
    else { return false }
    return text.namings(in: sentence.range).first.map { pronoun.range.upperBound <= $0.range.lowerBound } ?? true
  }

  /// The family right behind a figure that has it: "3.35 TB/s of the H100", "600 GB/s beim A100".
  ///
  /// - Parameter end: Where the figure ends, with its unit.
  func owner(behind end: Int) -> ReportText.Naming? {
    guard let naming = text.namings(in: sentence.range).first(where: { $0.range.lowerBound >= end }),
      text.distance(end, naming.range.lowerBound) <= 3
    else { return nil }
    let between = end..<naming.range.lowerBound
    guard !between.contains(where: { [",", "，", ";", "；", ".", "、", "("].contains(text.scalars[$0]) }) else {
      return nil
    }
    return text.hits(in: between).contains {
      $0.meaning == .concept(.belongs) && text.distance(end, $0.range.lowerBound) == 0
        && text.distance($0.range.upperBound, naming.range.lowerBound) == 0
    } ? naming : nil
  }

  func clause(of place: Int) -> Range<Int> {
    sentence.clauses.first { $0.contains(place) } ?? sentence.range
  }

  /// The family of a figure: the nearest before it in its clause, behind it there, before it in the sentence, behind it,
  /// else what the sentence before began with.
  func family(of range: Range<Int>) -> ReportText.Naming? {
    let clause = clause(of: range.lowerBound)
    let all = text.namings(in: sentence.range)
    let own = all.filter { clause.contains($0.range.lowerBound) }
    if let meant = text.meant(in: clause, of: earlier.first.map { text.namings(in: $0.sentence.range) + all } ?? all) {
      return meant
    }
    let ownBefore = own.filter { $0.range.upperBound <= range.lowerBound }
    if let naming = ownBefore.last(where: { !text.isBase($0, in: sentence.range) }) { return naming }
    if let naming = ownBefore.last,
      !all.contains(where: { $0.family != naming.family && $0.range.upperBound <= naming.range.lowerBound })
    {
      return naming
    }
    let isOpen = all.filter { $0.range.upperBound <= range.lowerBound }.allSatisfy { isCompared($0) || isOwner($0) }
    if isOpen, hasPronoun(before: range.lowerBound, clause),
      let carried = beginsWithPronoun ? topic : subject(otherThan: nil)
    {
      return carried
    }
    if let naming = own.first(where: { $0.range.lowerBound >= range.upperBound && !isCompared($0) }) { return naming }
    let before = all.filter { $0.range.upperBound <= range.lowerBound }
    if let naming = before.last(where: { !isCompared($0) }) ?? before.last { return naming }
    // "9.7 teraflops, manages the A100": right behind it in its clause.
    if let naming = own.first, text.distance(range.upperBound, naming.range.lowerBound) <= 4,
      !text.isBase(naming, in: sentence.range)
    {
      return naming
    }
    if let naming = all.first(where: { !isCompared($0) }) { return naming }
    return subject(otherThan: all.first?.family) ?? all.first
  }

  /// "beats the H100", "than the H100": held against, not spoken of.
  private func isCompared(_ naming: ReportText.Naming) -> Bool {
    if text.isBase(naming, in: sentence.range) { return true }
    let start = naming.range.lowerBound
    return text.hits(in: max(sentence.range.lowerBound, start - 24)..<start).contains {
      ($0.meaning == .concept(.relativeBefore) || $0.meaning == .concept(.compares)) && $0.range.upperBound <= start
        && text.distance($0.range.upperBound, start) <= 2
    }
  }

  /// What the paragraph speaks of before the sentence.
  func subject(otherThan family: String?) -> ReportText.Naming? {
    for earlier in earlier {
      if let topic = earlier.topic, topic.family != family { return topic }
      if let first = text.namings(in: earlier.sentence.range).first(where: { $0.family != family }) { return first }
    }
    return nil
  }

  /// The attribute of a figure, by the nearest word for one within a stretch; what names one thing comes first.
  func attribute(
    in stretch: Range<Int>, near range: Range<Int>, where counts: (ClaimAttribute) -> Bool = { _ in true }
  ) -> ClaimAttribute? {
    var best: (rank: Int, attribute: ClaimAttribute)?
    for hit in text.hits(in: stretch) {
      guard case .concept(let concept) = hit.meaning, var attribute = ClaimAttribute(concept) else { continue }
      if attribute == .memoryBandwidth, text.has(.interconnect, in: stretch) { attribute = .interconnectBandwidth }
      guard counts(attribute) else { continue }
      let distance =
        hit.range.lowerBound >= range.upperBound
        ? text.distance(range.upperBound, hit.range.lowerBound) * 2
        : text.distance(hit.range.upperBound, range.lowerBound) * 2 + 1
      let rank = distance + (attribute.isSpecific ? 0 : 24)
      if best.map({ rank < $0.rank }) ?? true { best = (rank, attribute) }
    }
    return best?.attribute
  }

  /// Words beside a family's name that leave some of its models: "A100 80GB", "H100 PCIe", "80GB A100".
  func variant(of naming: ReportText.Naming) -> ClaimChecker.Variant {
    var variant = ClaimChecker.Variant()
    let words = text.title.words
    guard let place = words.firstIndex(where: { $0.start >= naming.range.upperBound }) else { return variant }
    for word in words[place..<min(words.count, place + 3)] {
      let end = naming.range.upperBound
      if word.start - end > 14
        || text.scalars[end..<word.start].contains(where: { [",", ".", "(", ";", "。", "，", "（"].contains($0) })
      {
        break
      }
      if let form = form(word.text) {
        variant.form = form
      } else if word.text.hasSuffix("gb"), let size = Int(word.text.dropLast(2)) {
        variant.memoryGB = size
      } else {
        break
      }
    }
    if let at = words[..<place].lastIndex(where: { $0.start < naming.range.lowerBound }),
      words[at].text.hasSuffix("gb"),
      naming.range.lowerBound - words[at].start <= 8
    {
      variant.memoryGB = Int(words[at].text.dropLast(2)) ?? (at > 0 ? words[at - 1].number : nil)
    }
    return variant
  }

  private func form(_ word: String) -> String? {
    switch word {
    case "pcie": "pcie"
    case "sxm", "sxm2", "sxm4", "sxm5": "sxm"
    case "nvl": "nvl"
    default: nil
    }
  }

  /// Whether what is said is only supposed, or denied before a place.
  func isUnreal(before place: Int) -> Bool {
    text.has(.hypothetical, in: sentence.range) || text.has(.negation, in: clause(of: place).lowerBound..<place)
  }
}
