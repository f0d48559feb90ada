/// What stands behind and beside the price levels of models.
public struct IndexFindings: Hashable, Sendable {
  /// Levels of families, and of models by the methods that only check the index.
  public var points: [PriceIndexPoint] = []
  /// What each attribute costs, by series and term.
  public var coefficients: [IndexCoefficient] = []
  /// What each listing of the last window weighs, by listing and series.
  public var weights: [ListingWeight] = []

  /// Nothing found.
  public init() {}
}

/// What one level of an attribute costs beside its reference, all else equal.
public struct IndexCoefficient: Hashable, Sendable {
  /// The series, named as in `PriceIndexPoint.series`.
  public let series: String
  /// The attribute: condition, market, lot, source or model.
  public let attribute: String
  /// Its level.
  public let level: String
  /// The level it is compared with.
  public let reference: String
  /// The difference of log prices; nil where other attributes or the weeks already tell it.
  public let estimate: Double?
  /// Its standard error; nil where there is none.
  public let standardError: Double?
  /// Offers with that level.
  public let n: Int

  /// A coefficient from its parts.
  public init(
    series: String, attribute: String, level: String, reference: String, estimate: Double?, standardError: Double?,
    n: Int
  ) {
    self.series = series
    self.attribute = attribute
    self.level = level
    self.reference = reference
    self.estimate = estimate
    self.standardError = standardError
    self.n = n
  }
}

/// How much a listing counted in a series, and why not more.
public struct ListingWeight: Hashable, Sendable {
  /// Why a listing does not count in full, or stands out although it does.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// It counts as what it is.
    case full
    /// Huber's loss holds it back: its price is far from what such a card costs.
    case heldBack = "held_back"
    /// Its price is more than three times the median of the weeks around it; Huber's loss decides.
    ///
    /// Where fewer than five prices stand around it, it lies above the guide for its model.
    case implausiblyHigh = "implausibly_high"
    /// Its price is less than a third of that median, or below the guide; Huber's loss decides.
    case implausiblyLow = "implausibly_low"
    /// It shows an offer that another listing showed before.
    case sameOffer = "same_offer"
  }

  /// The listing.
  public let listingID: String
  /// The series, named as in `PriceIndexPoint.series`.
  public let series: String
  /// The Monday of the week it counts in.
  public let week: Day
  /// Its share of its seller's single voice in that week.
  public let sellerWeight: Double
  /// What Huber's loss left of it, 1 for all; 0 for a listing that is not taken in.
  public let weight: Double
  /// The log of its price less what was expected; nil where it was not taken in.
  public let residual: Double?
  /// Why.
  public let reason: Reason

  /// A weight from its parts.
  public init(
    listingID: String, series: String, week: Day, sellerWeight: Double, weight: Double, residual: Double?,
    reason: Reason
  ) {
    self.listingID = listingID
    self.series = series
    self.week = week
    self.sellerWeight = sellerWeight
    self.weight = weight
    self.residual = residual
    self.reason = reason
  }
}
