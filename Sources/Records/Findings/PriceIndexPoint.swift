/// What a price is worth as evidence: an offer's wish or a closed sale.
///
/// The two are never mixed.
public enum PriceBasis: String, Hashable, Sendable, CaseIterable {
  /// An asking price of a live listing.
  case ask
  /// The last price of a listing that its page calls sold.
  case sold
}

/// The robust price level of one model in one week.
public struct PriceIndexPoint: Hashable, Sendable {
  /// Whether enough sellers stand behind the figure.
  public enum Status: String, Hashable, Sendable {
    /// At least `minimumSellers` independent prices.
    case ok
    /// Fewer: shown, but not to be relied on.
    case thin
  }

  /// Below this many independent prices a week is `thin`.
  public static let minimumSellers = 5
  /// The word of the column `method` for this way of estimating.
  public static let method = "huber_weekly"

  /// The model, by its id in the catalog.
  public let modelID: String
  /// Asking or sold prices.
  public let basis: PriceBasis
  /// The Monday on which the week begins.
  public let week: Day
  /// Natural logarithm of US dollars for one card: the estimate itself, unsmoothed.
  public let levelRaw: Double
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

  /// A point from its parts; `status` follows from `n`.
  public init(
    modelID: String, basis: PriceBasis, week: Day, levelRaw: Double, standardError: Double?, usd: Double, low: Double?,
    high: Double?, medianUSD: Double, n: Int, listings: Int
  ) {
    self.modelID = modelID
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
    status = n >= Self.minimumSellers ? .ok : .thin
  }

  /// The name of the series in tables: the model id, with ":sold" behind it for sold prices.
  public var series: String { basis == .ask ? modelID : modelID + ":sold" }
}
