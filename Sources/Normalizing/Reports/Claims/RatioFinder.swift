/// A ratio in words: "up to six times", "三到近七倍", "một nửa", "30 % less".
struct Ratio: Hashable, Sendable {
  /// What is said, as a plain decimal; equal ends for one figure.
  var low: Decimal?
  var high: Decimal?
  var isPercent = false
  /// "more", "less", or "of".
  var direction = "more"
  var flags: Set<String> = []
  var range: Range<Int>
}

/// Finds the ratios of a sentence.
struct RatioFinder {
  let text: ReportText
  let sentence: ReportText.Sentence
  let figures: [Figure]

  func ratios() -> [Ratio] {
    var found: [Ratio] = []
    var at = 0
    while at < figures.count {
      if let (ratio, taken) = ratio(at) {
        found.append(ratio)
        at += taken
      } else {
        at += 1
      }
    }
    for hit in text.hits(in: sentence.range) {
      guard case .ratio(let value) = hit.meaning, !found.contains(where: { $0.range.overlaps(hit.range) }) else {
        continue
      }
      var ratio = Ratio(
        low: decimal(value), high: decimal(value), direction: value < 1 ? "of" : "more", range: hit.range)
      // "drei- bis siebenmal": the first end is a number of its own.
      if let first = figures.last(where: { $0.range.upperBound <= hit.range.lowerBound }),
        RangeGap(text).joins(first.range.upperBound, hit.range.lowerBound) != nil, first.value.isAtMost(decimal(value))
      {
        ratio.low = first.value
        ratio.range = first.range.lowerBound..<hit.range.upperBound
      }
      found.append(bounded(ratio))
    }
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    found = joined(found)
    for place in found.indices { found[place] = directed(found[place], found, place) }
    return found
  }

  /// "3分の1から7分の1", "a third to a half", "20% to a quarter": two shares with a word for "to" between them are one.
  private func joined(_ ratios: [Ratio]) -> [Ratio] {
    var found: [Ratio] = []
    for ratio in ratios {
      guard let last = found.last, last.direction == "of", ratio.direction == "of", last.isPercent == ratio.isPercent,
        RangeGap(text).joins(last.range.upperBound, ratio.range.lowerBound) == .range,
        let first = last.low ?? last.high, let second = ratio.high ?? ratio.low
      else {
        found.append(ratio)
        continue
      }
      var whole = last
      (whole.low, whole.high) = first.isAtMost(second) ? (first, second) : (second, first)
      whole.range = last.range.lowerBound..<ratio.range.upperBound
      found[found.count - 1] = whole
    }
    return found
  }

  private func decimal(_ value: Double) -> Decimal {
    let thousandths = UInt64((value * 1000).rounded())
    return thousandths % 1000 == 0
      ? Decimal(Int(thousandths / 1000))
      : thousandths % 100 == 0
        ? Decimal(mantissa: thousandths / 100, scale: 1)
        : thousandths % 10 == 0
          ? Decimal(mantissa: thousandths / 10, scale: 2) : Decimal(mantissa: thousandths, scale: 3)
  }

  private func ratio(_ at: Int) -> (Ratio, Int)? {
    let first = figures[at]
    // "三分之一", "3分の1", "1/3".
    if at + 1 < figures.count {
      let gap = text.gap(first.range.upperBound, figures[at + 1].range.lowerBound)
      if gap == "分之" || gap == "分の", first.number > 0 {
        let value = figures[at + 1].number / first.number
        return (
          bounded(
            Ratio(
              low: decimal(value), high: decimal(value), direction: "of",
              range: first.range.lowerBound..<figures[at + 1].range.upperBound)), 2
        )
      }
      if gap == "/", figures[at + 1].number > first.number, figures[at + 1].number <= 10, !isUnitBehind(figures[at + 1])
      {
        let value = first.number / figures[at + 1].number
        return (
          bounded(
            Ratio(
              low: decimal(value), high: decimal(value), direction: "of",
              range: first.range.lowerBound..<figures[at + 1].range.upperBound)), 2
        )
      }
    }
    var last = first
    var taken = 1
    if at + 1 < figures.count, !first.isPercent || figures[at + 1].isPercent {
      var end = first.range.upperBound
      if let times = times(after: end) { end = times }
      if RangeGap(text).joins(end, figures[at + 1].range.lowerBound) != nil
        || times(after: first.range.upperBound) == nil
          && RangeGap(text).joins(first.range.upperBound, figures[at + 1].range.lowerBound) != nil
      {
        last = figures[at + 1]
        taken = 2
      }
    }
    if last.isPercent {
      var end = last.range.upperBound
      while end < text.scalars.count, text.scalars[end] == " " || text.scalars[end] == "%" { end += 1 }
      var ratio = Ratio(
        low: first.value, high: last.value, isPercent: true, direction: "of",
        range: first.range.lowerBound..<min(end, max(sentence.range.upperBound, last.range.upperBound)))
      ratio.range = first.range.lowerBound..<max(last.range.upperBound, min(end, text.scalars.count))
      return (bounded(ratio), taken)
    }
    let end = last.range.upperBound
    // "一成五", "1割5分": tenths and hundredths.
    if taken == 1, end < text.scalars.count, text.scalars[end] == "成" || text.scalars[end] == "割", first.number < 10,
      at + 1 < figures.count, figures[at + 1].range.lowerBound == end + 1, figures[at + 1].number < 10
    {
      let value = Decimal(Int(first.number * 10 + figures[at + 1].number))
      let stop = figures[at + 1].range.upperBound
      let isHundredth = stop < text.scalars.count && text.scalars[stop] == "分"
      let range = first.range.lowerBound..<(isHundredth ? stop + 1 : stop)
      return (bounded(Ratio(low: value, high: value, isPercent: true, direction: "of", range: range)), 2)
    }
    if end < text.scalars.count, text.scalars[end] == "成" || text.scalars[end] == "割", last.number <= 10 {
      return (
        bounded(
          Ratio(
            low: first.value.shifted(by: 1), high: last.value.shifted(by: 1), isPercent: true, direction: "of",
            range: first.range.lowerBound..<end + 1)), taken
      )
    }
    guard let times = times(after: end) else {
      // A range of which only the second end is a ratio was no range.
      return nil
    }
    return (bounded(Ratio(low: first.value, high: last.value, range: first.range.lowerBound..<times)), taken)
  }

