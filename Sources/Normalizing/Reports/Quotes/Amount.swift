import Records

/// An amount of money in running text.
struct Amount: Hashable, Sendable {
  var value: Decimal
  var meaning: CurrencySigns.Meaning
  /// The figure with its multiplier, sign and all.
  var range: Range<Int>

  var number: Double { Double(value.text) ?? 0 }
}

/// Two amounts that belong together, or one.
struct AmountGroup: Hashable, Sendable {
  var low: Decimal?
  var high: Decimal?
  var meaning: CurrencySigns.Meaning
  var range: Range<Int>
  var flags: Set<String> = []
  /// Whether it is the earlier end of a change.
  var isFormer = false

  var number: Double { Double((high ?? low ?? Decimal(0)).text) ?? 0 }
}

/// Finds amounts of money: a figure with a sign or a word of a currency beside it.
///
/// A currency that is left out ("hét 350 triệu", "11万一张") is that of the report, where a word of selling stands before a
/// figure with a multiplier and no noun behind it.
struct AmountFinder {
  let text: ReportText
  /// The currency that a report left out: of the sign before a place, else of its language.
  let prevailing: (_ place: Int) -> CurrencySigns.Meaning?

  /// A figure made money.
  private struct Money {
    var meaning: CurrencySigns.Meaning
    var reach: Range<Int>
    var isHundredths = false
  }

  /// The amounts of a range, in order; the first end of a range takes the sign of the second.
  func amounts(in range: Range<Int>, _ figures: [Figure]) -> [Amount] {
    var found: [Amount] = []
    var lastFigure: Figure?
    for (place, figure) in figures.enumerated() where !figure.isPercent && isMoney(figure) {
      if let last = found.last, last.range.overlaps(figure.range) { continue }
      if text.namings.contains(where: { $0.range.overlaps(figure.range) }) { continue }
      defer { if found.last?.range.overlaps(figure.range) ?? false { lastFigure = figure } }
      // "$700-800", "US$25,000 to 30,000": the sign of the first holds for both ends.
      if let last = found.last, place > 0, figures[place - 1].range.overlaps(last.range),
        money(figure, range) == nil,
        RangeGap(text).joins(last.range.upperBound, figure.range.lowerBound) == .range, figure.number > last.number,
        figure.number < last.number * 20, !isMeasured(figure)
      {
        found.append(Amount(value: figure.value, meaning: last.meaning, range: figure.range))
        continue
      }
      guard let money = money(figure, range) else {
        // "80,000 to 100,000 yuan", "5 to 6 million dollars", "30 a 40 centavos".
        guard let next = figures.dropFirst(place + 1).first, let other = self.money(next, range),
          RangeGap(text).joins(figure.range.upperBound, other.reach.lowerBound) != nil
        else {
          if let last = found.last, let lastFigure, let value = continued(figure, last, lastFigure, range) {
            found.append(Amount(value: value, meaning: last.meaning, range: figure.range))
          }
          continue
        }
        var value = figure.value
        if let scale = scale(of: next, against: figure) { value = value.shifted(by: scale) }
        if other.isHundredths { value = value.shifted(by: -2) }
        found.append(Amount(value: value, meaning: other.meaning, range: figure.range))
        continue
      }
      var value = money.isHundredths ? figure.value.shifted(by: -2) : figure.value
      var reach = money.reach
      (value, reach) = withTenth(value, reach)
      found.append(Amount(value: value, meaning: money.meaning, range: reach))
    }
    return found
  }

