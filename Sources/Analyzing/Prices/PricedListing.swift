public import Records

/// A card for sale at one price, as the price level takes it in.
public struct PricedListing: Hashable, Sendable {
  /// The listing's own id.
  public let listingID: String
  /// The offer it belongs to, so that the same card shown twice counts once.
  public let offerID: String
  /// The seller, or the listing where the seller is unknown.
  public let seller: String
  /// The one model it resolves to.
  public let modelID: String
  /// Asking or sold.
  public let basis: PriceBasis
  /// The day the price was first seen.
  public let day: Day
  /// US dollars for one card, above 0.
  public let usd: Double

  /// A priced listing from its parts.
  public init(
    listingID: String, offerID: String, seller: String, modelID: String, basis: PriceBasis, day: Day, usd: Double
  ) {
    self.listingID = listingID
    self.offerID = offerID
    self.seller = seller
    self.modelID = modelID
    self.basis = basis
    self.day = day
    self.usd = usd
  }
}
