import Records

/// Reads claims of one family: memory, bandwidth, power, TFLOP/s, the year of launch, the type of memory, architecture.
struct FigureClaimReader {
  let scope: ClaimScope
  let figures: [Figure]
  let words: ReportWords
  let checker: ClaimChecker
  private var text: ReportText { scope.text }
  private var sentence: ReportText.Sentence { scope.sentence }

  func claims() -> [ReportClaim] {
    var found: [(place: Int, claim: ReportClaim)] = []
    found += measured()
    found += years()
    found += namesOfParts()
    return found.sorted { $0.place < $1.place }.map(\.claim)
  }

  private func measured() -> [(place: Int, claim: ReportClaim)] {
    var found: [(place: Int, claim: ReportClaim)] = []
    var last: (claim: ReportClaim, unit: FigureUnit, figure: Figure)?
    var at = 0
    while at < figures.count {
      defer { at += 1 }
      let figure = figures[at]
      var (low, high) = (figure.value, figure.value)
      var range = figure.range
      var behind = words.units.unit(in: text.scalars, at: figure.range.upperBound, before: sentence.range.upperBound)
      if at + 1 < figures.count,
        let next = words.units.unit(
          in: text.scalars, at: figures[at + 1].range.upperBound, before: sentence.range.upperBound),
        let joint = RangeGap(text).joins(behind?.end ?? figure.range.upperBound, figures[at + 1].range.lowerBound)
      {
        // "cut from 600 to 400 GB/s": what it is now.
        let stretch = scope.clause(of: figure.range.lowerBound)
        let isChange = joint == .change || text.has(.change, in: stretch) || text.has(.less, in: stretch)
        let isPair = joint == .and && behind != nil
        if isChange, !isPair {
          behind = nil
        } else if !isPair {
          high = figures[at + 1].value
          behind = next
          range = range.lowerBound..<figures[at + 1].range.upperBound
          at += 1
        }
      }
      guard let behind else {
        if let last, let claim = elliptic(figure, after: last) { found.append((range.lowerBound, claim)) }
        continue
      }
      let unit = hasSecond(before: range.lowerBound) ? behind.unit.perSecond : behind.unit
      guard let claim = claim(low, high, range, unit, behind.end) else { continue }
      last = (claim, unit, figure)
      found.append((range.lowerBound, claim))
    }
    return found
  }

  /// "每秒4TB", "4 TB per second" where the unit alone would be a size.
  private func hasSecond(before start: Int) -> Bool {
    text.hits(in: max(sentence.range.lowerBound, start - 8)..<start).contains {
      $0.meaning == .concept(.perSecond) && $0.range.upperBound <= start
        && text.distance($0.range.upperBound, start) == 0
    }
  }

  /// "148 teraflops compare with 989 for the H100", "700 watts; the RTX 5090 draws 575": a figure that shares the unit
  /// of the one before, and has a family of its own.
  private func elliptic(
    _ figure: Figure, after last: (claim: ReportClaim, unit: FigureUnit, figure: Figure)
  ) -> ReportClaim? {
    let (start, end) = (figure.range.lowerBound, figure.range.upperBound)
    guard !figure.isSpelled, !figure.isPercent, !figure.isMultiplied, !scope.isUnreal(before: start),
      figure.number * 20 >= last.figure.number, figure.number <= last.figure.number * 20,
      let attribute = ClaimAttribute(rawValue: last.claim.attribute)
    else { return nil }
    let isMoney =
      start > 0 && text.signs.sign(covering: start - 1) != nil || text.signs.sign(covering: end) != nil
      || end + 1 < text.scalars.count && text.signs.sign(covering: end + 1) != nil
    guard !isMoney else { return nil }
    let clause = scope.clause(of: start)
    var naming = scope.owner(behind: end)
    if naming == nil, end == clause.upperBound || !PriceText.isLetter(text.scalars[min(end, text.scalars.count - 1)]),
      scope.attribute(in: clause, near: figure.range) == attribute, isLast(end, clause)
    {
      naming = scope.family(of: figure.range)
      let isBetween = naming.map { last.figure.range.upperBound..<start ~= $0.range.lowerBound } ?? false
      if !isBetween { naming = nil }
    }
    guard let naming, naming.family != last.claim.family else { return nil }
    var claim = ReportClaim(family: naming.family, attribute: attribute.rawValue, text: text.quote(sentence.range))
    let (base, places) = last.unit.base
    claim.low = figure.value.shifted(by: places).text
    claim.high = claim.low
    claim.unit = base
    var claimed = ClaimedFigure()
    (claimed.low, claimed.high) = (Double(claim.low ?? ""), Double(claim.high ?? ""))
    claimed.tolerance = attribute == .memory ? 0.01 : 0.05
    checker.check(&claim, attribute, claimed, scope.variant(of: naming), isSparse: text.has(.sparse, in: clause))
    return claim
  }

