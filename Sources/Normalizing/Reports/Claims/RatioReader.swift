import Records

/// Reads claims that compare one family with another: "up to six times the A100 in training".
struct RatioReader {
  let scope: ClaimScope
  let figures: [Figure]
  let units: UnitReader
  let checker: ClaimChecker
  /// What the sentence before compared, and the claim that it ended with.
  var carried: (subject: ReportText.Naming, other: ReportText.Naming)?
  var said: ReportClaim?
  private var text: ReportText { scope.text }

  /// The claims, and what the last of them compares.
  func claims() -> (claims: [ReportClaim], pair: (subject: ReportText.Naming, other: ReportText.Naming)?) {
    let ratios = RatioFinder(text: text, sentence: scope.sentence, figures: figures).ratios()
    var found: [ReportClaim] = []
    var pair: (subject: ReportText.Naming, other: ReportText.Naming)?
    for (place, ratio) in ratios.enumerated() {
      guard !scope.isUnreal(before: ratio.range.lowerBound) else { continue }
      let next = place + 1 < ratios.count ? ratios[place + 1].range.lowerBound : scope.sentence.range.upperBound
      let last = place > 0 ? ratios[place - 1].range.upperBound : scope.sentence.range.lowerBound
      var other = other(than: ratio, before: next)
      if other == nil, let pair { other = pair.other }
      if other == nil { other = understood(ratio) }
      guard let other else { continue }
      guard let attribute = attribute(of: ratio, from: last, to: next) ?? saidAttribute(besides: other) else {
        continue
      }
      guard let subject = subject(of: ratio, otherThan: other, pair?.subject), subject.family != other.family else {
        continue
      }
      pair = (subject, other)
      var claim = ReportClaim(
        family: subject.family, attribute: attribute.rawValue, text: text.quote(scope.sentence.range))
      claim.low = ratio.low?.text
      claim.high = ratio.high?.text
      claim.unit = ratio.isPercent ? "%" : "x"
      claim.relativeTo = other.family
      claim.direction = ratio.direction
      claim.flags = ratio.flags.sorted()
      let (figure, isInverse) = Self.claimed(ratio)
      checker.check(
        &claim, attribute, ratio: figure, isInverse: isInverse, to: other.family,
        (scope.variant(of: subject), scope.variant(of: other)))
      found.append(claim)
    }
    return (found, pair)
  }

  /// "In double precision it is thirty times slower", behind a sentence that compares it: with the same as before.
  private func understood(_ ratio: Ratio) -> ReportText.Naming? {
    guard ratio.direction != "of", hasWay(ratio) else { return nil }
    let own = Set(text.namings(in: scope.sentence.range).map(\.family))
    // "Faster than before": what it is held against is said, and is no family.
    let end = ratio.range.upperBound
    let tail = end..<min(scope.clause(of: ratio.range.lowerBound).upperBound, end + 40)
    if own.count > 1 || text.has(.compares, in: tail.lowerBound..<max(tail.lowerBound, tail.upperBound)) { return nil }
    if let carried, own.isEmpty || own.contains(carried.subject.family) { return carried.other }
    guard own.count == 1, let family = own.first else { return nil }
    return scope.subject(otherThan: family)
  }

  /// Whether a word for faster, slower, more or less stands beside a ratio.
  private func hasWay(_ ratio: Ratio) -> Bool {
    let start = max(scope.sentence.range.lowerBound, ratio.range.lowerBound - 30)
    let end = min(scope.sentence.range.upperBound, ratio.range.upperBound + 20)
    return text.hits(in: start..<end).contains {
      ($0.meaning == .concept(.more) || $0.meaning == .concept(.less))
        && text.distance($0.range.upperBound, ratio.range.lowerBound) <= 5
        && text.distance(ratio.range.upperBound, $0.range.lowerBound) <= 2
    }
  }

