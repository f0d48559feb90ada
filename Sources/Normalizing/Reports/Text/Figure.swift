/// A number in running text: digits with their multiplier, a word, or ideographs.
struct Figure: Hashable, Sendable {
  var value: Decimal
  /// The number with its multiplier.
  var range: Range<Int>
  /// Whether a sign or word for percent follows.
  var isPercent = false
  /// Whether it is spelled in words.
  var isSpelled = false
  /// Whether a word multiplies it.
  var isMultiplied = false

  /// The value for arithmetic.
  var number: Double { Double(value.text) ?? 0 }
}

/// Finds every number of a report by the scanner that prices are read with.
struct FigureFinder {
  let text: ReportText
  let units: UnitReader

  func figures(in range: Range<Int>) -> [Figure] {
    var found: [Figure] = []
    let scalars = text.scalars
    var scanner = NumberScanner(text: scalars, decimalSeparator: text.language.decimalSeparator)
    scanner.takesPercentages = true
    let multiplier = text.multiplier
    var at = range.lowerBound
    while at < range.upperBound, let next = scanner.next(from: at), next.range.lowerBound < range.upperBound {
      at = max(next.range.upperBound, at + 1)
      let start = next.range.lowerBound
      // "架构，2020年": a comma of the text is no decimal point.
      if scalars[start] == ",", start + 1 < range.upperBound {
        at = start + 1
        continue
      }
      if isInsideWord(start) { continue }
      var figure = Figure(value: next.value, range: start..<next.range.upperBound)
      figure.isPercent = isPercent(after: figure.range.upperBound)
      // "700W" is no 7,000,000: a unit multiplies nothing.
      if !figure.isPercent, units.unit(in: scalars, at: figure.range.upperBound, before: scalars.count) == nil {
        multiply(&figure, multiplier)
      }
      found.append(figure)
      at = max(at, figure.range.upperBound)
    }
    for (value, place) in spelled(in: range) where !found.contains(where: { $0.range.overlaps(place) }) {
      var figure = Figure(value: value, range: place, isSpelled: true)
      figure.isPercent = isPercent(after: place.upperBound)
      if !figure.isPercent { multiply(&figure, multiplier) }
      found.append(figure)
    }
    if text.language.code == "zh" || text.language.code == "ja" {
      for (value, place) in ChineseNumerals.numbers(in: scalars, range)
      where !found.contains(where: { $0.range.overlaps(place) }) {
        found.append(Figure(value: Decimal(value), range: place, isSpelled: true))
      }
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Numbers in words, those of one amount put together: "forty-five", "сорок пять", "treinta y cinco", "two hundred".
  private func spelled(in range: Range<Int>) -> [(value: Decimal, range: Range<Int>)] {
    var found: [(value: Decimal, range: Range<Int>)] = []
    var current: (tenths: Int, range: Range<Int>)?
    func close() {
      guard var (tenths, place) = current else { return }
      current = nil
      let tail = place.upperBound..<min(range.upperBound, place.upperBound + 16)
      if let half = text.first(.andHalf, in: tail), text.gap(place.upperBound, half.range.lowerBound).isEmpty {
        tenths += 5
        place = place.lowerBound..<half.range.upperBound
      }
      let value = tenths % 10 == 0 ? Decimal(tenths / 10) : Decimal(mantissa: UInt64(tenths), scale: 1)
      found.append((value, place))
    }
    for hit in text.hits(in: range) {
      guard case .number(let number) = hit.meaning else { continue }
      let tenths = Int((number * 10).rounded())
      if let held = current, let sum = Self.joined(held.tenths, tenths),
        ["", "-", "and", "y", "und"].contains(text.gap(held.range.upperBound, hit.range.lowerBound))
      {
        current = (sum, held.range.lowerBound..<hit.range.upperBound)
      } else if current.map({ hit.range.lowerBound >= $0.range.upperBound }) ?? true {
        close()
        current = (tenths, hit.range)
      }
    }
    close()
    return found
  }

  /// What two numbers side by side come to, in tenths; nil when they are two numbers.
  private static func joined(_ first: Int, _ second: Int) -> Int? {
    if second == 1_000, first < 1_000 { return first * 100 }
    if first % 1_000 == 0, first > 0, second < 1_000 { return first + second }
    if first % 100 == 0, first % 1_000 >= 200, second < 100, second > 0 { return first + second }
    return nil
  }

  /// "RTX4090", "HBM3", "WH-1000": a number that belongs to a name.
  private func isInsideWord(_ start: Int) -> Bool {
    guard start > 0 else { return false }
    let before = text.scalars[start - 1]
    if PriceText.isLetter(before), !PriceText.isIdeographic(before) {
      return text.signs.sign(covering: start - 1) == nil
    }
    if before == "-", start > 1 {
      let lead = text.scalars[start - 2]
      return PriceText.isLetter(lead) && !PriceText.isIdeographic(lead)
    }
    return false
  }

  private func isPercent(after end: Int) -> Bool {
    var at = end
    if at < text.scalars.count, text.scalars[at] == " " || text.scalars[at] == "\u{A0}" { at += 1 }
    guard at < text.scalars.count else { return false }
    if text.scalars[at] == "%" || text.scalars[at] == "％" { return true }
    return text.hits(in: at..<at + 1).contains { $0.meaning == .concept(.percentWord) && $0.range.lowerBound == at }
  }

  /// "3億2000万", "1亿5千万": the myriads behind the hundred millions.
  private func addMyriads(_ figure: inout Figure, _ multiplier: Multiplier) {
    let end = figure.range.upperBound
    guard figure.isMultiplied, let last = text.scalars[figure.range].last, last == "億" || last == "亿",
      end < text.scalars.count, text.scalars[end].value &- 0x30 < 10
    else { return }
    let scanner = NumberScanner(text: text.scalars, decimalSeparator: text.language.decimalSeparator)
    guard var next = scanner.next(from: end), next.range.lowerBound == end,
      multiplier.apply(to: &next, text.signs) > 0, let low = UInt64(next.value.text), low < 100_000_000,
      let high = UInt64(figure.value.text)
    else { return }
    figure.value = Decimal(mantissa: high + low, scale: 0)
    figure.range = figure.range.lowerBound..<next.range.upperBound
  }

  /// "5.5 billion", "30多万", "3百万", "80 nghìn": one multiplier after another.
  private func multiply(_ figure: inout Figure, _ multiplier: Multiplier) {
    defer { addMyriads(&figure, multiplier) }
    for _ in 0..<2 {
      var end = figure.range.upperBound
      if end + 1 < text.scalars.count, ["多", "余", "餘", "几", "幾", "來", "来"].contains(text.scalars[end]) { end += 1 }
      if end < text.scalars.count, text.scalars[end] == "-" { end += 1 }
      var found = NumberScanner.Found(value: figure.value, range: figure.range.lowerBound..<end)
      guard multiplier.apply(to: &found, text.signs) > 0 else { return }
      figure.isMultiplied = true
      figure.value = found.value
      figure.range = found.range
    }
  }
}
