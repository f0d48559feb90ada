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

  /// The family of the model; nil where the catalog knows none.
  public let family: String?
  /// What else makes its price differ.
  public let traits: Traits
  /// Whether another listing of its offer had the price before, so that this one only shows how it moved.
  public let isRepeat: Bool

  /// What makes prices of one model differ.
  public struct Traits: Hashable, Sendable {
    /// The condition, of the closed scale.
    public var condition: String
    /// Whether it is offered where the model must not be sold.
    public var isRestricted: Bool
    /// Whether more than one card must be bought.
    public var isLot: Bool
    /// The marketplace.
    public var source: String

    /// Traits from their parts.
    public init(condition: String = "unknown", isRestricted: Bool = false, isLot: Bool = false, source: String = "") {
      self.condition = condition
      self.isRestricted = isRestricted
      self.isLot = isLot
      self.source = source
    }
  }

  /// A priced listing from its parts.
  public init(
    listingID: String, offerID: String, seller: String, modelID: String, basis: PriceBasis, day: Day, usd: Double,
    family: String? = nil, traits: Traits = Traits(), isRepeat: Bool = false
  ) {
    self.isRepeat = isRepeat
    self.family = family
    self.traits = traits
    self.listingID = listingID
    self.offerID = offerID
    self.seller = seller
    self.modelID = modelID
    self.basis = basis
    self.day = day
    self.usd = usd
  }
}
