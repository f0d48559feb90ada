public import Records

/// Listings sorted into offers: the same goods, listed more than once, count once.
///
/// Goods are the same when they are relisted under a new id, shown twice on a page, or posted at two marketplaces;
/// `PairEvidence` says what speaks for it. The result is a partition of the listings, whatever their order.
public enum OfferClusters {
  /// The offers of all listings, by id.
  ///
  /// The id of an offer is that of its smallest listing. Time grows as n log n where they come unsorted.
  public static func offers(of listings: [ListingSummary]) -> [Offer] {
    var finder = OfferFinder()
    var singles: Set<String> = []
    for listing in listings.sorted(by: { $0.listingID < $1.listingID }) {
      guard singles.insert(listing.listingID).inserted else { continue }
      finder.add(listing)
    }
    let offers = finder.takeOffers()
    for offer in offers { singles.subtract(offer.listingIDs) }
    let others = singles.map { Offer(id: $0, canonicalListingID: $0, listingIDs: [$0], evidence: []) }
    return (offers + others).sorted { $0.id < $1.id }
  }
}
