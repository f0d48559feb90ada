import Records

/// Reads when something was posted or published.
struct TimeReader: Sendable {
  let words: DateWords
  /// The moment that relative times count from, and after which nothing was posted; nil when it is not known.
  let now: Instant?
  /// Minutes that the source's clock is ahead of UTC; nil when it is not known.
  let utcOffsetMinutes: Int?
  /// Whether "05/06/2025" begins with the month; nil when it may.
  let isMonthFirst: Bool?

  /// - Parameter locale: The locale of the text, as BCP 47; it tells the order of "05/06/2025".
  init(words: DateWords, now: Instant?, utcOffsetMinutes: Int?, locale: String? = nil) {
    self.words = words
    self.now = now
    self.utcOffsetMinutes = utcOffsetMinutes
    isMonthFirst = locale.flatMap { $0.hasPrefix("en") ? ($0 == "en-US" ? true : $0 == "en" ? nil : false) : false }
  }

  /// The moment of a text: RFC 3339, RFC 822, epoch, a date with or without year, or relative ("Вчера 23:51").
  ///
  /// What a text leaves open stays open: no zone is guessed, and nothing is posted after it was seen.
  func read(_ text: String) -> PostedReading { moment(of: text).notAfter(now) }

  /// The moment that a publisher dates a text, also one that lies ahead.
  func publishedAtAnyTime(_ text: String) -> Instant? { moment(of: text).instant }

  private func moment(of text: String) -> PostedReading {
    if let instant = Instant(rfc3339: text) { return .exactly(instant) }
    let title = FoldedTitle(text)
    if let epoch = epoch(text) { return epoch }
    let hits = words.hits(in: title)
    return named(text, title.words, hits) ?? ago(title.words, hits) ?? monthMark(text, title.words, hits)
      ?? monthName(text, title.words, hits) ?? numeric(text, title.words, hits) ?? .open("posted_unreadable")
  }

  /// Seconds or milliseconds since 1970, between 2001 and 2286.
  private func epoch(_ text: String) -> PostedReading? {
    let digits = text.utf8
    guard digits.count == 10 || digits.count == 13, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int(text), digits.first != 0x30
    else { return nil }
    return .exactly(Instant(seconds: digits.count == 13 ? number / 1000 : number))
  }

  /// "just now", "Сегодня", "Вчера 23:51", "hôm qua".
  private func named(_ text: String, _ all: [Word], _ hits: [Hit]) -> PostedReading? {
    if hits.contains(where: { $0.concept == .dateNow }) { return now.map { .exactly($0) } ?? .open("posted_zone_open") }
    guard let hit = hits.first(where: { Self.daysBack[$0.concept] != nil }), let back = Self.daysBack[hit.concept]
    else {
      return nil
    }
    let clock = ClockText(text, Array(all[hit.words.upperBound...]), hits)
    let before = ClockText(text, Array(all[..<hit.words.lowerBound]), hits)
    guard let now, let offset = clock.offsetMinutes ?? utcOffsetMinutes else { return .open("posted_zone_open") }
    let today = Instant(seconds: now.seconds + offset * 60).day
    return moment(today.adding(-back), clock.isPresent ? clock : before, offset)
  }

  private static let daysBack: [Concept: Int] = [.dateToday: 0, .dateYesterday: 1, .dateBeforeYesterday: 2]

  /// "3 days ago", "3天前", "vor 2 Tagen", "hace 3 días": a number, a unit, and a word that says it is past.
  private func ago(_ all: [Word], _ hits: [Hit]) -> PostedReading? {
    guard hits.contains(where: { $0.concept == .dateAgo }) else { return nil }
    guard let now else { return .open("posted_zone_open") }
    for hit in hits {
      guard let unit = DateWords.units[hit.concept], !hit.isInside, hit.words.lowerBound > 0 else { continue }
      let before = hit.words.lowerBound - 1
      let isOne = hits.contains { $0.concept == .dateOne && $0.words.upperBound == hit.words.lowerBound }
      guard let number = all[before].number ?? (isOne ? 1 : nil), number < 10_000 else { continue }
      return back(number, unit, from: now)
    }
    // "3d ago": number and unit in one word.
    for word in all {
      let digits = word.text.prefix { $0 >= "0" && $0 <= "9" }
      guard !digits.isEmpty, let number = Int(digits), number < 10_000 else { continue }
      let rest = words.hits(in: FoldedTitle(String(word.text.dropFirst(digits.count))))
      if let unit = rest.lazy.compactMap({ DateWords.units[$0.concept] }).first { return back(number, unit, from: now) }
    }
    return nil
  }

  private func back(_ number: Int, _ unit: Int, from now: Instant) -> PostedReading {
    PostedReading(
      instant: Instant(seconds: now.seconds - number * unit),
      flag: unit > 86_400 ? "posted_about" : unit == 86_400 ? "posted_day" : nil)
  }

  /// "2025年7月20日", "20 tháng 7, 2025": a number of the month beside its mark.
  private func monthMark(_ text: String, _ all: [Word], _ hits: [Hit]) -> PostedReading? {
    for hit in hits where !hit.isInside {
      let at = hit.words.lowerBound
      if hit.concept == .dateMonthMark, at > 0, let month = all[at - 1].number, month <= 12, at + 1 < all.count,
        let day = all[at + 1].number
      {
        let hasYear = at > 2 && hits.contains { $0.concept == .dateYearMark && $0.words.lowerBound == at - 2 }
        return date(hasYear ? all[at - 3].number : nil, month, day, ClockText(text, Array(all[(at + 2)...]), hits))
      }
      let behind = hit.words.upperBound
      if hit.concept == .dateMonthWord, at > 0, let day = all[at - 1].number, behind < all.count,
        let month = all[behind].number, month <= 12
      {
        let next = behind + 1
        let year = next < all.count && all[next].text.utf8.count == 4 ? all[next].number : nil
        return date(year, month, day, ClockText(text, Array(all[(year == nil ? next : next + 1)...]), hits))
      }
    }
    return nil
  }

