/// How long offers of one family stay on the market, with those that are still there counted as such.
public struct TimeOnMarket: Hashable, Sendable {
  /// The share still there after some days, with its 95 % interval.
  public struct Share: Hashable, Sendable {
    /// The share, from 0 to 1.
    public let share: Double
    /// The lower limit; nil where nothing is left.
    public let low: Double?
    /// The upper limit; nil where nothing is left.
    public let high: Double?

    /// A share from its parts.
    public init(share: Double, low: Double?, high: Double?) {
      self.share = share
      self.low = low
      self.high = high
    }
  }

  /// The family.
  public let family: String
  /// The first day whose new offers count.
  public let since: Day
  /// Offers that were seen to come, those of one seller and day together as one.
  public let offers: Int
  /// How many of them went.
  public let gone: Int
  /// Days until a quarter had gone; nil when fewer have.
  public let quarterDays: Int?
  /// Days until half had gone; nil when fewer have.
  public let medianDays: Int?
  /// The lower limit of that; nil when unknown.
  public let medianLow: Int?
  /// The upper limit of that; nil when it is beyond what was seen.
  public let medianHigh: Int?
  /// What is left after a week; nil when none was followed so long.
  public let week: Share?
  /// What is left after thirty days; nil when none was followed so long.
  public let month: Share?

  /// Times from their parts.
  public init(
    family: String, since: Day, offers: Int, gone: Int, quarterDays: Int?, medianDays: Int?, medianLow: Int?,
    medianHigh: Int?, week: Share?, month: Share?
  ) {
    self.family = family
    self.since = since
    self.offers = offers
    self.gone = gone
    self.quarterDays = quarterDays
    self.medianDays = medianDays
    self.medianLow = medianLow
    self.medianHigh = medianHigh
    self.week = week
    self.month = month
  }

  /// Fewer offers gone than this say little of how long the others stay.
  public static let leastGone = 5
  /// Whether too few have gone to rely on it.
  public var isThin: Bool { gone < Self.leastGone }
}
