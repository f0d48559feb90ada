/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01; negative before it.
  public let number: Int

  /// The day `number` days after 1970-01-01.
  public init(number: Int) { self.number = number }

  /// A civil date, when it exists.
  ///
  /// The arithmetic is that of H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads "2025-07-14"; nil for anything else.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    var fields = [0, 0, 0]
    for (index, byte) in bytes.enumerated() where index != 4 && index != 7 {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let field = index < 4 ? 0 : index < 7 ? 1 : 2
      fields[field] = fields[field] * 10 + Int(byte) - 0x30
    }
    self.init(year: fields[0], month: fields[1], day: fields[2])
  }

  /// Year, month (1–12) and day (1–31).
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }

  /// The day of the week: 1 for Monday to 7 for Sunday.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// The Monday on or before the day.
  public var monday: Day { Day(number: number - weekday + 1) }

  /// The day `days` later.
  public func adding(_ days: Int) -> Day { Day(number: number + days) }

  /// The first second of the day, in UTC.
  public var start: Instant { Instant(seconds: number * 86_400) }

  /// "2025-07-14".
  public var description: String { String(decoding: digits, as: UTF8.self) }

  /// The bytes of the description, with room for a time behind them.
  var digits: [UInt8] {
    let (year, month, day) = civil
    var text: [UInt8] = []
    text.reserveCapacity(24)
    if (0...9999).contains(year) {
      Day.append(year / 100, to: &text)
      Day.append(year % 100, to: &text)
    } else {
      let years = String(year)
      text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, 4 - years.utf8.count)))
      text.append(contentsOf: years.utf8)
    }
    text.append(UInt8(ascii: "-"))
    Day.append(month, to: &text)
    text.append(UInt8(ascii: "-"))
    Day.append(day, to: &text)
    return text
  }

  /// Appends a number below 100 as two digits.
  static func append(_ number: Int, to text: inout [UInt8]) {
    text.append(UInt8(truncatingIfNeeded: 0x30 + number / 10))
    text.append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
  }

  /// The earlier day is less.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