  /// Whether nothing but marks stands between a place and the end of its clause.
  private func isLast(_ end: Int, _ clause: Range<Int>) -> Bool {
    !(end..<max(end, clause.upperBound)).contains {
      PriceText.isLetter(text.scalars[$0]) || text.scalars[$0].value &- 0x30 < 10
    }
  }

  private func claim(
    _ low: Decimal, _ high: Decimal, _ range: Range<Int>, _ unit: FigureUnit, _ end: Int
  ) -> ReportClaim? {
    guard !scope.isUnreal(before: range.lowerBound), !isDifference(end) else { return nil }
    let clause = scope.clause(of: range.lowerBound)
    let attribute: ClaimAttribute
    switch unit {
    case .gigabytes, .terabytes:
      guard isMemory(range, end, clause) else { return nil }
      attribute = .memory
    case .gigabytesPerSecond, .terabytesPerSecond:
      let found = scope.attribute(in: clause, near: range)
      // A clause without a word for either goes on with what the sentence speaks of.
      let isOpen = found == nil && !text.has(.memory, in: clause) && !text.has(.memoryType, in: clause)
      attribute =
        found == .interconnectBandwidth || text.has(.interconnect, in: clause)
          || isOpen && text.has(.interconnect, in: sentence.range)
        ? .interconnectBandwidth : .memoryBandwidth
    case .watts, .kilowatts: attribute = .power
    case .teraflops, .petaflops, .teraops:
      let found = precision(in: clause, range.lowerBound..<end) ?? precision(in: sentence.range, range.lowerBound..<end)
      attribute = found ?? (unit == .teraops ? .int8 : .performance)
    }
    guard let naming = scope.owner(behind: end) ?? scope.family(of: range) else { return nil }
    if text.has(.server, in: clause), attribute == .memory || attribute == .power,
      !clause.contains(naming.range.lowerBound)
    {
      return nil
    }
    var claim = ReportClaim(family: naming.family, attribute: attribute.rawValue, text: text.quote(sentence.range))
    var bound = FigureBound(text: text, before: range, within: sentence.range)
    // "More than the 3.35 TB/s of the H100" compares, and bounds nothing.
    if bound.bound == .atLeast, scope.owner(behind: end) != nil { bound.bound = .none }
    let (base, places) = unit.base
    var figure = ClaimedFigure()
    if low != high || bound.bound != .atMost {
      claim.low = low.shifted(by: places).text
      figure.low = Double(claim.low ?? "")
    }
    if low != high || bound.bound != .atLeast {
      claim.high = high.shifted(by: places).text
      figure.high = Double(claim.high ?? "")
    }
    claim.unit = base
    if bound.isAbout { claim.flags = ["about"] }
    figure.isAbout = bound.isAbout
    figure.isBelow = bound.isBelow && figure.low == nil
    figure.tolerance = attribute == .memory ? 0.01 : 0.05
    checker.check(
      &claim, attribute, figure, scope.variant(of: naming), isSparse: text.has(.sparse, in: clause))
    return claim
  }

  /// The nearest precision of a stretch.
  private func precision(in stretch: Range<Int>, _ range: Range<Int>) -> ClaimAttribute? {
    let found = scope.attribute(in: stretch, near: range)
    return [.fp64, .fp32, .tf32, .fp16, .fp8, .int8, .fp4].contains(found) ? found : nil
  }

