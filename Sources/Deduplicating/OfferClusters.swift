import Records

/// Listings sorted into offers: the same goods, listed more than once, count once.
///
/// Two listings are one offer when the same seller asks the same price for the same model, quantity and side under the
/// same title. The result is a partition of the listings, whatever their order.
public enum OfferClusters {
  /// The offers of all listings, by id.
  ///
  /// The id of an offer is that of its smallest listing, which also stands for it. Evidence leads from that listing to
  /// each of the others, so that a shop which lists one card a thousand times costs a thousand pairs, not half a million.
  /// Time and space grow as n log n.
  public static func offers(of listings: [ListingSummary]) -> [Offer] {
    var members: [OfferKey: [String]] = [:]
    var offers: [Offer] = []
    var seen: Set<String> = []
    for listing in listings where seen.insert(listing.listingID).inserted {
      if let key = OfferKey(listing) {
        members[key, default: []].append(listing.listingID)
      } else {
        offers.append(offer(of: [listing.listingID]))
      }
    }
    for ids in members.values { offers.append(offer(of: ids.sorted())) }
    return offers.sorted { $0.id < $1.id }
  }

  private static func offer(of ids: [String]) -> Offer {
    let first = ids[0]
    return Offer(
      id: first, canonicalListingID: first, listingIDs: ids,
      evidence: ids.dropFirst().map { other in
        Offer.Evidence(
          listingID: first, otherListingID: other, weight: 1,
          reason: "same seller, model, title, price and quantity")
      })
  }
}