  /// "Mon, 14 Jul 2025 21:05:00 +0200", "12 мая 14:05", "Jul 20", "20 de julio de 2025".
  private func monthName(_ text: String, _ all: [Word], _ hits: [Hit]) -> PostedReading? {
    guard let hit = hits.first(where: { DateWords.months.contains($0.concept) }),
      let month = DateWords.months.firstIndex(of: hit.concept)
    else { return nil }
    let at = hit.words.lowerBound
    let next = hit.words.upperBound
    var day: Int?
    var rest = next
    for back in 1...2 where day == nil && at - back >= 0 {
      if let found = ordinal(all[at - back].text), !isClock(all, at - back) { day = found }
    }
    if day == nil, next < all.count {
      day = ordinal(all[next].text)
      rest = next + 1
    }
    guard let day else { return nil }
    var year: Int?
    // The year stands right behind, or one word on ("de 2025"); what begins an hour is none.
    for index in rest..<min(rest + 2, all.count) where year == nil && !isClock(all, index) {
      guard let number = all[index].number else { continue }
      let length = all[index].text.utf8.count
      if length == 4, number >= 1970, number <= 2200 {
        year = number
      } else if length == 2, index == rest {
        year = number + (number < 70 ? 2000 : 1900)
      }
      if year != nil { rest = index + 1 }
    }
    // asctime has the year last: "Mon Jul 14 21:05:00 2025".
    if year == nil, let last = all.last, last.text.utf8.count == 4, last.joint == " ", let number = last.number,
      (1970...2200).contains(number)
    {
      year = number
    }
    let behind = ClockText(text, Array(all[rest...]), hits)
    return date(year, month + 1, day, behind.isPresent ? behind : ClockText(text, Array(all[..<at]), hits))
  }

  /// The day of a month: "20", "20th".
  private func ordinal(_ text: String) -> Int? {
    let digits = text.prefix { $0 >= "0" && $0 <= "9" }
    guard ["", "st", "nd", "rd", "th", "er", "º"].contains(text.dropFirst(digits.count)) else { return nil }
    return ClockText.leading(text)
  }

  /// Whether a word is the hour of a time or stands behind its colon.
  private func isClock(_ all: [Word], _ index: Int) -> Bool {
    all[index].joint == ":" || index + 1 < all.count && all[index + 1].joint == ":"
  }

  /// "2025-07-14 21:05", "14.07.2025", "07/20/2025", "07-20 12:30".
  private func numeric(_ text: String, _ all: [Word], _ hits: [Hit]) -> PostedReading? {
    guard
      let at = all.indices.first(where: {
        $0 + 1 < all.count && "-/.".contains(all[$0 + 1].joint) && !all[$0 + 1].joint.isEmpty
      }),
      let first = all[at].number, let second = all[at + 1].number
    else { return nil }
    let joint = all[at + 1].joint
    guard at + 2 < all.count, all[at + 2].joint == joint else { return nil }
    var third = all[at + 2].text
    var rest = Array(all[(at + 3)...])
    if let split = third.firstIndex(of: "t"), Int(third[..<split]) != nil {
      let tail = String(third[third.index(after: split)...])
      rest.insert(Word(text: tail, start: all[at + 2].start, joint: ""), at: 0)
      third = String(third[..<split])
    }
    guard let last = Int(third), max(first, last) <= 2200 else { return nil }
    let clock = ClockText(text, rest, hits)
    if first > 31 { return date(first, second, last, clock) }
    guard last > 31 else { return nil }
    if joint == "." || first > 12 { return date(last, second, first, clock) }
    if second > 12 || first == second { return date(last, first, second, clock) }
    guard let isMonthFirst else { return .open("posted_order_open") }
    return isMonthFirst ? date(last, first, second, clock) : date(last, second, first, clock)
  }

  /// A date with what is known of its year and hour.
  private func date(_ year: Int?, _ month: Int, _ day: Int, _ clock: ClockText) -> PostedReading {
    if let year {
      guard let date = Day(year: year, month: month, day: day) else { return .open("posted_unreadable") }
      return moment(date, clock, clock.offsetMinutes ?? utcOffsetMinutes)
    }
    // Without a year it is the last such day: in January, December is of the year before.
    guard let now else { return .open("posted_year_open") }
    let offset = clock.offsetMinutes ?? utcOffsetMinutes
    let today = Instant(seconds: now.seconds + (offset ?? 0) * 60).day
    let candidates = (0...8).lazy.compactMap { Day(year: today.civil.year - $0, month: month, day: day) }
    if offset == nil, let next = Day(year: today.civil.year, month: month, day: day), next == today.adding(1) {
      return .open("posted_zone_open")
    }
    guard let date = candidates.first(where: { $0 <= today }) else { return .open("posted_unreadable") }
    return moment(date, clock, offset)
  }

  /// A day at an hour; the first moment of the day when the hour is not said.
  private func moment(_ day: Day, _ clock: ClockText, _ offsetMinutes: Int?) -> PostedReading {
    guard clock.isPresent else {
      return PostedReading(instant: Instant(seconds: day.start.seconds - (offsetMinutes ?? 0) * 60), flag: "posted_day")
    }
    guard let seconds = clock.seconds else { return .open("posted_unreadable") }
    guard !clock.hasOpenZone, let offsetMinutes else { return .open("posted_zone_open") }
    return .exactly(Instant(seconds: day.start.seconds + seconds - offsetMinutes * 60))
  }
}
