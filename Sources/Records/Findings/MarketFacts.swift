/// What a report tells beside the analysis, as it stands in the tables.
public struct MarketFacts: Hashable, Sendable {
  /// The last night on which something was read; nil for a database without one.
  public var night: Day?
  /// The night before it on which something was read.
  public var nightBefore: Day?
  /// Listings first seen on the night or after.
  public var newListings = 0
  /// Listings that a page called sold or ended, or that complete nights no longer showed, on the night or after.
  public var goneListings = 0
  /// Listings whose price moved on the night or after.
  public var movedListings = 0
  /// The largest of those moves.
  public var moves: [PriceMove] = []
  /// The vintage of the price index before this one.
  public var vintageBefore: Day?
  /// The last level of each series in that vintage.
  public var levelsBefore: [String: LevelBefore] = [:]
  /// How many listings offer restricted models where they must not be sold.
  public var greyListings = 0
  /// The last seen of them.
  public var grey: [GreyListing] = []
  /// How many claims reports made.
  public var claimCount = 0
  /// The newest of them.
  public var claims: [CheckedClaim] = []
  /// The sources, by id.
  public var sources: [SourceFacts] = []
  /// US dollars for one unit of a currency, on the last day that has a rate.
  public var rates: [String: Double] = [:]

  /// Nothing known.
  public init() {}

  /// A level that an earlier vintage told.
  public struct LevelBefore: Hashable, Sendable {
    /// The Monday of its week.
    public let week: Day
    /// US dollars for one card.
    public let usd: Double
    /// Ok or thin.
    public let status: PriceIndexPoint.Status

    /// A level from its parts.
    public init(week: Day, usd: Double, status: PriceIndexPoint.Status) {
      self.week = week
      self.usd = usd
      self.status = status
    }
  }
}

/// A source as a report names it: how fresh it is, and what its data may be used for.
public struct SourceFacts: Hashable, Sendable {
  /// Its id.
  public var sourceID = ""
  /// The name for people.
  public var name = ""
  /// Its terms of use, in words.
  public var terms = ""
  /// How long its pages may be kept.
  public var retention = ""
  /// What its data may be used for, words with spaces between.
  public var allowedUses = ""
  /// Listings of it.
  public var listings = 0

  /// A source without a name.
  public init() {}

  /// Whether figures made from it may be passed on.
  public var allowsAggregates: Bool {
    allowedUses.split(separator: " ").contains { $0 == "aggregates" || $0 == "records" || $0 == "pages" }
  }
}
