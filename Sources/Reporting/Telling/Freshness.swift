import Records

/// How fresh one source is on the day of the report.
struct Freshness {
  let facts: SourceFacts
  let lastAsked: Day?
  let lastComplete: Day?
  /// Nights of the last thirty that were not read in full, since the source was first asked.
  let gaps: Int
  /// The nights those are counted among.
  let nights: Int
  /// Complete nights of all time.
  let completeNights: Int

  /// Whether it is read night by night and has not been read in full for more than two days.
  ///
  /// A source whose pages somebody saves now and then does not fall silent.
  func isSilent(on day: Day?) -> Bool { completeNights >= 5 && (age(on: day) ?? 0) > 2 }

  /// Days since the last complete night; nil where there was none.
  func age(on day: Day?) -> Int? {
    guard let day, let lastComplete else { return nil }
    return day.number - lastComplete.number
  }

  /// Every source that was ever asked or has listings, by id.
  static func all(_ findings: Findings) -> [Freshness] {
    let nights = Dictionary(grouping: findings.coverage, by: \.sourceID)
    var known = Dictionary(findings.facts.sources.map { ($0.sourceID, $0) }) { first, _ in first }
    for id in nights.keys where known[id] == nil {
      var facts = SourceFacts()
      facts.sourceID = id
      facts.name = id
      known[id] = facts
    }
    return known.values.filter { $0.listings > 0 || nights[$0.sourceID] != nil }.sorted { $0.sourceID < $1.sourceID }
      .map { facts in
        let own = nights[facts.sourceID] ?? []
        let end = findings.asOf ?? Day(number: 0)
        let first = max(own.map(\.date).min() ?? end, end.adding(-29))
        let complete = own.filter(\.isComplete).map(\.date)
        let recent = Set(complete.filter { $0 >= first }).count
        let span = own.isEmpty ? 0 : end.number - first.number + 1
        return Freshness(
          facts: facts, lastAsked: own.map(\.date).max(), lastComplete: complete.max(), gaps: span - recent,
          nights: span, completeNights: complete.count)
      }
  }
}
