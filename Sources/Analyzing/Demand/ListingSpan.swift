public import Records

/// From when to when one listing was seen live.
public struct ListingSpan: Hashable, Sendable {
  /// The source that shows it.
  public let sourceID: String
  /// The family, as in the catalog.
  public let family: String
  /// The first day it was seen.
  public let first: Day
  /// The last day it was seen live.
  public let last: Day
  /// Who sells it; nil where that is unknown.
  public let seller: String?

  /// A span from its parts.
  public init(sourceID: String, family: String, first: Day, last: Day, seller: String? = nil) {
    self.seller = seller
    self.sourceID = sourceID
    self.family = family
    self.first = first
    self.last = last
  }
}