  /// "simply 2600" behind "2800 dollars", "26" behind "31 million": an amount of which sign and multiplier are left out.
  private func continued(_ figure: Figure, _ last: Amount, _ lastFigure: Figure, _ range: Range<Int>) -> Decimal? {
    let isBuying = isBeforeName(figure.range.upperBound, range)
    guard figure.number > 0, isBuying || hasFreeEnd(figure.range.upperBound, range), !isYear(figure),
      !isMeasured(figure)
    else { return nil }
    let start = figure.range.lowerBound
    let isCued = text.hits(in: max(last.range.upperBound, start - 32)..<max(last.range.upperBound, start)).contains {
      guard case .concept(let concept) = $0.meaning, $0.range.upperBound <= start else { return false }
      return Self.cues.contains(concept) && text.distance($0.range.upperBound, start) <= 3
    }
    // "за H200 — 3,6 млн", "四万二起步": a name right before it, or the myriads of speech.
    let isNamed = text.namings(in: last.range.upperBound..<max(last.range.upperBound, start)).contains {
      $0.range.upperBound <= start && text.distance($0.range.upperBound, start) <= 1
    }
    let isMyriads = text.language.code == "zh" && text.scalars[figure.range].contains { ["万", "萬"].contains($0) }
    guard isCued || isNamed || isBuying || isMyriads else { return nil }
    func isLike(_ value: Double) -> Bool { value >= last.number / 4 && value <= last.number * 4 }
    if isLike(figure.number) { return figure.value }
    guard lastFigure.isMultiplied, !figure.isMultiplied else { return nil }
    for (places, factor) in [(3, 1e3), (4, 1e4), (6, 1e6), (8, 1e8), (9, 1e9)] where isLike(figure.number * factor) {
      // "31 million … 26": of the places that fit, those of the multiplier before.
      let lead = lastFigure.number / factor
      if lead >= 0.1, lead < 10_000 { return figure.value.shifted(by: places) }
    }
    return nil
  }

  /// "0.95 for an A100": whether a word for buying and a name stand right behind a place.
  private func isBeforeName(_ end: Int, _ range: Range<Int>) -> Bool {
    guard let naming = text.namings(in: end..<max(end, range.upperBound)).first,
      text.distance(end, naming.range.lowerBound) <= 3
    else { return false }
    return text.hits(in: end..<naming.range.lowerBound).contains {
      ($0.meaning == .concept(.ofGoods) || $0.meaning == .concept(.belongs))
        && text.distance(end, $0.range.lowerBound) == 0
    }
  }

  private func isYear(_ figure: Figure) -> Bool { figure.range.count == 4 && (2010...2035).contains(figure.number) }

  /// "6块5": the tenth behind the word for the money.
  private func withTenth(_ value: Decimal, _ reach: Range<Int>) -> (Decimal, Range<Int>) {
    let end = reach.upperBound
    guard let last = text.scalars[reach].last, last == "块" || last == "塊", end < text.scalars.count,
      text.scalars[end].value &- 0x30 < 10, end + 1 == text.scalars.count || text.scalars[end + 1].value &- 0x30 >= 10,
      let whole = UInt64(value.text)
    else { return (value, reach) }
    return (
      Decimal(mantissa: whole * 10 + UInt64(text.scalars[end].value - 0x30), scale: 1), reach.lowerBound..<end + 1
    )
  }

  private func money(_ figure: Figure, _ range: Range<Int>) -> Money? {
    let end = figure.range.upperBound
    if let cents = text.first(.hundredths, in: end..<min(range.upperBound, end + 3)),
      text.gap(end, cents.range.lowerBound).isEmpty
    {
      let after = sign(beside: cents.range)
      let ahead = text.signs.signs.last {
        $0.range.upperBound <= figure.range.lowerBound && $0.range.lowerBound >= range.lowerBound
      }
      guard let meaning = after?.meaning ?? ahead?.meaning ?? prevailing(end) else { return nil }
      return Money(meaning: meaning, reach: figure.range.lowerBound..<cents.range.upperBound, isHundredths: true)
    }
    if let sign = sign(beside: figure.range) { return Money(meaning: sign.meaning, reach: sign.reach) }
    guard isElliptic(figure, range), let meaning = prevailing(end) else { return nil }
    return Money(meaning: meaning, reach: figure.range)
  }

