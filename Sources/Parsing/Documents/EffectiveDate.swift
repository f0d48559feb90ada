import Records

/// Reads the day on which an official document takes effect from what it says of its dates.
///
///     EffectiveDate("This rule is effective January 16, 2025, except for instruction 3.", published: "2025-01-15")
///     // day "2025-01-16"
struct EffectiveDate: Hashable, Sendable {
  /// The first day of effect.
  let day: Day
  /// Later days of effect, of parts.
  let others: [Day]

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
  private static let atOnce = [
    "upon publication", "on publication", "on the date of publication", "on date of publication",
    "effective immediately",
    "upon its publication", "as of the date of publication", "date of publication in the federal register",
    "upon filing", "effective today",
  ]

  /// Nil when the text names no day of effect.
  ///
  /// - Parameter published: The day of publication, for what is effective with it.
  init?(_ text: String, published: String?) {
    if let day = Day(iso: String(text.prefix(10))), text.utf8.count == 10 {
      self.day = day
      others = []
      return
    }
    let lower = text.lowercased()
    var days: [Day] = []
    for clause in Self.clauses(of: lower) {
      for day in Self.dates(in: clause) where !days.contains(day) { days.append(day) }
    }
    if let first = days.first {
      day = first
      others = days.dropFirst().sorted()
      return
    }
    guard Self.atOnce.contains(where: lower.contains), lower.contains("effective"),
      let day = published.flatMap({ Day(iso: String($0.prefix(10))) })
    else { return nil }
    self.day = day
    others = []
  }

  /// The parts of a text that tell of effect: from each "effective" to the end of its clause.
  private static func clauses(of text: String) -> [Substring] {
    var clauses: [Substring] = []
    var rest = text[...]
    while let found = rest.firstRange(of: "effective") {
      let behind = rest[found.upperBound...]
      let next = behind.firstRange(of: "effective")?.lowerBound ?? behind.endIndex
      var end = behind.startIndex
      while end < next {
        // A sentence ends at a period that no number or abbreviation has.
        if behind[end] == ".", behind[behind.index(after: end)...].first.map({ $0 == " " || $0 == "\n" }) ?? true {
          break
        }
        if behind[end] == ";" { break }
        end = behind.index(after: end)
      }
      var clause = behind[..<end]
      for stop in [
        "comments must", "comments are due", "comments should", "comment due", "submit comments", "published on",
        "in the rule published",
      ] {
        if let cut = clause.firstRange(of: stop) { clause = clause[..<cut.lowerBound] }
      }
      clauses.append(clause)
      rest = text[next...]
      if next == text.endIndex { break }
    }
    return clauses
  }

  /// "january 16, 2025", "16 january 2025", "2025-01-16" and "01/16/2025".
  private static func dates(in clause: Substring) -> [Day] {
    let words = clause.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "/") }
    var days: [Day] = []
    for (index, word) in words.enumerated() {
      if let day = Day(iso: String(word)) {
        days.append(day)
      } else if let month = months.firstIndex(where: {
        $0 == word || $0.prefix(3) == word || word == "sept" && $0 == "september"
      }) {
        func number(_ at: Int) -> Int? { words.indices.contains(at) ? Int(words[at].prefix { $0.isNumber }) : nil }
        if let day = number(index + 1), let year = number(index + 2), year > 1900,
          let found = Day(year: year, month: month + 1, day: day)
        {
          days.append(found)
        } else if let day = number(index - 1), let year = number(index + 1), year > 1900,
          let found = Day(year: year, month: month + 1, day: day)
        {
          days.append(found)
        }
      } else {
        let parts = word.split(separator: "/").compactMap { Int($0) }
        if parts.count == 3, parts[2] > 1900, let found = Day(year: parts[2], month: parts[0], day: parts[1]) {
          days.append(found)
        }
      }
    }
    return days
  }
}
