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
    /// The place of the word that multiplies it among all.
    var unit: Int?
    /// Whether a count of several pieces stands before it: "4 for $1,600".
    var isForSeveral = false
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
    var isForSeveral = false
    if amounts.count > 1 {
      let left = standing(amounts)
      isForSeveral =
        left.count < amounts.count && isCount(amounts[0], before: amounts[1])
        && left[0].found.range == amounts[1].found.range && amounts[0].found.value != Decimal(1)
        && !isTimes(amounts[0].found.range.upperBound..<amounts[1].found.range.lowerBound)
      amounts = left
    }
    guard let first = amounts.first, !isLength(after: first.found.range.upperBound) else { return nil }
    // "Ask for the price (minimum order: 1)", "trade for a 3080": a bare count after such words is no amount.
    if signs.meaning(near: first.found.range) == nil, first.places == 0, isBare(first.found.range),
      hits.contains(where: {
        ($0.concept == .negotiable || $0.concept == .trade) && $0.range.lowerBound < first.found.range.lowerBound
      })
    {
      return nil
    }
    var choice = Choice(value: first.found.value, range: first.found.range)
    choice.unit = first.found.unit ?? (amounts.count > 1 ? amounts[1].found.unit : nil)
    choice.isForSeveral = isForSeveral
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
      // "1 tỷ 250 triệu", "1 млн 200 тыс": the next lower places, in words of their own.
      if places > 0, let last = amounts.last, last.places > places, isBlank(last.found.range.upperBound, found.range),
        let sum = last.found.value.addingWhole(found.value), found.value.isBelow(power(last.places))
      {
        amounts[amounts.count - 1].found.value = sum
        amounts[amounts.count - 1].found.range = last.found.range.lowerBound..<found.range.upperBound
        at = max(found.range.upperBound, at + 1)
        continue
      }
      amounts.append(Amount(found: found, places: places))
      at = max(found.range.upperBound, at + 1)
      if amounts.count == 8 { break }
    }
    return amounts
  }

  /// "2 x $450": the price of one.
  private func isTimes(_ between: Range<Int>) -> Bool {
    let letters = between.filter { PriceText.isLetter(scalars[$0]) && signs.sign(covering: $0) == nil }
    return letters.count == 1 && letters.allSatisfy { scalars[$0] == "x" || scalars[$0] == "х" }
  }

  private func power(_ places: Int) -> Int { (0..<places).reduce(1) { power, _ in power * 10 } }

  /// Whether nothing but blanks stands between two figures.
  private func isBlank(_ end: Int, _ next: Range<Int>) -> Bool {
    end <= next.lowerBound && next.lowerBound - end <= 2 && scalars[end..<next.lowerBound].allSatisfy { $0 == " " }
  }

  /// Whether no mark of money stands at a figure; "480,-" has one.
  private func isBare(_ range: Range<Int>) -> Bool {
    let tail = scalars[range.upperBound...].prefix(2)
    return !(tail.count == 2 && (tail.first == "," || tail.first == ".") && ["-", "–", "—"].contains(tail.last))
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
