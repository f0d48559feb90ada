/// Puts the amounts of a sentence together: ranges, changes, bounds.
struct AmountGrouper {
  let text: ReportText
  let sentence: ReportText.Sentence

  func groups(_ amounts: [Amount]) -> [AmountGroup] {
    var groups: [AmountGroup] = []
    var at = 0
    while at < amounts.count {
      let first = amounts[at]
      if at + 1 < amounts.count, let joint = joint(first, amounts[at + 1]) {
        let second = amounts[at + 1]
        let whole = first.range.lowerBound..<second.range.upperBound
        switch joint {
        case .change:
          groups.append(single(first, isFormer: true, isPlain: true))
          if at + 2 < amounts.count, case let third = amounts[at + 2],
            RangeGap(text).joins(second.range.upperBound, third.range.lowerBound) == .range
          {
            // "from 4 to 7 or 8 million": what it is now is a range.
            groups.append(
              AmountGroup(
                low: second.value, high: third.value, meaning: third.meaning,
                range: second.range.lowerBound..<third.range.upperBound))
            at += 1
          } else {
            groups.append(single(second, isFormer: false, isPlain: true))
          }
        default:
          let (low, high) = first.value.isAtMost(second.value) ? (first, second) : (second, first)
          groups.append(
            AmountGroup(
              low: low.value, high: high.value, meaning: second.meaning, range: whole, flags: flags(before: first.range)
            ))
        }
        at += 2
      } else {
        groups.append(single(first, isFormer: isFormer(first, amounts)))
        at += 1
      }
    }
    return groups
  }

  private func joint(_ first: Amount, _ second: Amount) -> RangeGap.Joint? {
    guard let joint = RangeGap(text).joins(first.range.upperBound, second.range.lowerBound) else { return nil }
    let clause = sentence.clauses.first { $0.contains(first.range.lowerBound) } ?? sentence.range
    switch joint {
    case .change: return .change
    case .and:
      let lead = max(sentence.range.lowerBound, first.range.lowerBound - 24)..<first.range.lowerBound
      return text.has(.between, in: lead) ? .range : nil
    case .range:
      // "rose from 80,000 to 100,000": then and now.
      let start = max(sentence.range.lowerBound, clause.lowerBound)
      let tail = second.range.upperBound..<max(second.range.upperBound, clause.upperBound)
      let isChange =
        text.has(.change, in: start..<first.range.lowerBound) || text.has(.change, in: tail)
        || text.has(.changeTo, in: tail)
      guard isChange, !isHyphen(first, second) else { return .range }
      // "降至12至14元": without a word for "from" before it, both are what it is now. Japanese has that word between them.
      return text.language.code == "ja" || hasFrom(before: first.range.lowerBound) ? .change : .range
    }
  }

  private func hasFrom(before start: Int) -> Bool {
    text.hits(in: max(sentence.range.lowerBound, start - 14)..<start).contains {
      $0.meaning == .concept(.fromWord) && $0.range.upperBound <= start
        && text.distance($0.range.upperBound, start) <= 1
    }
  }

  private func isHyphen(_ first: Amount, _ second: Amount) -> Bool {
    ["-", "–", "—", "~", "～"].contains(text.gap(first.range.upperBound, second.range.lowerBound))
  }

  /// Whether an earlier price is meant: "up from $25,000", "a year ago it was 80,000 yuan".
  private func isFormer(_ amount: Amount, _ all: [Amount]) -> Bool {
    guard all.count > 1 else { return false }
    let clause = sentence.clauses.first { $0.contains(amount.range.lowerBound) } ?? sentence.range
    let before = text.hits(in: sentence.range.lowerBound..<amount.range.lowerBound).last {
      $0.meaning == .concept(.formerBefore)
    }
    if let before, text.distance(before.range.upperBound, amount.range.lowerBound) <= 2,
      !all.contains(where: {
        $0.range.lowerBound >= before.range.upperBound && $0.range.upperBound <= amount.range.lowerBound
      })
    {
      return true
    }
    return text.has(.formerAfter, in: amount.range.upperBound..<max(amount.range.upperBound, clause.upperBound))
      || text.has(.lastYear, in: clause) && all.contains { !clause.contains($0.range.lowerBound) }
  }

  /// - Parameter isPlain: Whether "to" before it and "from" behind it are no bounds.
  private func single(_ amount: Amount, isFormer: Bool, isPlain: Bool = false) -> AmountGroup {
    var group = AmountGroup(
      low: amount.value, high: amount.value, meaning: amount.meaning, range: amount.range,
      flags: flags(before: amount.range), isFormer: isFormer)
    if isPlain || isFormer { return group }
    let bound = FigureBound(text: text, before: amount.range, within: sentence.range)
    // "Nearly 300,000" is less than that.
    if bound.isNearly, bound.bound == .none { group.low = nil }
    switch bound.bound {
    case .atMost: group.low = nil
    case .atLeast: group.high = nil
    case .none: break
    }
    return group
  }

  private func flags(before range: Range<Int>) -> Set<String> {
    FigureBound(text: text, before: range, within: sentence.range).isAbout ? ["about"] : []
  }
}

/// What stands right before or behind a figure: "up to", "more than", "about".
struct FigureBound {
  enum Bound { case none, atMost, atLeast }

  var bound = Bound.none
  var isAbout = false
  var isNearly = false
  var isBelow = false
  /// Where the words before the figure begin.
  var start: Int

  /// Little words that may stand between a bound and its figure.
  private static let fillers: Set<String> = [
    "в", "на", "a", "an", "the", "los", "las", "um", "das", "die", "mức", "mức giá", "với", "了", "为", "為", "在", "共",
    "by", "un", "una", "unos", "unas", "ein", "eine", "einen", "bei",
    "at", "for", "of", "với giá", "を",
  ]

  /// - Parameter figure: The figure with its sign.
  init(text: ReportText, before figure: Range<Int>, within sentence: Range<Int>) {
    start = figure.lowerBound
    let lead = max(sentence.lowerBound, figure.lowerBound - 32)..<figure.lowerBound
    for hit in text.hits(in: lead).reversed() {
      guard hit.range.upperBound <= start else { continue }
      let gap = text.gap(hit.range.upperBound, start)
      guard
        gap.isEmpty || Self.fillers.contains(gap)
          || text.distance(hit.range.upperBound, start) == 0 && !gap.contains(",")
      else { continue }
      switch hit.meaning {
      case .concept(.about): isAbout = true
      case .concept(.nearly): isNearly = true
      case .concept(.atMost): if bound == .none { bound = .atMost }
      case .concept(.below): if bound == .none { (bound, isBelow) = (.atMost, true) }
      // "A tenth more than the just under one million": what stands nearer counts.
      case .concept(.atLeast): if !isNearly, bound == .none { bound = .atLeast }
      // "最高配备80GB", "最高叫到两万元": a word of having or asking may stand between.
      case .concept(.has), .concept(.ask), .concept(.changeTo): break
      default: continue
      }
      start = hit.range.lowerBound
    }
    let tail = figure.upperBound..<min(sentence.upperBound, figure.upperBound + 14)
    for hit in text.hits(in: tail) where text.distance(figure.upperBound, hit.range.lowerBound) == 0 {
      if hit.meaning == .concept(.atLeastAfter) { bound = .atLeast }
      if hit.meaning == .concept(.atMostAfter) { bound = .atMost }
    }
    // "30多万": more than.
    if bound == .none, text.scalars[figure].contains(where: { ["多", "余", "餘"].contains($0) }) { bound = .atLeast }
    if isNearly { isAbout = true }
  }
}
