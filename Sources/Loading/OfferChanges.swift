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
    guard let number = OfferID.number(id) else { return }
    listings.append(number)
    offers.append(offer.flatMap(OfferID.number) ?? 0)
  }

  /// The listings whose offer is another now, with the offers of more than one listing.
  consuming func moved(to grouped: [Offer]) -> (moves: [OfferMove], grouped: [Offer]) {
    var now = listings
    for offer in grouped {
      guard let id = OfferID.number(offer.id) else { continue }
      for listing in offer.listingIDs { if let row = row(of: listing) { now[row] = id } }
    }
    var moves: [OfferMove] = []
    for row in now.indices where now[row] != offers[row] {
      moves.append(OfferMove(listing: listings[row], offer: now[row]))
    }
    return (moves, grouped)
  }

  private func row(of listing: String) -> Int? {
    guard let number = OfferID.number(listing) else { return nil }
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

  /// Steps through what is stored and what is wanted side by side, both in the order of their ids.
  private borrowing func storeEvidence(in database: borrowing Database) throws(SQLiteFailure) {
    var wanted: [(ids: OfferPair, offer: Int, index: Int)] = []
    for (offer, found) in grouped.enumerated() {
      for (index, pair) in found.evidence.enumerated() {
        guard let ids = OfferPair(pair.listingID, pair.otherListingID) else { continue }
        wanted.append((ids, offer, index))
      }
    }
    wanted.sort { $0.ids < $1.ids }
    var next = 0
    var gone: [(String, String, String)] = []
    var fresh: [Offer.Evidence] = []
    func evidence(_ at: Int) -> Offer.Evidence { grouped[wanted[at].offer].evidence[wanted[at].index] }
    var select = try database.prepare(
      "SELECT listing_id, other_listing_id, weight, reason FROM offer_evidence ORDER BY listing_id, other_listing_id")
    while try select.step() {
      let (one, other, reason) = (select.text(0) ?? "", select.text(1) ?? "", select.text(3) ?? "")
      let ids = OfferPair(one, other)
      while let ids, next < wanted.count, wanted[next].ids < ids {
        fresh.append(evidence(next))
        next += 1
      }
      guard let ids, next < wanted.count, wanted[next].ids == ids else {
        gone.append((one, other, reason))
        continue
      }
      let pair = evidence(next)
      next += 1
      guard pair.reason != reason || pair.weight != select.double(2) else { continue }
      gone.append((one, other, reason))
      fresh.append(pair)
    }
    while next < wanted.count {
      fresh.append(evidence(next))
      next += 1
    }
    var delete = try database.prepare(
      "DELETE FROM offer_evidence WHERE listing_id = ?1 AND other_listing_id = ?2 AND reason = ?3")
    for (one, other, reason) in gone { try delete.run(.text(one), .text(other), .text(reason)) }
    var insert = try database.prepare(
      "INSERT INTO offer_evidence (listing_id, other_listing_id, weight, reason) VALUES (?1, ?2, ?3, ?4)")
    for pair in fresh {
      try insert.run(.text(pair.listingID), .text(pair.otherListingID), .real(pair.weight), .text(pair.reason))
    }
  }
}

/// Two listings that evidence ties together, as numbers.
private struct OfferPair: Comparable {
  var one: UInt64
  var other: UInt64

  init?(_ one: String, _ other: String) {
    guard let one = OfferID.number(one), let other = OfferID.number(other) else { return nil }
    (self.one, self.other) = (one, other)
  }

  static func < (left: Self, right: Self) -> Bool {
    left.one != right.one ? left.one < right.one : left.other < right.other
  }
}

/// The id of a listing or an offer as a number.
enum OfferID {
  /// The number of 16 hexadecimal digits; nil for other text.
  static func number(_ text: String) -> UInt64? {
    guard text.utf8.count == 16 else { return nil }
    var number: UInt64 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: number = number << 4 | UInt64(byte &- 0x30)
      case 0x61...0x66: number = number << 4 | UInt64(byte &- 0x57)
      default: return nil
      }
    }
    return number
  }
}
