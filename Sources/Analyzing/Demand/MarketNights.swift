public import Records

/// The nights on which a set of sources was read in full, and which sources two neighbors have in common.
public struct MarketNights: Sendable {
  /// A source that was not read in full for longer than this leaves the panel until it comes back.
  public static let longestSilenceDays = 14

  /// One night that was read, with what it may be compared to.
  public struct Night: Hashable, Sendable {
    /// The night.
    public let date: Day
    /// The earlier night to compare with; nil when no source is common to both.
    public let previous: Day?
    /// The sources that were followed from the one to the other.
    public let sources: Set<String>
  }

  /// The nights in order.
  public let nights: [Night]

  /// The nights of the sources named, from what was covered.
  ///
  /// A night counts only when every source that is being followed then was read in full: half a market would look
  /// like a market that shrank. A source is followed from its first complete night to its last, apart from silences
  /// of more than `longestSilenceDays`.
  public init(coverage: [CoverageNight], sources: Set<String>) {
    var covered: [String: Set<Day>] = [:]
    for night in coverage where night.isComplete && sources.contains(night.sourceID) {
      covered[night.sourceID, default: []].insert(night.date)
    }
    var stretches: [Stretch] = []
    for (source, days) in covered.sorted(by: { $0.key < $1.key }) {
      for day in days.sorted() {
        if let last = stretches.last, last.source == source, day.number - last.end.number <= Self.longestSilenceDays {
          stretches[stretches.count - 1].end = day
          stretches[stretches.count - 1].days.insert(day)
        } else {
          stretches.append(Stretch(source: source, start: day, end: day, days: [day]))
        }
      }
    }
    let all = covered.values.reduce(into: Set<Day>()) { $0.formUnion($1) }.sorted()
    let full = all.filter { day in stretches.allSatisfy { !$0.contains(day) || $0.days.contains(day) } }
    var nights: [Night] = []
    for (index, day) in full.enumerated() {
      let previous = index > 0 ? full[index - 1] : nil
      var common: Set<String> = []
      if let previous {
        for stretch in stretches where stretch.contains(previous) && stretch.contains(day) {
          common.insert(stretch.source)
        }
      }
      nights.append(Night(date: day, previous: common.isEmpty ? nil : previous, sources: common))
    }
    self.nights = nights
  }

  private struct Stretch {
    let source: String
    let start: Day
    var end: Day
    var days: Set<Day>

    func contains(_ day: Day) -> Bool { start <= day && day <= end }
  }
}
