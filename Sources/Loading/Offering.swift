public import Records
import SQLiteKit

extension Loader {
  /// Listings up to which families are not sorted but held together, some 150 bytes each.
  private static let heldTogether = 100_000

  /// Groups all listings into offers anew and stores what changed.
  ///
  /// Offers are told by all listings, never by those of a night alone: so they are the same however listings came. The
  /// work grows with the listings, some microseconds each; what is written grows with what changed. Listings of two
  /// families are never one offer, so of many listings a family is held at a time.
  ///
  /// - Parameters:
  ///   - add: Takes a listing; those of a family come in the order of their ids.
  ///   - offers: Gives the offers of more than one listing among those added since it was last called.
  public mutating func regroup(
    adding add: (ListingSummary) -> Void, offers: () -> [Offer]
  ) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      // A listing that was never grouped is an offer of its own until shown otherwise.
      var stand = try loader.database.prepare("UPDATE listing SET offer_id = listing_id WHERE offer_id IS NULL")
      try stand.run()
      let areFew = try loader.database.integer("SELECT count(*) FROM listing") ?? 0 <= Self.heldTogether
      var changes = OfferChanges()
      var family = OfferFamily()
      var select = try loader.database.prepare(
        Self.selectListings(order: areFew ? "l.listing_id" : "l.family, l.listing_id"))
      while try select.step() {
        let summary = Self.summary(select)
        if !areFew, summary.family != family.name, !family.isEmpty {
          changes.take(family.moved(to: offers()))
          family = OfferFamily()
        }
        family.name = summary.family
        family.append(id: summary.listingID, offer: select.text(Self.offerColumn))
        add(summary)
      }
      changes.take(family.moved(to: offers()))
      try changes.store(in: &loader)
    }
  }

  private static let offerColumn: Int32 = 19

  private static func selectListings(order: String) -> String {
    """
    SELECT l.listing_id, l.title, l.source_id, l.seller_hash, l.kind, l.family, l.model_ids, l.quantity, l.side,
      l.condition, l.parts_only, l.country, o.currency, o.price_minor, o.low_minor, o.high_minor,
      o.usd_per_card_micros, l.first_seen_at, l.last_seen_at, l.offer_id
    FROM listing AS l LEFT JOIN observation AS o ON o.listing_id = l.listing_id
      AND o.observed_at = (SELECT max(observed_at) FROM observation WHERE listing_id = l.listing_id)
    ORDER BY \(order)
    """
  }

  private static func summary(_ row: borrowing Statement) -> ListingSummary {
    var summary = ListingSummary(listingID: row.text(0) ?? "", title: row.text(1) ?? "")
    summary.source = row.text(2)
    summary.sellerHash = row.text(3)
    summary.kind = row.text(4).flatMap(Observation.Kind.init(rawValue:)) ?? .other
    summary.family = row.text(5)
    summary.modelIDs = list(row.text(6))
    summary.quantity = Int(row.int64(7))
    summary.side = row.text(8).flatMap(Listing.Side.init(rawValue:)) ?? .sell
    summary.condition = row.int64(10) == 1 ? .forParts : row.text(9).flatMap(Condition.init(rawValue:)) ?? .unknown
    summary.country = row.text(11)
    if let currency = row.text(12) {
      if let amount = row.optionalInt64(13) {
        summary.price = ListingSummary.Price(currency: currency, low: amount, high: amount)
      } else if let low = row.optionalInt64(14), let high = row.optionalInt64(15) {
        summary.price = ListingSummary.Price(currency: currency, low: low, high: high)
      }
    }
    summary.usdPerCard = row.optionalInt64(16).map { Double($0) / 1_000_000 }
    summary.firstSeen = row.text(17).flatMap(Instant.init(rfc3339:))
    summary.lastSeen = row.text(18).flatMap(Instant.init(rfc3339:))
    return summary
  }

  /// The words of a JSON list of plain words, `["a","b"]`.
  private static func list(_ json: String?) -> [String] {
    guard let json else { return [] }
    var words: [String] = []
    var start: String.Index?
    for at in json.utf8.indices where json.utf8[at] == UInt8(ascii: "\"") {
      if let from = start {
        words.append(String(json[from..<at]))
        start = nil
      } else {
        start = json.utf8.index(after: at)
      }
    }
    return words
  }

  /// Deletes the rows of a table whose key is not among `known`.
  func keep(_ known: Set<String>, of table: String, key: String) throws(SQLiteFailure) {
    var select = try database.prepare("SELECT \(key) FROM \(table)")
    let gone = try select.all { $0.text(0) ?? "" }.filter { !known.contains($0) }
    var delete = try database.prepare("DELETE FROM \(table) WHERE \(key) = ?1")
    for key in gone { try delete.run(.text(key)) }
  }
}
