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
struct AmountFinder {
  let text: ReportText

  /// The amounts of a range, in order; the first end of a range takes the sign of the second.
  func amounts(in range: Range<Int>, _ figures: [Figure]) -> [Amount] {
    var found: [Amount] = []
    for (place, figure) in figures.enumerated() where !figure.isPercent && isMoney(figure) {
      // "$700-800", "US$25,000 to 30,000": the sign of the first holds for both ends.
      if let last = found.last, place > 0, figures[place - 1].range.overlaps(last.range),
        sign(beside: figure.range) == nil,
        RangeGap(text).joins(last.range.upperBound, figure.range.lowerBound) == .range, figure.number > last.number,
        figure.number < last.number * 20, !isMeasured(figure)
      {
        found.append(Amount(value: figure.value, meaning: last.meaning, range: figure.range))
        continue
      }
      guard let sign = sign(beside: figure.range) else {
        // "80,000 to 100,000 yuan", "5 to 6 million dollars".
        guard let next = figures.dropFirst(place + 1).first, let other = self.sign(beside: next.range),
          RangeGap(text).joins(figure.range.upperBound, other.reach.lowerBound) != nil
        else { continue }
        var value = figure.value
        if let scale = scale(of: next, against: figure) { value = value.shifted(by: scale) }
        found.append(Amount(value: value, meaning: other.meaning, range: figure.range))
        continue
      }
      found.append(Amount(value: figure.value, meaning: sign.meaning, range: sign.reach))
    }
    // "$5 to $6 million", "5-6万元": the multiplier of the second holds for the first.
    return found
  }

  /// A single numeral in ideographs beside a sign is a count: "20萬港元一張".
  private func isMoney(_ figure: Figure) -> Bool {
    guard figure.isSpelled, let last = text.scalars[figure.range].last, PriceText.isIdeographic(last) else {
      return true
    }
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
    for sign in text.signs.signs where !["块", "塊"].contains(text.scalars[sign.range.lowerBound]) {
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
        if hit.meaning == .concept(.changeTo) { joint = .change }
        if hit.meaning == .concept(.rangeJoin), joint == nil {
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
