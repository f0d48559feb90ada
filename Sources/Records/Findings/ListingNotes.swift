/// One listing whose price moved.
public struct PriceMove: Hashable, Sendable {
  /// The listing.
  public var listingID = ""
  /// Its title as shown.
  public var title = ""
  /// Its family, where that is known.
  public var family = ""
  /// When the new price was first seen.
  public var day = Day(number: 0)
  /// The currency of both prices.
  public var currency = ""
  /// The price before, in minor units.
  public var before = 0
  /// The price after, in minor units.
  public var after = 0

  /// No move.
  public init() {}

  /// By how much it moved, in percent of the price before.
  public var percent: Double { before == 0 ? 0 : 100 * (Double(after) / Double(before) - 1) }
}

/// A listing that offers a restricted model where it must not be sold.
public struct GreyListing: Hashable, Sendable {
  /// The listing.
  public var listingID = ""
  /// Its source.
  public var sourceID = ""
  /// Its title as shown.
  public var title = ""
  /// Its family.
  public var family = ""
  /// Where the goods are, as ISO 3166 code.
  public var country = ""
  /// US dollars per card; nil where they are not known.
  public var usd: Double?
  /// The last day it was seen.
  public var lastSeen = Day(number: 0)

  /// No listing.
  public init() {}
}

/// A claim of a report, held against the catalog.
public struct CheckedClaim: Hashable, Sendable {
  /// The report.
  public var reportID = ""
  /// Its place among the claims of the report.
  public var number = 0
  /// The day the report was published or, without one, last seen.
  public var day = Day(number: 0)
  /// Who published it; empty where that is not known.
  public var publisher = ""
  /// The title of the report.
  public var title = ""
  /// The family it is about.
  public var family = ""
  /// What it claims a figure of.
  public var attribute = ""
  /// The figure or word claimed.
  public var claimed = ""
  /// The family it compares with; empty for none.
  public var relativeTo = ""
  /// holds, holds_if, differs or unknown.
  public var verdict = ""
  /// Under which condition it holds, and the figures it was held against.
  public var note = ""

  /// No claim.
  public init() {}
}