  private func isUnitBehind(_ figure: Figure) -> Bool {
    let end = figure.range.upperBound
    return end < text.scalars.count && (text.scalars[end] == "/" || text.scalars[end].value &- 0x30 < 10)
  }

  /// Where the word for "times" behind a figure ends; nil when there is none.
  private func times(after end: Int) -> Int? {
    guard end < text.scalars.count else { return nil }
    if text.scalars[end] == "x" || text.scalars[end] == "×" {
      let next = end + 1
      if next == text.scalars.count
        || !(PriceText.isLetter(text.scalars[next]) || text.scalars[next].value &- 0x30 < 10)
      {
        return next
      }
    }
    return text.hits(in: end..<min(text.scalars.count, end + 8)).first {
      $0.meaning == .concept(.times) && text.distance(end, $0.range.lowerBound) == 0
    }?.range.upperBound
  }

  private func bounded(_ ratio: Ratio) -> Ratio {
    var ratio = ratio
    var bound = FigureBound(text: text, before: ratio.range, within: sentence.range)
    // "最高可达A100的六倍": what bounds it stands before the family.
    if bound.bound == .none,
      let naming = text.namings(in: sentence.range).last(where: {
        $0.range.upperBound <= bound.start && text.distance($0.range.upperBound, bound.start) <= 1
      })
    {
      let whole = naming.range.lowerBound..<ratio.range.upperBound
      let other = FigureBound(text: text, before: whole, within: sentence.range)
      if other.bound != .none { bound = other }
    }
    let isOne = ratio.low == ratio.high
    if isOne, bound.bound == .atMost { ratio.low = nil }
    if isOne, bound.bound == .atLeast { ratio.high = nil }
    if bound.isBelow, ratio.low == nil { ratio.flags.insert("below") }
    if bound.isAbout { ratio.flags.insert(bound.isNearly ? "nearly" : "about") }
    return ratio
  }

  /// Which way it goes: by the word right behind it, else right before it, else the nearest of its stretch.
  private func directed(_ ratio: Ratio, _ all: [Ratio], _ place: Int) -> Ratio {
    var ratio = ratio
    let clause = sentence.clauses.first { $0.contains(ratio.range.lowerBound) } ?? sentence.range
    let start = max(clause.lowerBound, place > 0 ? all[place - 1].range.upperBound : clause.lowerBound)
    let end = min(clause.upperBound, place + 1 < all.count ? all[place + 1].range.lowerBound : clause.upperBound)
    var best: (distance: Int, direction: String)?
    let hits = text.hits(in: start..<max(start, end))
    for hit in hits {
      // "hơn 30 lần", "più di": a word that bounds the figure behind it says nothing of its way.
      let isBound =
        hit.range.upperBound <= ratio.range.lowerBound
        && text.distance(hit.range.upperBound, ratio.range.lowerBound) == 0
        && hits.contains { $0.range == hit.range && $0.meaning == .concept(.atLeast) }
        && hits.contains { $0.range != hit.range && ($0.meaning == .concept(.less) || $0.meaning == .concept(.more)) }
      if isBound { continue }
      let direction: String
      switch hit.meaning {
      case .concept(.less): direction = "less"
      case .concept(.more): direction = "more"
      default: continue
      }
      let isBehind = hit.range.lowerBound >= ratio.range.upperBound
      let distance =
        isBehind
        ? text.distance(ratio.range.upperBound, hit.range.lowerBound) * 2
        : text.distance(hit.range.upperBound, ratio.range.lowerBound) * 2 + 1
      if best.map({ distance < $0.distance }) ?? true { best = (distance, direction) }
    }
    guard let best else { return ratio }
    if ratio.isPercent {
      if best.distance <= 5 { ratio.direction = best.direction }
    } else if ratio.direction == "of" {
      // "Half as fast" is half of it either way.
    } else if best.distance <= 20 {
      ratio.direction = best.direction
    }
    return ratio
  }
}
