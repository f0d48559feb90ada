import Records
import SQLiteKit

/// The offers of a database as prices, as spans of time, and as a tally of the listings behind them.
struct Stock {
  var priced: [PricedListing] = []
  var spans: [ListingSpan] = []
  var bids: [ListingSpan] = []
  var tally = ListingTally()
  /// Offers whose price is far from what sellers of the family ask, with the words that say so.
  var farOff: [(listing: PricedListing, reason: String)] = []
}

extension Analyst {
  /// Reads all listings first seen by the end of `day` and makes of each offer one price a basis and one span.
  ///
  /// The rules are those of the view `series_input`, as of the day.
  func stock(through day: Day) throws(AnalysisFailure) -> Stock {
    let after = day.adding(1).description
    var shared: Set<String> = []
    let several = "SELECT DISTINCT offer_id FROM listing WHERE offer_id <> listing_id AND first_seen_at < ?1"
    try rows(several, after) { row throws(AnalysisFailure) in shared.insert(row.text(0) ?? "") }
    var prices = try firstPrices(before: after)
    var desk = OfferDesk()
    var offers: [String: [Sighting]] = [:]
    try rows(Self.listings, after) { row throws(AnalysisFailure) in
      let listing = row.text(0) ?? ""
      let sighting = try self.sighting(row, listing, through: day, prices.removeValue(forKey: listing))
      if shared.contains(sighting.offerID) {
        offers[sighting.offerID, default: []].append(sighting)
      } else {
        desk.take([sighting])
      }
    }
    for (_, listings) in offers.sorted(by: { $0.key < $1.key }) { desk.take(listings) }
    return desk.stock()
  }

  /// The first asking and the first sold price of each listing.
  private func firstPrices(before after: String) throws(AnalysisFailure) -> [String: Sighting.Prices] {
    var prices: [String: Sighting.Prices] = [:]
    try rows(Self.firstPrices, after) { row throws(AnalysisFailure) in
      guard let time = row.text(2) else { return }
      let price = Sighting.Price(
        time: time, day: try self.day(time, "observation", "observed_at"), micros: row.optionalInt64(3))
      if row.text(1) == "sold" {
        prices[row.text(0) ?? "", default: Sighting.Prices()].sold = price
      } else {
        prices[row.text(0) ?? "", default: Sighting.Prices()].ask = price
      }
    }
    return prices
  }

  private func sighting(
    _ row: borrowing Statement, _ listing: String, through day: Day, _ prices: Sighting.Prices?
  ) throws(AnalysisFailure) -> Sighting {
    let first = try self.day(row.text(8), "listing", "first_seen_at")
    var last = min(day, try self.day(row.text(9), "listing", "last_seen_at"))
    // `ended_at` is when a page called it sold or ended: that night it was no longer live.
    if let ended = row.text(10) { last = min(last, try self.day(ended, "listing", "ended_at").adding(-1)) }
    let offer = row.text(11)
    return Sighting(
      listingID: listing, offerID: offer ?? listing, sourceID: row.text(1) ?? "", kind: row.text(2) ?? "",
      family: row.text(3), modelID: row.text(4), isForParts: row.int64(5) != 0, side: row.text(6) ?? "",
      seller: row.text(7), span: (first, last),
      traits: PricedListing.Traits(
        condition: row.text(12) ?? "unknown", isRestricted: row.int64(14) == 1, isLot: row.int64(13) > 1,
        source: row.text(1) ?? ""),
      prices: prices ?? Sighting.Prices())
  }

  /// The first asking and the first sold price of each listing.
  ///
  /// SQLite takes bare columns from the row of min(): "the values of the bare columns in the output are taken from
  /// the row that contains the minimum" (lang_select.html, 2.4). A price without dollars sorts behind those with,
  /// so that it counts only for a listing that has no other.
  private static let firstPrices = """
    SELECT listing_id, status, substr(min((usd_per_card_micros IS NULL) || observed_at), 2), usd_per_card_micros
    FROM observation
    WHERE observed_at < ?1 AND price_minor IS NOT NULL AND status IN ('active', 'sold')
    GROUP BY listing_id, status
    ORDER BY listing_id, status
    """

  private static let listings = """
    SELECT listing_id, source_id, kind, family, model_id, parts_only, side, seller_hash, first_seen_at, last_seen_at,
      iif(ended_at < ?1, ended_at, NULL), offer_id, condition, quantity,
      EXISTS (SELECT 1 FROM json_each(flags) WHERE value = 'restricted_market')
    FROM listing
    WHERE first_seen_at < ?1
    ORDER BY listing_id
    """
}
