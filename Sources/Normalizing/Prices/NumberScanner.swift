/// Finds decimals in a price text and settles which separator is which.
///
/// Where both "." and "," stand, the later one is the decimal point. Alone, a separator is the
/// decimal point unless it repeats or exactly three digits follow and one to three come before
/// ("1.250", "16,500"). Spaces and apostrophes group digits by three.
struct NumberScanner {
  /// A number with its place.
  struct Found: Hashable {
    var value: Decimal
    var range: Range<Int>
  }

  let text: [Unicode.Scalar]
  /// The decimal separator, when the source or the locale settles it.
  let decimalSeparator: Unicode.Scalar?

  /// The next number at or after `start`; nil when there is none.
  ///
  /// Dates ("15.08.2017"), percentages and numbers inside words ("RTX3090") are passed over.
  func next(from start: Int) -> Found? {
    var at = start
    while at < text.count {
      guard isDigit(at) || isSeparator(at) && at + 1 < text.count && isDigit(at + 1) && !isDigit(at - 1) else {
        at += 1
        continue
      }
      let end = extent(from: at)
      if let found = read(at..<end), !isPercentage(end), !isDate(at..<end) { return found }
      at = max(end, at + 1)
    }
    return nil
  }

  private func isDigit(_ at: Int) -> Bool { at >= 0 && at < text.count && text[at].value >= 48 && text[at].value <= 57 }
  private func isSeparator(_ at: Int) -> Bool { at >= 0 && at < text.count && (text[at] == "." || text[at] == ",") }
  private func isSpace(_ at: Int) -> Bool {
    guard at < text.count else { return false }
    return [0x20, 0xA0, 0x2009, 0x202F, 0x2007].contains(text[at].value)
  }

  /// Exactly `count` digits at `at`, and no more.
  private func hasDigits(_ count: Int, at: Int) -> Bool {
    (0..<count).allSatisfy { isDigit(at + $0) } && !isDigit(at + count)
  }

  private func extent(from start: Int) -> Int {
    var at = start
    while at < text.count {
      if isDigit(at) {
        at += 1
      } else if isSeparator(at) {
        if isDigit(at + 1) {
          at += 1
        } else if isSpace(at + 1), hasDigits(2, at: at + 2), !isDigit(at - 4) || text[at] == "." || text[at] == "," {
          at += 2
        } else {
          break
        }
      } else if text[at] == "'" || text[at] == "’", hasDigits(3, at: at + 1) {
        at += 1
      } else if isSpace(at), hasDigits(3, at: at + 1), groupBefore(at, from: start) {
        at += 1
      } else {
        break
      }
    }
    return at
  }

  /// Whether one to three digits, after a start or another group mark, end right before `at`.
  private func groupBefore(_ at: Int, from start: Int) -> Bool {
    var count = 0
    while at - count - 1 >= start, isDigit(at - count - 1) { count += 1 }
    let edge = at - count - 1
    return (1...3).contains(count) && (edge < start || isSpace(edge) && count == 3)
  }

  private func read(_ range: Range<Int>) -> Found? {
    let marks = range.filter { isSeparator($0) }
    var point: Int?
    if let last = marks.last {
      let kinds = Set(marks.map { text[$0] })
      let after = (last + 1..<range.upperBound).filter(isDigit).count
      let before = (range.lowerBound..<last).filter(isDigit).count
      let repeats = marks.count { text[$0] == text[last] } > 1
      if let decimalSeparator {
        let same = marks.filter { text[$0] == decimalSeparator }
        point = same.count == 1 ? same[0] : nil
        if kinds.count == 1, text[last] != decimalSeparator, after != 3, !repeats { point = last }
      } else if kinds.count == 2 {
        point = repeats || before == 0 || last == marks.first ? nil : last
        if text[marks[0]] == text[range.lowerBound], isSeparator(range.lowerBound), after == 3 { point = nil }
      } else if !repeats {
        let isZero = before == 1 && text[range.lowerBound] == "0"
        point = after == 3 && (1...3).contains(before) && !isZero ? nil : last
      }
    }
    let whole = (range.lowerBound..<(point ?? range.upperBound)).filter(isDigit).map {
      UInt8(truncatingIfNeeded: text[$0].value)
    }
    let fraction =
      point.map { ($0..<range.upperBound).filter(isDigit).map { UInt8(truncatingIfNeeded: text[$0].value) } } ?? []
    return Decimal(whole: whole, fraction: fraction).map { Found(value: $0, range: range) }
  }

  private func isPercentage(_ end: Int) -> Bool {
    end < text.count && (text[end] == "%" || isSpace(end) && end + 1 < text.count && text[end + 1] == "%")
  }

  private func isDate(_ range: Range<Int>) -> Bool {
    let parts = text[range].split(whereSeparator: { $0 == "." || $0 == "," })
    return parts.count == 3 && parts[0].count <= 2 && parts[1].count <= 2
      && (parts[2].count == 4 || parts[2].count == 2)
  }
}