  /// What the sentence before spoke of, for one that says nothing of it: "That is 1.4 times the H100".
  private func saidAttribute(besides other: ReportText.Naming) -> ClaimAttribute? {
    guard let said, said.unit != nil, said.family != other.family else { return nil }
    let own = Set(text.namings(in: scope.sentence.range).map(\.family))
    guard own.subtracting([other.family, said.family]).isEmpty else { return nil }
    return ClaimAttribute(rawValue: said.attribute)
  }

  /// The ratio that a claim comes to: "30 % less" is 0.7 of the other, "three times less" a third.
  private static func claimed(_ ratio: Ratio) -> (ClaimedFigure, isInverse: Bool) {
    func number(_ value: Decimal?) -> Double? { value.flatMap { Double($0.text) } }
    var figure = ClaimedFigure(
      low: number(ratio.low), high: number(ratio.high),
      isAbout: ratio.flags.contains("about") || ratio.flags.contains("nearly"),
      tolerance: ratio.flags.contains("nearly") ? 0.15 : 0.1)
    figure.isBelow = ratio.flags.contains("below")
    guard ratio.isPercent else { return (figure, ratio.direction == "less") }
    figure.tolerance = 0.05
    func share(_ percent: Double) -> Double {
      switch ratio.direction {
      case "more": 1 + percent / 100
      case "less": 1 - percent / 100
      default: percent / 100
      }
    }
    figure.low = figure.low.map(share)
    figure.high = figure.high.map(share)
    if ratio.direction == "less" { (figure.low, figure.high) = (figure.high, figure.low) }
    return (figure, false)
  }

  private func attribute(of ratio: Ratio, from last: Int, to next: Int) -> ClaimAttribute? {
    let clause = scope.clause(of: ratio.range.lowerBound)
    if let measured = measured(before: ratio.range.lowerBound, clause) { return measured }
    let near = max(clause.lowerBound, last)..<max(ratio.range.upperBound, min(clause.upperBound, next))
    let isFast = text.hits(in: near).contains {
      $0.meaning == .concept(.performance)
        && (text.distance($0.range.upperBound, ratio.range.lowerBound) == 0
          && $0.range.upperBound <= ratio.range.lowerBound
          || $0.range.lowerBound >= ratio.range.upperBound
            && text.distance(ratio.range.upperBound, $0.range.lowerBound) == 0)
    }
    // "32 GB of memory and half as fast again": what is fast is no memory.
    let counts = { (attribute: ClaimAttribute) in !isFast || attribute.isSpeed }
    if let found = scope.attribute(in: near, near: ratio.range, where: counts), found != .performance { return found }
    // What stands before it in the sentence is nearer than what a clause behind it speaks of.
    let ahead = max(scope.sentence.range.lowerBound, last)..<max(ratio.range.upperBound, min(clause.upperBound, next))
    if let found = scope.attribute(in: ahead, near: ratio.range, where: counts), found.isSpecific { return found }
    // "In FP64, the H20 is thirty times slower".
    let wide = scope.sentence.range.lowerBound..<max(ratio.range.upperBound, next)
    if let found = scope.attribute(
      in: max(wide.lowerBound, last)..<wide.upperBound, near: ratio.range, where: counts), found.isSpecific
    {
      return found
    }
    return scope.attribute(in: near, near: ratio.range, where: counts)
      ?? scope.attribute(in: wide, near: ratio.range, where: counts)
  }

  /// "4.8 TB/s, 1.4 times the H100": what the figure right before it measures, when no word says anything else.
  private func measured(before start: Int, _ clause: Range<Int>) -> ClaimAttribute? {
    guard let figure = figures.last(where: { $0.range.upperBound <= start }),
      let unit = units.unit(in: text.scalars, at: figure.range.upperBound, before: start),
      unit.end <= start, text.distance(unit.end, start) <= 2,
      scope.attribute(in: unit.end..<max(unit.end, clause.upperBound), near: start..<start) == nil
    else { return nil }
    switch unit.unit {
    case .gigabytes, .terabytes: return .memory
    case .gigabytesPerSecond, .terabytesPerSecond:
      return text.has(.interconnect, in: scope.sentence.range) ? .interconnectBandwidth : .memoryBandwidth
    case .watts, .kilowatts: return .power
    case .teraflops, .petaflops, .teraops: return nil
    }
  }

