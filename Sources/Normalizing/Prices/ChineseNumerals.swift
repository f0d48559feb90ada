/// Reads amounts written in Chinese numerals: "一万二" is 12,000, "两万五" is 25,000, "八千" is 8,000.
enum ChineseNumerals {
  /// The first amount in a text, with its place; nil when there is none of at least two numerals.
  static func amount(in text: [Unicode.Scalar]) -> NumberScanner.Found? {
    var at = 0
    while at < text.count {
      guard digits[text[at]] != nil || text[at] == "十" else {
        at += 1
        continue
      }
      var end = at
      while end < text.count, digits[text[end]] != nil || units[text[end]] != nil { end += 1 }
      if text[at..<end].contains(where: { (units[$0] ?? 0) >= 100 }) {
        return NumberScanner.Found(value: Decimal(value(of: text[at..<end])), range: at..<end)
      }
      at = end
    }
    return nil
  }

  /// Every run of at least one numeral, with its value and place: "三十" is 30, "六" is 6.
  static func numbers(in text: [Unicode.Scalar], _ range: Range<Int>) -> [(value: Int, range: Range<Int>)] {
    var found: [(value: Int, range: Range<Int>)] = []
    var at = range.lowerBound
    while at < range.upperBound {
      guard digits[text[at]] != nil || text[at] == "十" else {
        at += 1
        continue
      }
      var end = at
      while end < range.upperBound, digits[text[end]] != nil || units[text[end]] != nil { end += 1 }
      found.append((value(of: text[at..<end]), at..<end))
      at = end
    }
    return found
  }

  /// A numeral at the end takes the next lower place: 一万二 is 12,000.
  private static func value(of numerals: ArraySlice<Unicode.Scalar>) -> Int {
    var total = 0
    var section = 0
    var digit: Int?
    var lastUnit = 1
    for numeral in numerals.prefix(12) {
      if let value = digits[numeral] {
        digit = value
        if value == 0 { lastUnit = 1 }
      } else if let unit = units[numeral] {
        if unit >= 10_000 {
          total += max(section + (digit ?? 0), 1) * unit
          section = 0
        } else {
          section += (digit ?? 1) * unit
        }
        digit = nil
        lastUnit = unit
      }
    }
    return total + section + (digit ?? 0) * max(lastUnit / 10, 1)
  }

  private static let digits: [Unicode.Scalar: Int] = [
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]
  private static let units: [Unicode.Scalar: Int] = [
    "十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000,
  ]
}
