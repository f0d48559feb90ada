import Records
import SQLiteKit

/// The listings of a family with the offers they were in, 16 bytes each.
struct OfferFamily {
  var name: String?
  private var listings: [UInt64] = []
  private var offers: [UInt64] = []

  var isEmpty: Bool { listings.isEmpty }

  /// Appends a listing; they come in the order of their ids.
  mutating func append(id: String, offer: String?) {
    guard let number = UInt64(id, radix: 16) else { return }
    listings.append(number)
    offers.append(offer.flatMap { UInt64($0, radix: 16) } ?? 0)
  }

  /// The listings whose offer is another now, with the offers of more than one listing.
  consuming func moved(to grouped: [Offer]) -> (moves: [OfferMove], grouped: [Offer]) {
    var now = listings
    for offer in grouped {
      guard let id = UInt64(offer.id, radix: 16) else { continue }
      for listing in offer.listingIDs { if let row = row(of: listing) { now[row] = id } }
    }
    var moves: [OfferMove] = []
    for row in now.indices where now[row] != offers[row] {
      moves.append(OfferMove(listing: listings[row], offer: now[row]))
    }
    return (moves, grouped)
  }

  private func row(of listing: String) -> Int? {
    guard let number = UInt64(listing, radix: 16) else { return nil }
    var low = 0
    var high = listings.count
    while low < high {
      let middle = (low + high) / 2
      if listings[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < listings.count && listings[low] == number ? low : nil
  }
}

/// A listing that belongs to another offer than before.
struct OfferMove {
  var listing: UInt64
  var offer: UInt64
}

/// What is to be written so that the tables of offers say what was found.
struct OfferChanges: ~Copyable {
  private var moves: [OfferMove] = []
  private var grouped: [Offer] = []

  /// Takes in the offers of a family.
  mutating func take(_ family: (moves: [OfferMove], grouped: [Offer])) {
    moves += family.moves
    grouped += family.grouped
  }

  /// Writes what differs from what is stored.
  consuming func store(in loader: inout Loader) throws(SQLiteFailure) {
    var mark = try loader.database.prepare("UPDATE listing SET offer_id = ?2 WHERE listing_id = ?1")
    for move in moves { try mark.run(.text(Identity.text(move.listing)), .text(Identity.text(move.offer))) }
    // The id of an offer is that of one of its listings; what is no longer so is no longer an offer.
    try loader.database.execute(
      """
      DELETE FROM offer WHERE NOT EXISTS
        (SELECT 1 FROM listing WHERE listing_id = offer.offer_id AND offer_id = offer.offer_id);
      INSERT INTO offer (offer_id, canonical_listing_id, listings)
        SELECT listing_id, listing_id, 1 FROM listing
        WHERE offer_id = listing_id AND listing_id NOT IN (SELECT offer_id FROM offer)
      """)
    try storeOffers(in: loader.database)
    try storeEvidence(in: loader.database)
  }

  private borrowing func storeOffers(in database: borrowing Database) throws(SQLiteFailure) {
    var known: Set<String> = []
    var upsert = try database.prepare(
      """
      UPDATE offer SET canonical_listing_id = ?2, listings = ?3
      WHERE offer_id = ?1 AND (canonical_listing_id, listings) IS NOT (?2, ?3)
      """)
    for offer in grouped {
      known.insert(offer.id)
      try upsert.run(.text(offer.id), .text(offer.canonicalListingID), .int(offer.listingIDs.count))
    }
    var select = try database.prepare("SELECT offer_id FROM offer WHERE listings > 1")
    let left = try select.all { $0.text(0) ?? "" }.filter { !known.contains($0) }
    for id in left { try upsert.run(.text(id), .text(id), .int(1)) }
  }

  private borrowing func storeEvidence(in database: borrowing Database) throws(SQLiteFailure) {
    var stored: [Offer.Evidence] = []
    var select = try database.prepare("SELECT listing_id, other_listing_id, weight, reason FROM offer_evidence")
    while try select.step() {
      stored.append(
        Offer.Evidence(
          listingID: select.text(0) ?? "", otherListingID: select.text(1) ?? "", weight: select.double(2),
          reason: select.text(3) ?? ""))
    }
    var wanted: Set<Offer.Evidence> = []
    for offer in grouped { wanted.formUnion(offer.evidence) }
    var delete = try database.prepare(
      "DELETE FROM offer_evidence WHERE listing_id = ?1 AND other_listing_id = ?2 AND reason = ?3")
    for pair in stored where wanted.remove(pair) == nil {
      try delete.run(.text(pair.listingID), .text(pair.otherListingID), .text(pair.reason))
    }
    var insert = try database.prepare(
      "INSERT OR REPLACE INTO offer_evidence (listing_id, other_listing_id, weight, reason) VALUES (?1, ?2, ?3, ?4)")
    for offer in grouped {
      for pair in offer.evidence where wanted.contains(pair) {
        try insert.run(.text(pair.listingID), .text(pair.otherListingID), .real(pair.weight), .text(pair.reason))
      }
    }
  }
}
