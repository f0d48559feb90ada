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
    /// The place of the word that multiplies it among all.
    var unit: Int?
  }

  let text: [Unicode.Scalar]
  /// The decimal separator, when the source or the locale settles it.
  let decimalSeparator: Unicode.Scalar?

  /// Whether percentages count as numbers.
  var takesPercentages = false

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
      if let found = read(at..<end), takesPercentages || !isPercentage(end), !isDate(at..<end) { return found }
      at = max(end, at + 1)
    }
    return nil
  }

  private func isDigit(_ at: Int) -> Bool { at >= 0 && at < text.count && text[at].value >= 48 && text[at].value <= 57 }
  private func isSeparator(_ at: Int) -> Bool { at >= 0 && at < text.count && (text[at] == "." || text[at] == ",") }
  private func isSpace(_ at: Int) -> Bool {
    guard at < text.count else { return false }
    switch text[at].value {
    case 0x20, 0xA0, 0x2009, 0x202F, 0x2007: return true
    default: return false
    }
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
    Decimal(digitsOf: text, in: range, point: point(in: range)).map { Found(value: $0, range: range) }
  }

  /// Where the decimal point stands; nil when every separator groups digits.
  private func point(in range: Range<Int>) -> Int? {
    var first = -1
    var last = -1
    var points = 0
    var commas = 0
    for at in range where isSeparator(at) {
      if first < 0 { first = at }
      last = at
      if text[at] == "." { points += 1 } else { commas += 1 }
    }
    guard last >= 0 else { return nil }
    var after = 0
    for at in last + 1..<range.upperBound where isDigit(at) { after += 1 }
    var before = 0
    for at in range.lowerBound..<last where isDigit(at) { before += 1 }
    let repeats = (text[last] == "." ? points : commas) > 1
    let isMixed = points > 0 && commas > 0
    if let decimalSeparator {
      let same = decimalSeparator == "." ? points : decimalSeparator == "," ? commas : 0
      if same == 1 { return range.first { isSeparator($0) && text[$0] == decimalSeparator } }
      return !isMixed && text[last] != decimalSeparator && after != 3 && !repeats ? last : nil
    }
    if isMixed {
      if repeats || before == 0 { return nil }
      return first == range.lowerBound && after == 3 ? nil : last
    }
    if repeats { return nil }
    let isZero = before == 1 && text[range.lowerBound] == "0"
    return after == 3 && (1...3).contains(before) && !isZero ? nil : last
  }

  private func isPercentage(_ end: Int) -> Bool {
    end < text.count && (text[end] == "%" || isSpace(end) && end + 1 < text.count && text[end + 1] == "%")
  }

  /// "15.08.2017", "1.2.17".
  private func isDate(_ range: Range<Int>) -> Bool {
    var lengths = (0, 0, 0)
    var part = 0
    for at in range {
      if isSeparator(at) {
        part += 1
        if part > 2 { return false }
      } else if part == 0 {
        lengths.0 += 1
      } else if part == 1 {
        lengths.1 += 1
      } else {
        lengths.2 += 1
      }
    }
    return part == 2 && (1...2).contains(lengths.0) && (1...2).contains(lengths.1)
      && (lengths.2 == 4 || lengths.2 == 2)
  }
}
