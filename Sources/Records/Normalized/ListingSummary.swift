/// What `Deduplicating` needs to know of a listing to tell whether two are one offer.
public struct ListingSummary: Hashable, Sendable {
  /// The id of the listing.
  public var listingID: String
  /// The salted hash of the seller's name.
  public var sellerHash: String?
  /// The model, when exactly one is left.
  public var modelID: String?
  /// The title as shown.
  public var title: String
  /// The last price, as "USD 120000" in minor units or "USD 90000-120000" for a range; nil without one.
  public var price: String?
  /// GPUs that one purchase delivers.
  public var quantity: Int
  /// Which way the goods go.
  public var side: Listing.Side

  /// A summary from its parts.
  public init(
    listingID: String, sellerHash: String?, modelID: String?, title: String, price: String?, quantity: Int,
    side: Listing.Side
  ) {
    self.listingID = listingID
    self.sellerHash = sellerHash
    self.modelID = modelID
    self.title = title
    self.price = price
    self.quantity = quantity
    self.side = side
  }
}