  /// "20 GB more": a difference.
  private func isDifference(_ end: Int) -> Bool {
    text.hits(in: end..<min(sentence.range.upperBound, end + 8)).contains {
      ($0.meaning == .concept(.more) || $0.meaning == .concept(.less)) && text.distance(end, $0.range.lowerBound) == 0
        && !text.scalars[end..<$0.range.lowerBound].contains { [",", "，", "、", "("].contains($0) }
    }
  }

  /// Whether a size is a board's memory: beside a word for memory or its type, or with "has", and no part of a name.
  private func isMemory(_ range: Range<Int>, _ end: Int, _ clause: Range<Int>) -> Bool {
    let isName = text.namings.contains { naming in
      let after =
        naming.range.upperBound <= range.lowerBound
        && text.distance(naming.range.upperBound, range.lowerBound) == 0
        && !text.scalars[naming.range.upperBound..<range.lowerBound].contains {
          ["(", ",", "（", ":", "—", "–"].contains($0)
        }
      let before =
        end <= naming.range.lowerBound && text.distance(end, naming.range.lowerBound) == 0
        && !text.scalars[end..<naming.range.lowerBound].contains { $0 == "," || $0 == "." || $0 == ")" }
      return after || before
    }
    let around = text.hits(
      in: max(sentence.range.lowerBound, min(clause.lowerBound, range.lowerBound - 30))..<clause.upperBound)
    let isMarked =
      around.contains {
        $0.meaning == .concept(.memory) || $0.meaning == .concept(.memoryType) || $0.meaning == .concept(.has)
      } || FigureBound(text: text, before: range, within: sentence.range).bound == .atMost
    if isName {
      // "the A100 80GB HBM2e" still says so; "an A100 80GB costs" does not.
      return around.contains { hit in
        (hit.meaning == .concept(.memoryType) || hit.meaning == .concept(.memory))
          && hit.range.lowerBound >= end && text.distance(end, hit.range.lowerBound) <= 1
      }
    }
    // "The 80 GB version is offered at 350 million": of what is priced, a size only tells which one.
    let isPriced = [ReportConcept.ask, .sold, .bought].contains { text.has($0, in: clause) }
    let isNamedMemory = around.contains {
      $0.meaning == .concept(.memory) || $0.meaning == .concept(.memoryType)
    }
    return isMarked && (isNamedMemory || !isPriced)
  }

  /// "launched in 2020", "(Ampere, 2020, …)".
  private func years() -> [(place: Int, claim: ReportClaim)] {
    var found: [(place: Int, claim: ReportClaim)] = []
    for figure in figures where !figure.isSpelled && figure.range.count == 4 {
      guard let year = Int(figure.value.text), (2012...2030).contains(year),
        text.scalars[figure.range].allSatisfy({ $0.value &- 0x30 < 10 }),
        words.units.unit(in: text.scalars, at: figure.range.upperBound, before: sentence.range.upperBound) == nil,
        !scope.isUnreal(before: figure.range.lowerBound)
      else { continue }
      let clause = scope.clause(of: figure.range.lowerBound)
      let isAside = isAside(clause)
      guard text.has(.launch, in: clause) || isAside && isBare(clause, figure.range) else { continue }
      guard let naming = scope.family(of: figure.range), sentence.range.contains(naming.range.lowerBound),
        isAside || isLaunchOf(naming, clause)
      else { continue }
      var claim = ReportClaim(
        family: naming.family, attribute: ClaimAttribute.launchYear.rawValue, text: text.quote(sentence.range))
      (claim.low, claim.high) = (String(year), String(year))
      claim.unit = "year"
      checker.check(&claim, year: year)
      found.append((figure.range.lowerBound, claim))
    }
    return found
  }

