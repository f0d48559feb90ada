/// What several listings have in common: one thing on sale, counted once.
public struct Offer: Hashable, Sendable {
  /// Why two listings are held to be the same offer.
  public struct Evidence: Hashable, Sendable {
    /// One listing.
    public var listingID: String
    /// The other listing.
    public var otherListingID: String
    /// How strong the evidence is, from 0 to 1.
    public var weight: Double
    /// What the two share.
    public var reason: String

    /// Evidence for a pair.
    public init(listingID: String, otherListingID: String, weight: Double, reason: String) {
      self.listingID = listingID
      self.otherListingID = otherListingID
      self.weight = weight
      self.reason = reason
    }
  }

  /// The id, 16 hexadecimal digits.
  public var id: String
  /// The listing that stands for the offer.
  public var canonicalListingID: String
  /// The listings, sorted.
  public var listingIDs: [String]
  /// Why they belong together.
  public var evidence: [Evidence]

  /// An offer of at least one listing.
  public init(id: String, canonicalListingID: String, listingIDs: [String], evidence: [Evidence]) {
    self.id = id
    self.canonicalListingID = canonicalListingID
    self.listingIDs = listingIDs
    self.evidence = evidence
  }
}
