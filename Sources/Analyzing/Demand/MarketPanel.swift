/// Several series of one market on the same nights: what an event study compares.
public struct MarketPanel: Sendable {
  /// What is counted: arrivals a day, or departures a listing and day.
  public enum Flow: Int, Hashable, Sendable, CaseIterable {
    /// Listings that appear.
    case new
    /// Listings that go.
    case gone
  }

  /// The nights.
  public let nights: NightGrid
  /// The names of the series.
  public let names: [String]
  /// The counts of each.
  public private(set) var counts: [NightCounts]

  /// A panel from its parts; each series has a count for each night.
  public init(nights: NightGrid, names: [String], counts: [NightCounts]) {
    precondition(names.count == counts.count, "a name for each series")
    precondition(counts.allSatisfy { $0.new.count == nights.count }, "a count for each night")
    self.nights = nights
    self.names = names
    self.counts = counts
  }

  /// The counts of a series.
  func values(_ series: Int, _ flow: Flow) -> [Double] { flow == .new ? counts[series].new : counts[series].gone }

  /// What they are counted against: days, or listing-days.
  func exposure(_ series: Int, _ flow: Flow, at night: Int) -> Double {
    let gap = nights.gaps[night]
    return flow == .new ? gap : max(counts[series].atRisk[night], 1) * gap
  }

  /// The panel with one more series, the sum of several.
  ///
  /// - Returns: The place of the sum.
  mutating func addSum(of series: [Int], named name: String) -> Int {
    self = MarketPanel(
      nights: nights, names: names + [name],
      counts: counts + [NightCounts(summing: series.map { counts[$0] }, count: nights.count)])
    return counts.count - 1
  }
}
