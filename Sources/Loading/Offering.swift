import Records
import SQLiteKit

extension Loader {
  /// Every listing with what tells offers apart, by id.
  public func listingSummaries() throws(LoadFailure) -> [ListingSummary] {
    do {
      var select = try database.prepare(
        """
        SELECT l.listing_id, l.seller_hash, l.model_id, l.title, o.currency, o.price_minor, o.low_minor, o.high_minor,
          l.quantity, l.side
        FROM listing AS l LEFT JOIN observation AS o ON o.listing_id = l.listing_id
          AND o.observed_at = (SELECT max(observed_at) FROM observation WHERE listing_id = l.listing_id)
        ORDER BY l.listing_id
        """)
      return try select.all { row in
        var price: String?
        if let currency = row.text(4) {
          if let amount = row.optionalInt64(5) {
            price = "\(currency) \(amount)"
          } else if let low = row.optionalInt64(6), let high = row.optionalInt64(7) {
            price = "\(currency) \(low)-\(high)"
          }
        }
        return ListingSummary(
          listingID: row.text(0) ?? "", sellerHash: row.text(1), modelID: row.text(2), title: row.text(3) ?? "",
          price: price, quantity: Int(row.int64(8)),
          side: row.text(9).flatMap(Listing.Side.init(rawValue:)) ?? .sell)
      }
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// Replaces the offers by those computed over all listings.
  ///
  /// Rows that stay as they are are not written.
  public mutating func store(_ offers: [Offer]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.database.execute("DELETE FROM offer_evidence")
      var known: Set<String> = []
      var upsert = try loader.database.prepare(
        """
        INSERT INTO offer (offer_id, canonical_listing_id, listings) VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET canonical_listing_id = ?2, listings = ?3
        WHERE (canonical_listing_id, listings) IS NOT (?2, ?3)
        """)
      var mark = try loader.database.prepare(
        "UPDATE listing SET offer_id = ?2 WHERE listing_id = ?1 AND offer_id IS NOT ?2")
      var explain = try loader.database.prepare(
        "INSERT OR REPLACE INTO offer_evidence (listing_id, other_listing_id, weight, reason) VALUES (?1, ?2, ?3, ?4)")
      for offer in offers {
        known.insert(offer.id)
        try upsert.run(.text(offer.id), .text(offer.canonicalListingID), .int(offer.listingIDs.count))
        for listing in offer.listingIDs { try mark.run(.text(listing), .text(offer.id)) }
        for pair in offer.evidence {
          try explain.run(.text(pair.listingID), .text(pair.otherListingID), .real(pair.weight), .text(pair.reason))
        }
      }
      try loader.keep(known, of: "offer", key: "offer_id")
    }
  }

  /// Deletes the rows of a table whose key is not among `known`.
  func keep(_ known: Set<String>, of table: String, key: String) throws(SQLiteFailure) {
    var select = try database.prepare("SELECT \(key) FROM \(table)")
    let gone = try select.all { $0.text(0) ?? "" }.filter { !known.contains($0) }
    var delete = try database.prepare("DELETE FROM \(table) WHERE \(key) = ?1")
    for key in gone { try delete.run(.text(key)) }
  }
}
