/// A stretch of nights on which a family's listings came or went unusually often, or oddly.
public struct DemandSpike: Hashable, Sendable {
  /// What the stretch says.
  public enum Kind: String, Hashable, Sendable {
    /// Demand or supply moved for several nights, beyond what the other families did.
    case demand
    /// Single nights so odd that the data should be looked at first.
    case dataQuality = "data_quality"
  }

  /// What is counted.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// Listings that appear, per day.
    case new
    /// Listings that go, per listing and day.
    case gone
  }

  /// The family.
  public let family: String
  /// What is counted.
  public let measure: Measure
  /// What it says.
  public let kind: Kind
  /// The first night.
  public let start: Day
  /// The night of its height.
  public let peak: Day
  /// The last night.
  public let end: Day
  /// Its height over the level before, in log points; negative for a hollow.
  public let size: Double
  /// The share of false finds to expect among all spikes up to this one.
  public let q: Double
  /// Events in reach, the nearest first; empty for one that nothing explains.
  public let events: [String]

  /// A spike from its parts.
  public init(
    family: String, measure: Measure, kind: Kind, start: Day, peak: Day, end: Day, size: Double, q: Double,
    events: [String]
  ) {
    self.family = family
    self.measure = measure
    self.kind = kind
    self.start = start
    self.peak = peak
    self.end = end
    self.size = size
    self.q = q
    self.events = events
  }

  /// How it was found, a word of the column `method`.
  public var method: String { kind == .demand ? "cusum" : "s_h_esd" }
  /// The word of the column `measure`.
  public var measureWord: String { kind == .demand ? measure.rawValue : "quality_" + measure.rawValue }
}
