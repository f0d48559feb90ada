public import Records

/// New and gone listings of each family, night by night, with the gaps left open.
public struct DemandSeries: Sendable {
  /// The points, by family and date: every day from a family's first night to its last.
  public let points: [DemandPoint]

  /// Counts `spans` between the nights that `coverage` says were read.
  public init(spans: [ListingSpan], coverage: [CoverageNight]) {
    var families: [String: [ListingSpan]] = [:]
    for span in spans { families[span.family, default: []].append(span) }
    var points: [DemandPoint] = []
    var known: [Set<String>: MarketNights] = [:]
    for (family, members) in families.sorted(by: { $0.key < $1.key }) {
      let sources = Set(members.map(\.sourceID))
      let nights = known[sources] ?? MarketNights(coverage: coverage, sources: sources)
      known[sources] = nights
      points += DemandSeries.count(family, members, nights.nights)
    }
    self.points = points
  }

  private static func count(_ family: String, _ spans: [ListingSpan], _ nights: [MarketNights.Night]) -> [DemandPoint] {
    var points: [DemandPoint] = []
    for night in nights {
      if let last = points.last {
        for number in (last.date.number + 1)..<max(last.date.number + 1, night.date.number) {
          points.append(
            DemandPoint(
              family: family, date: Day(number: number), status: .gap, gapDays: nil, new: nil, gone: nil, atRisk: nil))
        }
      }
      guard let previous = night.previous else {
        points.append(
          DemandPoint(
            family: family, date: night.date, status: .first, gapDays: nil, new: nil, gone: nil, atRisk: nil))
        continue
      }
      var (new, gone, atRisk) = (0, 0, 0)
      for span in spans where span.first <= span.last && night.sources.contains(span.sourceID) {
        if span.first > previous && span.first <= night.date { new += 1 }
        if span.first <= previous && span.last >= previous {
          atRisk += 1
          if span.last < night.date { gone += 1 }
        }
      }
      points.append(
        DemandPoint(
          family: family, date: night.date, status: .ok, gapDays: night.date.number - previous.number, new: new,
          gone: gone, atRisk: atRisk))
    }
    return points
  }
}
