import Records

/// Reads the three date forms of RFC 9110, 5.6.7.
enum HTTPDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// The moment, or nil when the text is none of the three forms.
  ///
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. A year of two
  /// digits means the one that is at most 50 years ahead of `now`.
  static func read(_ text: String, now: Instant) -> Instant? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
    let day: String
    let month: String
    let year: String
    let time: String
    switch words.count {
    case 6 where words[5].uppercased() == "GMT": (day, month, year, time) = (words[1], words[2], words[3], words[4])
    case 5: (month, day, time, year) = (words[1], words[2], words[3], words[4])
    default: return nil
    }
    guard let monthNumber = months.firstIndex(of: month.lowercased()), let dayNumber = number(day, 1...2),
      var yearNumber = number(year, 2...4)
    else { return nil }
    if year.utf8.count == 2 {
      let thisYear = Int(now.description.prefix(4)) ?? 2000
      yearNumber += thisYear / 100 * 100
      if yearNumber > thisYear + 50 { yearNumber -= 100 }
    }
    return Instant(rfc3339: "\(yearNumber)-\(two(monthNumber + 1))-\(two(dayNumber))T\(time)Z")
  }

  private static func number(_ text: String, _ length: ClosedRange<Int>) -> Int? {
    guard length.contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