  /// Whether a figure with a multiplier is an amount although no currency stands beside it.
  private func isElliptic(_ figure: Figure, _ range: Range<Int>) -> Bool {
    // "3200一张", "15 per hour" without a sign: a word for each right behind a figure makes it a price.
    if text.language.code == "zh", figure.number >= 100 || figure.isMultiplied, !isYear(figure) {
      let end = figure.range.upperBound
      let isEach = text.hits(in: end..<min(range.upperBound, end + 4)).contains {
        guard case .concept(let concept) = $0.meaning, text.gap(end, $0.range.lowerBound).isEmpty else { return false }
        return concept == .perCard || concept == .perServer || concept == .perEach
      }
      if isEach { return true }
    }
    let isLarge =
      figure.isMultiplied
      || figure.isSpelled && text.scalars[figure.range].contains { ["万", "萬", "亿", "億"].contains($0) }
    guard isLarge, figure.number >= 1_000, hasFreeEnd(figure.range.upperBound, range) else { return false }
    let start = figure.range.lowerBound
    if text.language.code == "zh",
      text.namings(in: max(range.lowerBound, start - 24)..<start).contains(where: {
        text.distance($0.range.upperBound, start) <= 3
          && !text.scalars[$0.range.upperBound..<start].contains { [",", "，", ";", "；", "。"].contains($0) }
      })
    {
      return true
    }
    return text.hits(in: max(range.lowerBound, start - 24)..<start).contains { hit in
      guard case .concept(let concept) = hit.meaning, Self.cues.contains(concept), hit.range.upperBound <= start else {
        return false
      }
      return text.distance(hit.range.upperBound, start) <= 2
        && !text.scalars[hit.range.upperBound..<start].contains { [",", "，", ";", "；", "。"].contains($0) }
    }
  }

  private static let cues: Set<ReportConcept> = [.ask, .sold, .bought, .priceWord, .estimate, .changeTo]

  /// Whether nothing that could be counted stands behind a place.
  private func hasFreeEnd(_ end: Int, _ range: Range<Int>) -> Bool {
    var at = end
    while at < range.upperBound, text.scalars[at] == " " { at += 1 }
    guard at < range.upperBound else { return true }
    if !PriceText.isLetter(text.scalars[at]), text.scalars[at].value &- 0x30 >= 10, text.scalars[at] != "%" {
      return true
    }
    return text.hits(in: at..<at + 1).contains { hit in
      guard case .concept(let concept) = hit.meaning, hit.range.lowerBound == at else { return false }
      return [.perCard, .perServer, .perEach, .ellipsisAfter, .rangeJoin, .atLeastAfter, .atMostAfter, .ask, .sold]
        .contains(concept)
    }
  }

  /// A single numeral in ideographs beside a sign is a count: "20萬港元一張".
  private func isMoney(_ figure: Figure) -> Bool {
    guard figure.isSpelled, let last = text.scalars[figure.range].last, PriceText.isIdeographic(last) else {
      return true
    }
    let end = figure.range.upperBound
    if text.signs.sign(covering: end) != nil, !isPieces(end) { return true }
    return text.scalars[figure.range].contains { ["百", "千", "万", "萬", "亿", "億"].contains($0) }
  }

  /// Whether a letter right behind a figure makes it a measure.
  private func isMeasured(_ figure: Figure) -> Bool {
    let end = figure.range.upperBound
    return end < text.scalars.count && (PriceText.isLetter(text.scalars[end]) || text.scalars[end] == "%")
  }

  /// The places by which a multiplier behind the second figure raised it, when the first has none and is far below.
  private func scale(of second: Figure, against first: Figure) -> Int? {
    let (low, high) = (first.number, second.number)
    guard low > 0, high / low >= 100 else { return nil }
    for places in [9, 8, 6, 4, 3] {
      var scaled = low
      for _ in 0..<places { scaled *= 10 }
      if scaled <= high, scaled * 20 >= high { return places }
    }
    return nil
  }