  /// Whether a word for launching stands near the name, so that no other thing is launched.
  private func isLaunchOf(_ naming: ReportText.Naming, _ clause: Range<Int>) -> Bool {
    guard let launch = text.first(.launch, in: clause) else { return false }
    let distance =
      launch.range.lowerBound >= naming.range.upperBound
      ? text.distance(naming.range.upperBound, launch.range.lowerBound)
      : text.distance(launch.range.upperBound, naming.range.lowerBound)
    return distance <= 8
  }

  /// Whether a clause stands in brackets.
  private func isAside(_ clause: Range<Int>) -> Bool {
    var at = clause.lowerBound
    while at >= sentence.range.lowerBound {
      if text.scalars[at] == "(" || text.scalars[at] == "（" { return true }
      if text.scalars[at] == ")" || text.scalars[at] == "）" { return false }
      at -= 1
    }
    return false
  }

  /// Whether a clause says nothing but a year, perhaps with a word or two.
  private func isBare(_ clause: Range<Int>, _ year: Range<Int>) -> Bool {
    text.distance(clause.lowerBound, year.lowerBound) + text.distance(year.upperBound, clause.upperBound) <= 2
  }

  /// Types of memory and architectures, which are words.
  private func namesOfParts() -> [(place: Int, claim: ReportClaim)] {
    var found: [(place: Int, claim: ReportClaim)] = []
    for hit in text.hits(in: sentence.range) {
      guard hit.meaning == .concept(.memoryType) || hit.meaning == .concept(.architectureName),
        !scope.isUnreal(before: hit.range.lowerBound),
        let naming = scope.family(of: hit.range)
      else { continue }
      let isMemory = hit.meaning == .concept(.memoryType)
      let isHere = sentence.range.contains(naming.range.lowerBound)
      // What a word stands for has the type of memory whose size is told.
      guard isHere || isMemory && hasSize(before: hit.range.lowerBound) else { continue }
      let distance =
        !isHere
        ? 0
        : naming.range.upperBound <= hit.range.lowerBound
          ? text.distance(naming.range.upperBound, hit.range.lowerBound)
          : text.distance(hit.range.upperBound, naming.range.lowerBound)
      let clause = scope.clause(of: hit.range.lowerBound)
      guard
        isMemory ? distance <= 14 || hasSize(before: hit.range.lowerBound) : isArchitecture(hit.range, clause, distance)
      else { continue }
      let attribute: ClaimAttribute = isMemory ? .memoryType : .architecture
      let said = text.quote(hit.range)
      let word = words.synonyms[said.lowercased()] ?? said
      if found.contains(where: {
        $0.claim.family == naming.family && $0.claim.attribute == attribute.rawValue
          && $0.claim.value?.lowercased() == word.lowercased()
      }) {
        continue
      }
      var claim = ReportClaim(family: naming.family, attribute: attribute.rawValue, text: text.quote(sentence.range))
      claim.value = word
      checker.check(&claim, word: word, of: attribute, scope.variant(of: naming))
      found.append((hit.range.lowerBound, claim))
    }
    return found
  }

  /// "96 GB of HBM3": whether a size stands right before a place.
  private func hasSize(before place: Int) -> Bool {
    figures.contains { figure in
      guard figure.range.upperBound <= place,
        let unit = words.units.unit(in: text.scalars, at: figure.range.upperBound, before: place)
      else { return false }
      return unit.unit == .gigabytes && text.distance(unit.end, place) <= 1
    }
  }

  private func isArchitecture(_ range: Range<Int>, _ clause: Range<Int>, _ distance: Int) -> Bool {
    if distance <= 1 { return true }
    if isAside(clause), distance <= 3 { return true }
    let lead = max(clause.lowerBound, range.lowerBound - 24)
    let end = min(clause.upperBound, range.upperBound + 24)
    return distance <= 10
      && text.hits(in: lead..<end).contains {
        $0.meaning == .concept(.architecture)
          && (text.distance(range.upperBound, $0.range.lowerBound) <= 1 && $0.range.lowerBound >= range.upperBound
            || text.distance($0.range.upperBound, range.lowerBound) <= 1 && $0.range.upperBound <= range.lowerBound)
      }
  }
}
