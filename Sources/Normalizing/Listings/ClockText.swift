import Records

/// The hour and the zone within the text of a time.
struct ClockText: Sendable {
  /// Whether the text has what could be an hour.
  let isPresent: Bool
  /// Seconds of the day; nil when there is no hour, or none that exists.
  let seconds: Int?
  /// Minutes ahead of UTC that the text itself names.
  let offsetMinutes: Int?
  /// Whether it names a zone by letters that stand for several, hours apart.
  let hasOpenZone: Bool

  /// Reads what stands in some words of a text.
  ///
  /// - Parameters:
  ///   - text: The whole text as shown.
  ///   - words: Its words, those of the date left out.
  ///   - hits: Words such as "pm".
  init(_ text: String, _ words: [Word], _ hits: [Hit]) {
    var found: Int?
    var isPresent = false
    for (index, word) in words.enumerated() where index + 1 < words.count && words[index + 1].joint == ":" {
      guard let hour = word.number else { continue }
      isPresent = true
      guard hour < 24, let minute = Self.leading(words[index + 1].text), minute < 60 else { break }
      let hasSecond = index + 2 < words.count && words[index + 2].joint == ":"
      let second = hasSecond ? Self.leading(words[index + 2].text) ?? 0 : 0
      let isAfternoon = hits.contains { $0.concept == .dateAfternoon } || words[index + 1].text.hasSuffix("pm")
      let isMorning = hits.contains { $0.concept == .dateMorning } || words[index + 1].text.hasSuffix("am")
      let civil = isAfternoon && hour < 12 ? hour + 12 : isMorning && hour == 12 ? 0 : hour
      found = civil * 3600 + minute * 60 + min(second, 59)
      break
    }
    self.isPresent = isPresent
    seconds = found
    offsetMinutes = Self.zone(text, words)
    hasOpenZone = words.last.map { ["cst", "ist", "ast", "gst"].contains($0.text) } ?? false
  }

  /// The number that a word of at most two digits begins with: "20th", "05z".
  static func leading(_ text: String) -> Int? {
    let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
    return digits.count <= 2 ? Int(String(decoding: Array(digits), as: UTF8.self)) : nil
  }

  /// The offset from UTC in minutes that a text names.
  private static func zone(_ text: String, _ words: [Word]) -> Int? {
    if let last = words.last {
      if let minutes = zones[last.text] { return minutes }
      // "(GMT+7)", "UTC-03".
      if words.count >= 2, zones[words[words.count - 2].text] == 0, last.joint == "+" || last.joint == "-",
        let hours = last.number, hours <= 14, last.text.utf8.count <= 2
      {
        return hours * (last.joint == "-" ? -60 : 60)
      }
      let sign = last.joint == "-" ? -1 : 1
      if last.joint == "+" || last.joint == "-", last.text.utf8.count == 4, let number = last.number {
        return (number / 100 * 60 + number % 100) * sign
      }
      if words.count >= 2, last.joint == ":", let minutes = last.number, minutes < 60,
        let hours = words[words.count - 2].number, ["+", "-"].contains(words[words.count - 2].joint)
      {
        return (hours * 60 + minutes) * (words[words.count - 2].joint == "-" ? -1 : 1)
      }
      if last.text.hasSuffix("z"), Int(last.text.dropLast()) != nil { return 0 }
    }
    // A sign after a space reads as a space: look at the text itself.
    let tail = text.utf8.suffix(5)
    guard tail.count == 5, let sign = tail.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      tail.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int(String(decoding: Array(tail.dropFirst()), as: UTF8.self))
    else { return nil }
    return (number / 100 * 60 + number % 100) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static let zones = [
    "gmt": 0, "utc": 0, "z": 0, "ut": 0, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "cet": 60, "met": 60, "cest": 120, "mest": 120, "bst": 60, "msk": 180, "jst": 540,
  ]
}
