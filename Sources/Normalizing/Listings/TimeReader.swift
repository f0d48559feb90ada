import Records

/// Reads when something was posted or published.
struct TimeReader: Sendable {
  /// The moment that relative times count from.
  let now: Instant?
  /// Minutes that the source's clock is ahead of UTC; nil when nobody knows, and then a time of day without a zone is
  /// no moment.
  let utcOffsetMinutes: Int?

  /// The moment of a text: RFC 3339, RFC 822, a day, epoch milliseconds, or relative ("Вчера 23:51", "3 days ago").
  ///
  /// - Returns: nil also for what lies more than a day after `now`: a page cannot tell of that.
  func read(_ text: String) -> Instant? {
    guard let moment = moment(of: text) else { return nil }
    if let now, moment.seconds > now.seconds + 86_400 { return nil }
    return moment
  }

  private func moment(of text: String) -> Instant? {
    if let instant = Instant(rfc3339: text) { return instant }
    let words = FoldedTitle(text).words
    if words.count == 1, words[0].text.utf8.count == 13 || words[0].text.utf8.count == 10,
      let number = Int(words[0].text)
    {
      return Instant(seconds: words[0].text.utf8.count == 13 ? number / 1000 : number)
    }
    return mail(text, words) ?? iso(text, words) ?? relative(words)
  }

  /// "Mon, 14 Jul 2025 21:05:00 +0200", "14 июля 2025 21:05", "Jul 14, 2025".
  private func mail(_ text: String, _ words: [Word]) -> Instant? {
    guard let at = words.firstIndex(where: { Self.month($0.text) != nil }), let month = Self.month(words[at].text)
    else { return nil }
    let before = at > 0 ? words[at - 1].number : nil
    let after = at + 1 < words.count ? ordinal(words[at + 1].text) : nil
    guard let day = before ?? after else { return nil }
    let yearAt = before != nil ? at + 1 : at + 2
    guard yearAt < words.count, var year = words[yearAt].number else { return nil }
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    guard year >= 1970, year <= 2200, let date = Day(year: year, month: month, day: day) else { return nil }
    let rest = Array(words[(yearAt + 1)...])
    return isAmbiguous(rest) ? nil : moment(date, clock(rest), zone(text, rest))
  }

  private func iso(_ text: String, _ words: [Word]) -> Instant? {
    guard words.count >= 3, let first = words[0].number, let second = words[1].number else { return nil }
    var third = words[2].text
    var rest = Array(words[3...])
    if let split = third.firstIndex(of: "t"), Int(third[..<split]) != nil {
      let tail = String(third[third.index(after: split)...])
      rest.insert(Word(text: tail, start: words[2].start, joint: ""), at: 0)
      third = String(third[..<split])
    }
    guard let last = Int(third), max(first, last) <= 2200 else { return nil }
    let joint = words[1].joint
    guard ["-", "/", "."].contains(joint) else {
      return nil
    }
    let date =
      first > 31
      ? Day(year: first, month: second, day: last) : last > 31 ? Day(year: last, month: second, day: first) : nil
    return date.flatMap { isAmbiguous(rest) ? nil : moment($0, clock(rest), zone(text, rest)) }
  }

  private func relative(_ words: [Word]) -> Instant? {
    guard let now else { return nil }
    let local = Instant(seconds: now.seconds + (utcOffsetMinutes ?? 0) * 60)
    for (index, word) in words.enumerated() {
      if let days = Self.days[word.text] {
        return moment(local.day.adding(-days), clock(Array(words[(index + 1)...])), utcOffsetMinutes)
      }
      guard let number = word.number ?? (["a", "an", "one", "einem", "einer"].contains(word.text) ? 1 : nil),
        index + 1 < words.count,
        number < 10_000, let unit = Self.unit(words[index + 1].text)
      else { continue }
      return Instant(seconds: now.seconds - number * unit)
    }
    if words.count <= 2, ["刚刚", "now"].contains(words.last?.text ?? "") { return now }
    return nil
  }

  private func moment(_ day: Day, _ seconds: Int?, _ offsetMinutes: Int?) -> Instant? {
    guard let seconds else { return Instant(seconds: day.start.seconds - (offsetMinutes ?? 0) * 60) }
    guard let offset = offsetMinutes ?? utcOffsetMinutes else { return nil }
    return Instant(seconds: day.start.seconds + seconds - offset * 60)
  }

