public import Records

/// New and gone listings of each family, night by night, with the gaps left open.
public struct DemandSeries: Sendable {
  /// The points, by family and date: every day from a family's first night to its last.
  public let points: [DemandPoint]

  /// Counts `spans` between the nights that `coverage` says were read.
  ///
  /// - Parameters:
  ///   - bids: Want-to-buy posts; they count on nights when the sources that have them were read in full too.
  ///   - mentions: Stories that name a family, by the day each was first told.
  public init(
    spans: [ListingSpan], coverage: [CoverageNight], bids: [ListingSpan] = [], mentions: [FamilyMention] = []
  ) {
    var families: [String: [String: LiveStretches]] = [:]
    for span in spans {
      // One that was over before it was seen counts for nothing but says where its family is offered.
      let own = span.first <= span.last ? LiveStretches(firsts: [span.first.number], lasts: [span.last.number]) : nil
      families[span.family, default: [:]][span.sourceID, default: LiveStretches()].add(own ?? LiveStretches())
    }
    let bids = Dictionary(grouping: bids, by: \.family)
    let mentions = Dictionary(grouping: mentions, by: \.family)
    var known: [Set<String>: [MarketNights.Night]] = [:]
    func nights(_ sources: Set<String>) -> [MarketNights.Night] {
      if let found = known[sources] { return found }
      let found = MarketNights(coverage: coverage, sources: sources).nights
      known[sources] = found
      return found
    }
    var points: [DemandPoint] = []
    for (family, sources) in families.sorted(by: { $0.key < $1.key }) {
      let posts = bids[family] ?? []
      let postNights = nights(Set(posts.map(\.sourceID)))
      points += DemandSeries.count(
        family, sources, nights(Set(sources.keys)),
        extras: Extras(posts: posts, nights: postNights, mentions: mentions[family] ?? []))
    }
    self.points = points
  }

  private static func count(
    _ family: String, _ sources: [String: LiveStretches], _ nights: [MarketNights.Night], extras: Extras
  ) -> [DemandPoint] {
    let days = nights.map(\.date.number)
    let counts = sources.mapValues { $0.counts(on: days) }
    var points: [DemandPoint] = []
    for (index, night) in nights.enumerated() {
      if let last = points.last {
        for number in stride(from: last.date.number + 1, to: night.date.number, by: 1) {
          points.append(DemandPoint(family: family, date: Day(number: number), status: .gap))
        }
      }
      guard let previous = night.previous else {
        points.append(DemandPoint(family: family, date: night.date, status: .first))
        continue
      }
      var (new, gone, atRisk) = (0.0, 0.0, 0.0)
      for source in night.sources {
        guard let own = counts[source] else { continue }
        new += own.new[index - 1]
        gone += own.gone[index - 1]
        atRisk += own.atRisk[index - 1]
      }
      points.append(
        DemandPoint(
          family: family, date: night.date, status: .ok, gapDays: night.date.number - previous.number, new: Int(new),
          gone: Int(gone), atRisk: Int(atRisk), bids: extras.bids(since: previous, through: night.date),
          mentions: extras.mentioned(since: previous, through: night.date)))
    }
    return points
  }

  /// What is counted beside listings for sale.
  private struct Extras {
    let posts: [ListingSpan]
    let nights: [MarketNights.Night]
    let mentions: [FamilyMention]

    /// Posts first seen between two nights; nil when not all of their sources were read on both.
    func bids(since previous: Day, through date: Day) -> Int? {
      guard let night = nights.first(where: { $0.date == date }), nights.contains(where: { $0.date == previous })
      else { return nil }
      return posts.reduce(0) {
        $0 + ($1.first > previous && $1.first <= date && night.sources.contains($1.sourceID) ? 1 : 0)
      }
    }

    /// Stories first told between two nights.
    func mentioned(since previous: Day, through date: Day) -> Int {
      mentions.reduce(0) { $0 + ($1.day > previous && $1.day <= date ? $1.stories : 0) }
    }
  }
}

/// How many stories of a day name a family.
public struct FamilyMention: Hashable, Sendable {
  /// The family.
  public let family: String
  /// The day they were first told.
  public let day: Day
  /// How many; a story counts once, however often it was printed.
  public let stories: Int

  /// A mention from its parts.
  public init(family: String, day: Day, stories: Int = 1) {
    self.family = family
    self.day = day
    self.stories = stories
  }
}