  /// The family that a ratio compares with.
  private func other(than ratio: Ratio, before next: Int) -> ReportText.Naming? {
    let all = text.namings(in: scope.sentence.range)
    let clause = scope.clause(of: ratio.range.lowerBound)
    let end = ratio.range.upperBound
    // Behind it: "six times the A100", "gấp sáu lần A100", "быстрее, чем A100".
    if let naming = all.first(where: { $0.range.lowerBound >= end && $0.range.lowerBound < max(next, end) }) {
      let distance = text.distance(end, naming.range.lowerBound)
      let isMarked = isMarked(naming, .relativeBefore) || isMarked(naming, .compares)
      let isOf = isMarked || self.isMarked(naming, .ofGoods)
      if distance <= 1 && clause.contains(naming.range.lowerBound) || isMarked && distance <= 14
        || isOf && distance <= 8 && clause.contains(naming.range.lowerBound)
        || distance <= 6 && clause.contains(naming.range.lowerBound)
      {
        return naming
      }
    }
    // Right before it: "A100的六倍", "A100の6倍".
    let before = all.filter { $0.range.upperBound <= ratio.range.lowerBound }
    if let naming = before.last, isFollowed(naming, before: ratio.range.lowerBound) { return naming }
    // Before it with a word of comparing: "比A100快六倍", "so với A100", "Compared with the A100, …".
    return before.last { isMarked($0, .relativeBefore) || isMarked($0, .compares) || isComparedBehind($0) }
  }

  private func isMarked(_ naming: ReportText.Naming, _ concept: ReportConcept) -> Bool {
    let start = naming.range.lowerBound
    return text.hits(in: max(scope.sentence.range.lowerBound, start - 30)..<start).contains {
      $0.meaning == .concept(concept) && $0.range.upperBound <= start
        && text.distance($0.range.upperBound, start) <= 3
        && text.namings(in: $0.range.upperBound..<start).isEmpty
        && !text.scalars[$0.range.upperBound..<start].contains { [",", "，", ";", "；", "、"].contains($0) }
    }
  }

  private func isFollowed(_ naming: ReportText.Naming, before end: Int) -> Bool {
    text.hits(in: naming.range.upperBound..<end).contains {
      ($0.meaning == .concept(.relativeAfter) || $0.meaning == .concept(.ofGoods))
        && text.distance(naming.range.upperBound, $0.range.lowerBound) <= 1
        && text.distance($0.range.upperBound, end) <= 2
    }
  }

  private func isComparedBehind(_ naming: ReportText.Naming) -> Bool {
    let end = naming.range.upperBound
    return text.hits(in: end..<min(scope.sentence.range.upperBound, end + 10)).contains {
      $0.meaning == .concept(.relativeAfter) && text.distance(end, $0.range.lowerBound) <= 1
        && text.gap($0.range.lowerBound, $0.range.upperBound).unicodeScalars.count > 1
    }
  }

  private func subject(
    of ratio: Ratio, otherThan other: ReportText.Naming, _ carried: ReportText.Naming?
  ) -> ReportText.Naming? {
    let all = text.namings(in: scope.sentence.range).filter { $0.family != other.family }
    let clause = scope.clause(of: ratio.range.lowerBound)
    let before = all.filter { $0.range.upperBound <= ratio.range.lowerBound }
    if let naming = before.last(where: { clause.contains($0.range.lowerBound) }) { return naming }
    if let naming = before.last { return naming }
    if let carried, carried.family != other.family { return carried }
    if let naming = all.first(where: { $0.range.lowerBound >= ratio.range.upperBound }) { return naming }
    return scope.subject(otherThan: other.family)
  }
}
