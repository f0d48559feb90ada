/// What a price is worth as evidence: an offer's wish, a closed sale, or what somebody would pay.
///
/// The three are never mixed.
public enum PriceBasis: String, Hashable, Sendable, CaseIterable {
  /// An asking price of a live listing.
  case ask
  /// The last price of a listing that its page calls sold.
  case sold
  /// What a want-to-buy post offers.
  case bid
}

/// The price level of one model or family in one week.
public struct PriceIndexPoint: Hashable, Sendable {
  /// Whether enough sellers stand behind the figure.
  public enum Status: String, Hashable, Sendable {
    /// At least `minimumSellers` independent prices, or an interval of at most ±15 %.
    case ok
    /// Fewer: shown, but not to be relied on.
    case thin
  }

  /// Below this many independent prices a week is `thin`, unless its interval is narrow.
  public static let minimumSellers = 5
  /// The word of the column `method` for the index itself; cross-checks have words of their own.
  public static let method = "hedonic_huber"

  /// The model, by its id in the catalog; the family for a point of `Findings.indices` that has one.
  public let modelID: String
  /// Asking, sold or bid prices.
  public let basis: PriceBasis
  /// The Monday on which the week begins.
  public let week: Day
  /// Natural logarithm of US dollars for one card of constant quality: the estimate itself, unsmoothed.
  public let levelRaw: Double
  /// The level smoothed over the weeks, equal to `levelRaw` where it is not.
  public let level: Double
  /// Standard error of `levelRaw`; nil for a single price or prices without spread.
  public let standardError: Double?
  /// US dollars for one card.
  public let usd: Double
  /// Lower end of the 95 % interval in US dollars; nil where there is no standard error.
  public let low: Double?
  /// Upper end of the 95 % interval in US dollars; nil where there is no standard error.
  public let high: Double?
  /// The plain median in US dollars, as a cross-check.
  public let medianUSD: Double
  /// Independent prices: sellers, each counted once.
  public let n: Int
  /// Listings behind them.
  public let listings: Int
  /// Ok or thin.
  public let status: Status
  /// How it was estimated.
  public let method: String

  /// A point from its parts; without a `status` that follows from `n`, without a `level` it is the raw one.
  public init(
    modelID: String, basis: PriceBasis, week: Day, levelRaw: Double, level: Double? = nil, standardError: Double?,
    usd: Double, low: Double?, high: Double?, medianUSD: Double, n: Int, listings: Int, status: Status? = nil,
    method: String = PriceIndexPoint.method
  ) {
    self.modelID = modelID
    self.level = level ?? levelRaw
    self.method = method
    self.basis = basis
    self.week = week
    self.levelRaw = levelRaw
    self.standardError = standardError
    self.usd = usd
    self.low = low
    self.high = high
    self.medianUSD = medianUSD
    self.n = n
    self.listings = listings
    self.status = status ?? (n >= Self.minimumSellers ? .ok : .thin)
  }

  /// The name of the series in tables: the model or family, with ":sold" or ":bid" behind it for such prices.
  public var series: String { basis == .ask ? modelID : modelID + ":" + basis.rawValue }
}
