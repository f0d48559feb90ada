/// Settles which of the figures of a price text is the price, and whether it is one, a range or a lowest end.
struct AmountChooser {
  /// The figure that counts.
  struct Choice: Hashable {
    var value: Decimal
    /// The upper end, when it is a range.
    var high: Decimal?
    /// Whether it is only the lowest of several.
    var isLowest = false
    /// Where it stands.
    var range: Range<Int>
  }

  private struct Amount {
    var found: NumberScanner.Found
    var places: Int
  }

  /// The text as shown.
  let shown: String
  let text: PriceText
  let signs: SignScanner
  let multipliers: Multipliers
  let hits: [MoneyWords.Hit]
  let isIndian: Bool
  let decimalSeparator: Unicode.Scalar?

  private var scalars: [Unicode.Scalar] { text.scalars }

  /// The price; nil when the text has none.
  func choice() -> Choice? {
    var amounts = amounts()
    if amounts.isEmpty, !text.hasDigit, let found = ChineseNumerals.amount(in: scalars) {
      amounts = [Amount(found: found, places: 0)]
    }
    if amounts.count > 1 { amounts = standing(amounts) }
    guard let first = amounts.first, !isLength(after: first.found.range.upperBound) else { return nil }
    // "Ask for the price (minimum order: 1)", "trade for a 3080": a bare count after such words is no amount.
    if signs.meaning(near: first.found.range) == nil, first.places == 0,
      hits.contains(where: {
        ($0.concept == .negotiable || $0.concept == .trade) && $0.range.lowerBound < first.found.range.lowerBound
      })
    {
      return nil
    }
    var choice = Choice(value: first.found.value, range: first.found.range)
    if amounts.count > 1, isRange(first, amounts[1]) {
      let second = amounts[1]
      // "10-15k": the multiplier holds for both ends.
      if first.places == 0, second.places > 0 {
        let scaled = first.found.value.shifted(by: second.places)
        if scaled.isAtMost(second.found.value) { choice.value = scaled }
      }
      if choice.value.isAtMost(second.found.value), choice.value != second.found.value {
        choice.high = second.found.value
        return choice
      }
    }
    choice.isLowest = isLowest(first.found.range)
    return choice
  }

  private func amounts() -> [Amount] {
    guard text.hasDigit else { return [] }
    let scanner = NumberScanner(text: scalars, decimalSeparator: decimalSeparator)
    let multiplier = Multiplier(text: scalars, isIndian: isIndian, known: multipliers)
    var amounts: [Amount] = []
    var at = 0
    while var found = scanner.next(from: at) {
      let places = multiplier.apply(to: &found, signs)
      if amounts.isEmpty { joinCents(&found) }
      amounts.append(Amount(found: found, places: places))
      at = max(found.range.upperBound, at + 1)
      if amounts.count == 8 { break }
    }
    return amounts
  }

  /// The figures without those that are old, or count pieces.
  private func standing(_ amounts: [Amount]) -> [Amount] {
    var left = amounts
    // "1枚 25,000円": the figure is part of the words "for one".
    if hits.contains(where: {
      $0.concept == .priceEach && $0.range.lowerBound <= left[0].found.range.lowerBound
        && $0.range.upperBound > left[0].found.range.upperBound
    }), signs.meaning(near: left[1].found.range) != nil {
      left.removeFirst()
    }
    while left.count > 1, isCount(left[0], before: left[1]) { left.removeFirst() }
    if let new = hits.first(where: { $0.concept == .priceNew }),
      let at = left.firstIndex(where: { $0.found.range.lowerBound >= new.range.upperBound }), at > 0
    {
      return Array(left[at...])
    }
    if let arrow = arrow(), let at = left.firstIndex(where: { $0.found.range.lowerBound > arrow }), at > 0 {
      return Array(left[at...])
    }
    for old in hits where old.concept == .priceOld && left.count > 1 {
      if let at = left.firstIndex(where: { $0.found.range.lowerBound >= old.range.upperBound }) { left.remove(at: at) }
    }
    return left
  }

