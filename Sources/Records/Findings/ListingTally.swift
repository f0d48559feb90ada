/// What became of the listings of a database: used, or left out and why.
///
/// The parts add up to `total`.
public struct ListingTally: Hashable, Sendable {
  /// Listings first seen on or before the day.
  public var total = 0
  /// Stand behind at least one price level.
  public var used = 0
  /// Systems, baseboards, accessories, components and others.
  public var notACard = 0
  /// Sold for parts or broken.
  public var forParts = 0
  /// Cards whose model stays open.
  public var modelUnresolved = 0
  /// Want-to-buy and trade posts.
  public var notForSale = 0
  /// Price absent, a range, or negotiable.
  public var withoutPrice = 0
  /// A price whose dollars are unknown, since no exchange rate was at hand.
  public var withoutUSD = 0
  /// Listings of an offer that counts through another one already.
  public var repeated = 0
  /// Less than an eighth or more than eight times what sellers of the family ask.
  public var farOff = 0

  /// Nothing counted yet.
  public init() {}
}