  private func ordinal(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber }
    return digits.utf8.count <= 2 ? Int(digits) : nil
  }

  /// "21:05:33" after the date, as seconds of the day.
  private func clock(_ words: [Word]) -> Int? {
    for (index, word) in words.enumerated() where index + 1 < words.count && words[index + 1].joint == ":" {
      guard let hour = word.number, hour < 24, let minute = ordinal(words[index + 1].text), minute < 60 else {
        continue
      }
      let second = index + 2 < words.count && words[index + 2].joint == ":" ? ordinal(words[index + 2].text) ?? 0 : 0
      return hour * 3600 + minute * 60 + min(second, 59)
    }
    return nil
  }

  /// The offset from UTC in minutes that a text names.
  private func zone(_ text: String, _ words: [Word]) -> Int? {
    if let last = words.last {
      if let minutes = Self.zones[last.text] { return minutes }
      let digits = last.text
      if last.joint == "+" || last.joint == "-", digits.utf8.count == 4, let number = last.number {
        return (number / 100 * 60 + number % 100) * (last.joint == "-" ? -1 : 1)
      }
      if words.count >= 2, last.joint == ":", let minutes = last.number, minutes < 60,
        let hours = words[words.count - 2].number,
        ["+", "-"].contains(words[words.count - 2].joint)
      {
        return (hours * 60 + minutes) * (words[words.count - 2].joint == "-" ? -1 : 1)
      }
      if last.text.hasSuffix("z"), Int(last.text.dropLast()) != nil { return 0 }
    }
    // A sign after a space reads as a space: look at the text itself.
    let tail = text.utf8.suffix(5)
    guard tail.count == 5, let sign = tail.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let number = Int(String(decoding: tail.dropFirst(), as: UTF8.self))
    else { return nil }
    return (number / 100 * 60 + number % 100) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  /// Whether a text ends in the name of a zone that stands for several, hours apart.
  private func isAmbiguous(_ words: [Word]) -> Bool {
    words.last.map { ["cst", "ist", "ast", "gst"].contains($0.text) } ?? false
  }

  private static let zones = [
    "gmt": 0, "utc": 0, "z": 0, "ut": 0, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "cet": 60, "met": 60, "cest": 120, "mest": 120, "bst": 60, "msk": 180, "jst": 540,
  ]
  private static let days = [
    "today": 0, "yesterday": 1, "сегодня": 0, "вчера": 1, "позавчера": 2, "heute": 0, "gestern": 1, "hoy": 0, "ayer": 1,
    "今天": 0, "昨天": 1, "前天": 2,
  ]

  private static func month(_ text: String) -> Int? {
    let stems = [
      ["jan", "янв"], ["feb", "фев"], ["mar", "мар", "mär"], ["apr", "апр"], ["may", "мая", "май", "mai"],
      ["jun", "июн"],
      ["jul", "июл"], ["aug", "авг"], ["sep", "сен"], ["oct", "окт", "okt"], ["nov", "ноя"], ["dec", "дек", "dez"],
    ]
    return stems.firstIndex { $0.contains { text.hasPrefix($0) && text.count <= $0.count + 6 } }.map { $0 + 1 }
  }

  private static func unit(_ text: String) -> Int? {
    let stems: [(String, Int)] = [
      ("sec", 1), ("сек", 1), ("秒", 1), ("min", 60), ("мин", 60), ("分钟", 60), ("phút", 60), ("hour", 3600),
      ("час", 3600),
      ("小时", 3600), ("stunde", 3600), ("giờ", 3600), ("hora", 3600), ("day", 86_400), ("день", 86_400), ("дн", 86_400),
      ("天", 86_400), ("tag", 86_400), ("ngày", 86_400), ("día", 86_400), ("week", 604_800), ("недел", 604_800),
      ("周", 604_800),
      ("woche", 604_800), ("tuần", 604_800), ("month", 2_592_000), ("месяц", 2_592_000), ("个月", 2_592_000),
      ("tháng", 2_592_000),
      ("year", 31_536_000), ("год", 31_536_000), ("лет", 31_536_000), ("年", 31_536_000),
    ]
    return stems.first { text.hasPrefix($0.0) }?.1
  }
}
