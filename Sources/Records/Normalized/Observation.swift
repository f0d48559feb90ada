/// One listing seen once, normalized: what it sells, in which state, for how much.
public struct Observation: Hashable, Sendable {
  /// What kind of thing is sold.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case card, system, baseboard, accessory, component, other
  }

  /// The source, with its key the natural key of the listing.
  public var source: SourceID
  /// The marketplace's own id.
  public var key: String
  /// The address of the listing.
  public var url: String?
  /// The title as shown.
  public var title: String
  /// What kind of thing is sold.
  public var kind: Kind
  /// The family as the catalog calls it ("A100"), also when the model stays open.
  public var family: String?
  /// Every catalog id that the text leaves possible, sorted.
  public var modelIDs: [String] = []
  /// Why the match is what it is: which token meant what.
  public var why: [String] = []
  /// How sure the match is, from 0 to 1.
  public var confidence: Double = 0
  /// GPUs that one purchase delivers; 0 for accessories and components.
  public var quantity: Int
  /// Whether it is sold broken or for parts.
  public var partsOnly = false
  /// The condition on the closed scale.
  public var condition: Condition = .unknown
  /// The condition in the seller's words.
  public var conditionText: String?
  /// The price asked, bid or paid.
  public var price: Price?
  /// The shipping cost.
  public var shipping: Price?
  /// The price in US dollars, when a rate was at hand.
  public var usd: USDPrice?
  /// Which way the goods go.
  public var side: Listing.Side = .sell
  /// Whether it can still be bought.
  public var status: Listing.Status = .active
  /// When the listing was seen.
  public var observedAt: Instant?
  /// When it was posted or sold, in UTC.
  public var postedAt: Instant?
  /// Where the goods are, as ISO 3166-1 alpha-2.
  public var country: String?
  /// The salted hash of the seller's name, 16 hexadecimal digits.
  public var sellerHash: String?
  /// Closed words that qualify the record, sorted, such as `range`, `lot`, `negotiable`, `restricted_market`.
  public var flags: [String] = []
  /// The offer it belongs to, once `dedupe` has seen it.
  public var offerID: String?
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// An observation of which only the necessary is known.
  public init(source: SourceID, key: String, title: String, kind: Kind, quantity: Int) {
    self.source = source
    self.key = key
    self.title = title
    self.kind = kind
    self.quantity = quantity
  }

  /// The one catalog id, when exactly one remains.
  public var modelID: String? { modelIDs.count == 1 ? modelIDs[0] : nil }
}

/// The state of the goods on one closed scale.
public enum Condition: String, Hashable, Sendable, CaseIterable {
  case new
  case openBox = "open_box"
  case refurbished
  case used
  case forParts = "for_parts"
  case unknown
}
