import Records

/// A day, month or year that a text names.
struct DateFound: Hashable, Sendable {
  var year: Int?
  var month: Int?
  var day: Int?
  var range: Range<Int>

  /// The date with the year of the report where it names none: the last such month before it.
  func resolved(by published: Day?) -> DateFound? {
    guard year == nil else { return self }
    guard let published, let month else { return nil }
    var found = self
    let civil = published.civil
    found.year = month > civil.month ? civil.year - 1 : civil.year
    return found
  }

  /// "2025-07-14", "2025-07" or "2025".
  var text: String? {
    guard let year else { return nil }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    guard let month else { return "\(year)" }
    return "\(year)-\(two(month))" + (day.map { "-" + two($0) } ?? "")
  }

  /// The day, when it names one.
  var wholeDay: Day? {
    guard let year, let month, let day else { return nil }
    return Day(year: year, month: month, day: day)
  }
}

/// Finds the dates of a report by the words of the vocabulary.
struct DateFinder {
  let text: ReportText
  let dateWords: DateWords
  private var words: [Word] { text.title.words }

  init(_ text: ReportText, _ dateWords: DateWords) {
    self.text = text
    self.dateWords = dateWords
  }

  func dates() -> [DateFound] {
    var found: [DateFound] = []
    for hit in dateWords.hits(in: text.title) {
      if let place = DateWords.months.firstIndex(of: hit.concept) {
        if !hit.isInside, let date = named(place + 1, hit.words) { found.append(date) }
      } else if hit.concept == .dateMonthMark, let date = marked(hit.words) {
        found.append(date)
      } else if hit.concept == .dateMonthWord, let date = worded(hit.words) {
        found.append(date)
      }
    }
    for at in words.indices where words[at].number != nil {
      if let date = numeric(at), !found.contains(where: { $0.range.overlaps(date.range) }) { found.append(date) }
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func range(_ first: Int, _ last: Int) -> Range<Int> {
    words[first].start..<words[last].start + words[last].text.unicodeScalars.count
  }

  private func number(_ at: Int, _ bounds: ClosedRange<Int>) -> Int? {
    guard words.indices.contains(at), let number = words[at].number, bounds.contains(number) else { return nil }
    return number
  }

  private func year(_ at: Int) -> Int? {
    words.indices.contains(at) && words[at].text.utf8.count == 4 ? number(at, 2015...2035) : nil
  }

  /// "14 July 2025", "July 14, 2025", "14 de julio de 2025", "July 2025".
  private func named(_ month: Int, _ place: Range<Int>) -> DateFound? {
    var (first, last) = (place.lowerBound, place.upperBound - 1)
    var day: Int?
    let before = first - (first > 0 && words[first - 1].text == "de" ? 2 : 1)
    if let found = number(before, 1...31) {
      day = found
      first = before
    } else if let found = ordinal(last + 1), year(last + 1) == nil {
      day = found
      last += 1
    }
    let next = last + 1 + (words.indices.contains(last + 1) && ["de", "del"].contains(words[last + 1].text) ? 1 : 0)
    let year = year(next)
    if year != nil { last = next }
    let isCapital = text.shown[words[place.lowerBound].start].properties.isUppercase
    if text.language.code == "en" || text.language.code == "de", !isCapital { return nil }
    // "May", "März": a word that is also another needs a day, a year or "in" beside it.
    if day == nil, year == nil, words[place.lowerBound].text.utf8.count <= 5, text.language.code == "en" {
      let lead = first > 0 ? words[first - 1].text : ""
      guard ["in", "since", "by", "of", "until", "late", "early", "mid", "last", "from"].contains(lead) else {
        return nil
      }
    }
    return DateFound(year: year, month: month, day: day, range: range(first, last))
  }

  private func ordinal(_ at: Int) -> Int? {
    guard words.indices.contains(at) else { return nil }
    let digits = words[at].text.prefix { $0 >= "0" && $0 <= "9" }
    let tail = words[at].text.dropFirst(digits.count)
    guard let value = Int(digits), (1...31).contains(value), ["", "st", "nd", "rd", "th"].contains(tail) else {
      return nil
    }
    // "July 5.5 billion", "July 30%": no day.
    let end = words[at].start + words[at].text.unicodeScalars.count
    if end < text.scalars.count, text.scalars[end] == "%" { return nil }
    if end + 1 < text.scalars.count, text.scalars[end] == ".", text.scalars[end + 1].value &- 0x30 < 10 { return nil }
    return value
  }

  /// "2025年7月14日", "7月".
  private func marked(_ place: Range<Int>) -> DateFound? {
    let at = place.lowerBound
    guard let month = number(at - 1, 1...12), words[at].text.hasPrefix("月") else { return nil }
    var (first, last) = (at - 1, at)
    let day = words[at].text == "月" ? number(at + 1, 1...31) : nil
    if day != nil { last = at + 1 }
    var found: Int?
    if first >= 2, words[first - 1].text.hasPrefix("年"), let year = year(first - 2) {
      found = year
      first -= 2
    }
    return DateFound(year: found, month: month, day: day, range: range(first, last))
  }

  /// "tháng 7 năm 2025", "ngày 14 tháng 7/2025".
  private func worded(_ place: Range<Int>) -> DateFound? {
    var (first, last) = (place.lowerBound, place.upperBound)
    guard let month = number(last, 1...12) else { return nil }
    var day: Int?
    if let found = number(first - 1, 1...31), first > 1, ["ngày", "mùng"].contains(words[first - 2].text) {
      day = found
      first -= 2
    }
    var found: Int?
    if let year = year(last + 1), words[last + 1].joint == "/" || words[last + 1].joint == "-" {
      found = year
      last += 1
    } else if last + 2 < words.count, words[last + 1].text == "năm", let year = year(last + 2) {
      found = year
      last += 2
    }
    return DateFound(year: found, month: month, day: day, range: range(first, last))
  }

  /// "2025-07-14", "14/7/2025", "14.07.2025", "14/7".
  private func numeric(_ at: Int) -> DateFound? {
    guard at + 1 < words.count else { return nil }
    let joint = words[at + 1].joint
    guard joint == "-" || joint == "/" || joint == "." else { return nil }
    if at + 2 < words.count, words[at + 2].joint == joint {
      if let year = year(at), let month = number(at + 1, 1...12), let day = number(at + 2, 1...31) {
        return DateFound(year: year, month: month, day: day, range: range(at, at + 2))
      }
      if let year = year(at + 2), let a = number(at, 1...31), let b = number(at + 1, 1...31) {
        let isMonthFirst = text.language.code == "en" && joint == "/" && a <= 12
        let (day, month) = isMonthFirst || b > 12 ? (b, a) : (a, b)
        guard month <= 12 else { return nil }
        return DateFound(year: year, month: month, day: day, range: range(at, at + 2))
      }
      return nil
    }
    if joint == "/", let month = number(at, 1...12), let year = year(at + 1) {
      return DateFound(year: year, month: month, day: nil, range: range(at, at + 1))
    }
    // "ngày 14/7": a day of a month behind the word for day.
    if joint == "/", text.language.code == "vi", at > 0, ["ngày", "hôm"].contains(words[at - 1].text),
      let day = number(at, 1...31), let month = number(at + 1, 1...12)
    {
      return DateFound(year: nil, month: month, day: day, range: range(at, at + 1))
    }
    return nil
  }
}
