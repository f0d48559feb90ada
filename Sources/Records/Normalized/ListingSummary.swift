/// What `Deduplicating` needs to know of a listing to tell whether two are one offer.
public struct ListingSummary: Hashable, Sendable {
  /// The last price of a listing.
  public struct Price: Hashable, Sendable {
    /// The currency, as ISO 4217 code.
    public var currency: String
    /// The low end in minor units; the price itself when it is no range.
    public var low: Int64
    /// The high end in minor units.
    public var high: Int64

    /// A price, or a range of prices.
    public init(currency: String, low: Int64, high: Int64) {
      self.currency = currency
      self.low = low
      self.high = high
    }
  }

  /// The id of the listing.
  public var listingID: String
  /// The title as shown.
  public var title: String
  /// The source; nil when it is not known.
  public var source: String?
  /// The salted hash of the seller's name.
  public var sellerHash: String?
  /// What kind of thing is sold.
  public var kind = Observation.Kind.card
  /// The family, also when the model stays open.
  public var family: String?
  /// Every model that the text leaves possible.
  public var modelIDs: [String] = []
  /// GPUs that one purchase delivers.
  public var quantity = 1
  /// Which way the goods go.
  public var side = Listing.Side.sell
  /// The condition; for parts when it is sold as broken.
  public var condition = Condition.unknown
  /// Where the goods are, as ISO 3166 code.
  public var country: String?
  /// The last price; nil without one.
  public var price: Price?
  /// The last price in US dollars per card; nil when no rate was at hand.
  public var usdPerCard: Double?
  /// When it was first seen.
  public var firstSeen: Instant?
  /// When it was last seen.
  public var lastSeen: Instant?
  /// The offer it was put in before; nil when it is new.
  public var offerID: String?

  /// A listing of which only the necessary is known.
  public init(listingID: String, title: String) {
    self.listingID = listingID
    self.title = title
  }
}