  /// "4 for $1,600", "8张打包 26万元": a small bare figure with a word behind it counts pieces, where the next one has a
  /// sign or a multiplier.
  private func isCount(_ first: Amount, before second: Amount) -> Bool {
    let range = first.found.range
    let between = range.upperBound..<second.found.range.lowerBound
    return first.places == 0 && range.count <= 3 && first.found.value.isWhole && !between.isEmpty
      && !hasSign(range) && !isRange(first, second)
      && (second.places > 0 || signs.meaning(near: second.found.range) != nil)
      && between.contains { PriceText.isLetter(scalars[$0]) && signs.sign(covering: $0) == nil }
  }

  /// Whether a sign stands at a figure with nothing but blanks between.
  private func hasSign(_ range: Range<Int>) -> Bool {
    let before = scalars[..<range.lowerBound].lastIndex { $0 != " " }
    let after = scalars[range.upperBound...].firstIndex { $0 != " " }
    return [before, after].contains { $0.map { signs.sign(covering: $0) != nil } ?? false }
  }

  private func arrow() -> Int? {
    scalars.indices.first { at in
      scalars[at] == "→" || scalars[at] == ">" && at > 0 && (scalars[at - 1] == "-" || scalars[at - 1] == "=")
    }
  }

  /// Whether nothing but a word or sign for "to" stands between two figures.
  private func isRange(_ low: Amount, _ high: Amount) -> Bool {
    let between = low.found.range.upperBound..<high.found.range.lowerBound
    guard between.count <= 16 else { return false }
    var word = String.UnicodeScalarView()
    for at in between where !scalars[at].properties.isWhitespace && signs.sign(covering: at) == nil {
      word.append(scalars[at])
    }
    if word.first == ".", word.count > 1 { word.removeFirst() }
    return multipliers.joiners.contains(String(word))
  }

  /// "From 99", "от 5 000 ₽", "8800元起", "45,000円〜".
  private func isLowest(_ range: Range<Int>) -> Bool {
    for hit in hits {
      if hit.concept == .priceFrom, hit.range.upperBound <= range.lowerBound,
        range.lowerBound - hit.range.upperBound <= 6
      {
        return true
      }
      if hit.concept == .priceFromAfter, hit.range.lowerBound >= range.upperBound,
        hit.range.lowerBound - range.upperBound <= 5
      {
        return true
      }
    }
    var at = range.upperBound
    while at < scalars.count, scalars[at] == " " || signs.sign(covering: at) != nil { at += 1 }
    return at < scalars.count && scalars[at] == "~" && scalars[(at + 1)...].allSatisfy { $0 == " " }
  }

  /// "16.00 ft"; "Ft" with a capital is the forint.
  private func isLength(after end: Int) -> Bool {
    var at = end
    while at < scalars.count, scalars[at] == " " { at += 1 }
    return at + 1 < scalars.count && scalars[at] == "f" && scalars[at + 1] == "t"
      && !(at + 2 < scalars.count && PriceText.isLetter(scalars[at + 2]))
      && shown.unicodeScalars.dropFirst(at).first != "F"
  }

  /// "1250€ 60" and "35€99": two digits after the sign are the cents.
  private func joinCents(_ found: inout NumberScanner.Found) {
    var at = found.range.upperBound
    guard at < scalars.count, scalars[at] == "€", found.value.isWhole else { return }
    at += 1
    if at < scalars.count, scalars[at] == " " { at += 1 }
    let digits = scalars[at...].prefix { $0.value &- 0x30 < 10 }
    guard digits.count == 2 else { return }
    // A sign of its own after the two digits makes them another price ("€ 11,16 €").
    if digits.endIndex < scalars.count, [",", ".", "€"].contains(scalars[digits.endIndex]) { return }
    found.value = found.value.appending(digits.map { UInt8(truncatingIfNeeded: $0.value) })
    found.range = found.range.lowerBound..<digits.endIndex
  }
}
