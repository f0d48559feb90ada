public import Records

/// Finds the offers of listings that come one by one, of which it keeps some 120 bytes each.
///
///     var finder = OfferFinder()
///     for listing in listings { finder.add(listing) }
///     let offers = finder.takeOffers()
public struct OfferFinder: Sendable {
  private var names = Names()
  private var table = ListingTable()
  private var ids: [UInt64] = []

  /// A finder that knows no listing.
  public init() {}

  /// Adds a listing.
  ///
  /// One whose id is no 16 hexadecimal digits, or not greater than the one before, is left out: it is an offer of its
  /// own. So add them in the order of their ids, in which offers do not depend on how listings came.
  public mutating func add(_ listing: ListingSummary) {
    guard listing.listingID.utf8.count == 16, let id = UInt64(listing.listingID, radix: 16),
      id > ids.last ?? 0 || ids.isEmpty
    else { return }
    ids.append(id)
    table.append(names.facts(of: listing), title: listing.title.utf8Span.span)
  }

  /// The offers of more than one listing, by id.
  ///
  /// Every other listing is an offer of its own. The listings are forgotten. The id of an offer is that of its smallest listing. One of its listings stands for it, and evidence leads from
  /// that to each of the others.
  public mutating func takeOffers() -> [Offer] {
    defer { self = OfferFinder() }
    let clusters = OfferGrouping(table).clusters
    return clusters.map { cluster in
      let canonical = Self.text(ids[cluster.canonical])
      return Offer(
        id: Self.text(ids[cluster.rows[0]]), canonicalListingID: canonical,
        listingIDs: cluster.rows.map { Self.text(ids[$0]) },
        evidence: cluster.rows.filter { $0 != cluster.canonical }.map { row in
          let explanation = table.explanation(cluster.canonical, row)
          return Offer.Evidence(
            listingID: canonical, otherListingID: Self.text(ids[row]), weight: explanation.weight,
            reason: explanation.reason)
        })
    }
  }

  private static func text(_ id: UInt64) -> String {
    let digits = String(id, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