  private func sign(beside figure: Range<Int>) -> (meaning: CurrencySigns.Meaning, reach: Range<Int>)? {
    var before: SignScanner.Sign?
    var after: SignScanner.Sign?
    // "200块板卡" counts pieces: in a report the word is no money.
    for sign in text.signs.signs where !isPieces(sign.range.lowerBound) {
      if sign.range.upperBound <= figure.lowerBound, figure.lowerBound - sign.range.upperBound <= 4,
        Self.leads.contains(text.gap(sign.range.upperBound, figure.lowerBound))
      {
        before = sign
      }
      if sign.range.lowerBound >= figure.upperBound {
        if sign.range.lowerBound - figure.upperBound <= 4,
          Self.tails.contains(text.gap(figure.upperBound, sign.range.lowerBound))
        {
          after = sign
        }
        break
      }
    }
    let start = before.map(\.range.lowerBound) ?? figure.lowerBound
    let end = after.map(\.range.upperBound) ?? figure.upperBound
    // "$5 million HKD", "人民币30万元": what names one currency says more than a sign that several share.
    let own = before.map { $0.isCode || after?.isCode != true ? $0.meaning : after?.meaning ?? $0.meaning }
    guard let meaning = own ?? after?.meaning else { return nil }
    return (meaning, start..<end)
  }

  /// "200块板卡" counts pieces; "6块5", "十五块钱" and "80块," are money.
  private func isPieces(_ at: Int) -> Bool {
    guard text.scalars[at] == "块" || text.scalars[at] == "塊" else { return false }
    guard at + 1 < text.scalars.count else { return false }
    let next = text.scalars[at + 1]
    return !["钱", "錢", "一", "每"].contains(next) && (PriceText.isLetter(next) || next == " ")
  }

  private static let leads: Set<String> = ["", "约", "約", "近", "达", "達", "逾", "超过", "超過", "高达", "高達", "仅", "僅"]
  private static let tails: Set<String> = ["", ".", "de", "of", "多", "余", "餘", "-"]
}

/// Tells whether what stands between two figures makes them the ends of one range.
struct RangeGap {
  let text: ReportText

  init(_ text: ReportText) { self.text = text }

  /// How two figures are joined.
  enum Joint { case range, and, change }

  /// What joins two places, when only words for "to" and "about" stand between them.
  func joins(_ start: Int, _ end: Int) -> Joint? {
    guard start <= end, end - start <= 32 else { return nil }
    let between = text.hits(in: start..<end)
    var rest = start
    var joint: Joint?
    while rest < end {
      let scalar = text.scalars[rest]
      if scalar.properties.isWhitespace {
        rest += 1
      } else if ["-", "–", "—", "~", "～", "〜"].contains(scalar) {
        joint = joint ?? .range
        rest += 1
      } else if let hit = between.first(where: {
        $0.range.lowerBound == rest && $0.range.upperBound <= end && counts($0)
      }) {
        // "до", "から": what joins a range as well is no change by itself.
        let isBoth = between.contains { $0.range == hit.range && $0.meaning == .concept(.rangeJoin) }
        if hit.meaning == .concept(.changeTo), !isBoth { joint = .change }
        if hit.meaning == .concept(.rangeJoin) || isBoth, joint == nil {
          joint = Self.ands.contains(text.gap(hit.range.lowerBound, hit.range.upperBound)) ? .and : .range
        }
        rest = hit.range.upperBound
      } else if let sign = text.signs.sign(covering: rest), sign.range.upperBound <= end {
        rest = sign.range.upperBound
      } else {
        return nil
      }
    }
    return joint
  }

  private static let ands: Set<String> = ["and", "y", "und", "и", "và", "和", "與", "与"]

  private func counts(_ hit: ReportWords.Hit) -> Bool {
    switch hit.meaning {
    case .concept(.rangeJoin), .concept(.changeTo), .concept(.about), .concept(.nearly), .concept(.perCard),
      .concept(.times), .concept(.atLeast), .concept(.perServer), .concept(.perHour):
      true
    default: false
    }
  }
}
