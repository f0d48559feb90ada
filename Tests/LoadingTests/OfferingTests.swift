import Foundation
import Loading
import Records
import Testing

@Suite struct OfferingTests {
  /// A database with two listings of one family, and their ids in order.
  private func pair(_ path: String) throws -> [String] {
    var loader = try Loader(path: path)
    _ = try loader.load(
      try ["1", "2"].map { .observation(Samples.observation($0, "4000", try Samples.time(1))) })
    var ids: [String] = []
    try loader.regroup(
      adding: { listing in
        ids.append(listing.listingID)
        #expect(listing.price == ListingSummary.Price(currency: "USD", low: 400_000, high: 400_000))
        #expect(listing.family == "A100" && listing.modelIDs == ["nvidia-a100-pcie-40gb"] && listing.source == "shop")
      }, offers: { [] })
    return ids
  }

  private func regroup(_ path: String, _ offers: [Offer]) throws {
    var loader = try Loader(path: path)
    try loader.regroup(adding: { _ in }, offers: { offers })
  }

  @Test func `a listing that nothing is like is an offer of its own`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    let ids = try pair(path)
    #expect(ids.count == 2 && ids == ids.sorted())
    #expect(try Samples.rows(path, "SELECT offer_id FROM listing ORDER BY offer_id") == ids)
    let rows = try Samples.rows(path, "SELECT offer_id, canonical_listing_id, listings FROM offer ORDER BY offer_id")
    #expect(rows == ids.map { "\($0) \($0) 1" })
  }

  @Test func `offers are stored, and withdrawn when they are no more`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    let ids = try pair(path)
    let evidence = Offer.Evidence(listingID: ids[1], otherListingID: ids[0], weight: 0.9, reason: "same goods")
    try regroup(path, [Offer(id: ids[0], canonicalListingID: ids[1], listingIDs: ids, evidence: [evidence])])
    #expect(try Samples.rows(path, "SELECT DISTINCT offer_id FROM listing") == [ids[0]])
    #expect(try Samples.rows(path, "SELECT * FROM offer") == ["\(ids[0]) \(ids[1]) 2"])
    #expect(try Samples.rows(path, "SELECT * FROM offer_evidence") == ["\(ids[1]) \(ids[0]) same goods 0.9"])
    try regroup(path, [])
    #expect(try Samples.rows(path, "SELECT offer_id FROM listing ORDER BY offer_id") == ids)
    #expect(try Samples.rows(path, "SELECT sum(listings) FROM offer") == ["2"])
    #expect(try Samples.rows(path, "SELECT count(*) FROM offer_evidence") == ["0"])
  }

  @Test func `a key copied with other capitals, spaces or hyphens is the same key`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    for key in ["LOT-1", "lot-1 ", "LOT\u{2011}1", "\u{200B}lot-1"] {
      _ = try loader.load([.observation(Samples.observation(key, "4000", try Samples.time(1)))])
    }
    #expect(try Samples.rows(path, "SELECT count(*) FROM listing") == ["1"])
    for key in ["aB3x", "Ab3x"] {
      _ = try loader.load([.observation(Samples.observation(key, "4000", try Samples.time(1)))])
    }
    #expect(try Samples.rows(path, "SELECT count(*) FROM listing") == ["3"])
  }
}
