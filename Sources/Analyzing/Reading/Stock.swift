import Records
import SQLiteKit

/// The listings of a database as prices, as spans of time, and as a tally of both.
struct Stock {
  var priced: [PricedListing] = []
  var spans: [ListingSpan] = []
  var bids: [ListingSpan] = []
  var tally = ListingTally()
}

extension Analyst {
  /// Reads all listings first seen by the end of `day`, with the first asking and the first sold price of each.
  func stock(through day: Day) throws(AnalysisFailure) -> Stock {
    var stock = Stock()
    let after = day.adding(1).description
    var prices: [String: [FirstPrice]] = [:]
    try rows(Self.firstPrices, after) { row throws(AnalysisFailure) in
      prices[row.text(0) ?? "", default: []].append(
        FirstPrice(
          basis: row.text(1) == "sold" ? .sold : .ask,
          day: try self.day(row.text(2), "observation", "observed_at"),
          micros: row.optionalInt64(3)))
    }
    try rows(Self.listings, after) { row throws(AnalysisFailure) in
      let listing = row.text(0) ?? ""
      stock.tally.total += 1
      let family = row.text(3)
      guard row.text(6) == "sell" else {
        if row.text(6) == "buy", let family {
          let first = try self.day(row.text(8), "listing", "first_seen_at")
          stock.bids.append(ListingSpan(sourceID: row.text(1) ?? "", family: family, first: first, last: first))
        }
        stock.tally.notForSale += 1
        // What buyers offer is a series of its own and no part of the stock.
        guard row.text(6) == "buy", row.text(2) == "card", row.int64(5) == 0, let model = row.text(4) else { return }
        guard let bid = prices[listing]?.first(where: { $0.basis == .ask && ($0.micros ?? 0) > 0 }) else { return }
        return stock.priced.append(self.priced(row, listing, model, bid, basis: .bid))
      }
      guard row.text(2) == "card" else { return stock.tally.notACard += 1 }
      guard row.int64(5) == 0 else { return stock.tally.forParts += 1 }
      if let family {
        let first = try self.day(row.text(8), "listing", "first_seen_at")
        var last = min(day, try self.day(row.text(9), "listing", "last_seen_at"))
        // `ended_at` is when a page called it sold or ended: that night it was no longer live.
        if let ended = row.text(10) { last = min(last, try self.day(ended, "listing", "ended_at").adding(-1)) }
        stock.spans.append(
          ListingSpan(
            sourceID: row.text(1) ?? "", family: family, first: first, last: last,
            seller: row.text(7) ?? row.text(11)))
      }
      guard let model = row.text(4) else { return stock.tally.modelUnresolved += 1 }
      guard let found = prices[listing] else { return stock.tally.withoutPrice += 1 }
      let usable = found.filter { ($0.micros ?? 0) > 0 }
      guard !usable.isEmpty else { return stock.tally.withoutUSD += 1 }
      stock.tally.used += 1
      for price in usable {
        stock.priced.append(self.priced(row, listing, model, price, basis: price.basis))
      }
    }
    return stock
  }

  private func priced(
    _ row: borrowing Statement, _ listing: String, _ model: String, _ price: FirstPrice, basis: PriceBasis
  ) -> PricedListing {
    PricedListing(
      listingID: listing, offerID: row.text(11) ?? listing, seller: row.text(7).map { "s:" + $0 } ?? "l:" + listing,
      modelID: model, basis: basis, day: price.day, usd: Double(price.micros ?? 0) / 1_000_000, family: row.text(3),
      traits: PricedListing.Traits(
        condition: row.text(12) ?? "unknown", isRestricted: row.int64(14) == 1, isLot: row.int64(13) > 1,
        source: row.text(1) ?? ""))
  }

  private struct FirstPrice {
    let basis: PriceBasis
    let day: Day
    let micros: Int64?
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
