import Deduplicating
import Records
import Testing

@Suite struct OfferClustersTests {
  private func listing(
    _ id: Int, seller: String? = "s1", model: String? = "nvidia-a100-pcie-40gb", title: String = "NVIDIA A100 40GB",
    price: String? = "USD 400000", quantity: Int = 1, side: Listing.Side = .sell
  ) -> ListingSummary {
    ListingSummary(
      listingID: String(repeating: "0", count: 16 - String(id).count) + String(id), sellerHash: seller, modelID: model,
      title: title, price: price, quantity: quantity, side: side)
  }

  @Test func `the same goods under two keys are one offer`() throws {
    let offers = OfferClusters.offers(of: [listing(7), listing(3, title: "nvidia  a100-40gb"), listing(5)])
    let offer = try #require(offers.first)
    #expect(offers.count == 1)
    #expect(offer.id == "0000000000000003")
    #expect(offer.canonicalListingID == offer.id)
    #expect(offer.listingIDs == ["0000000000000003", "0000000000000005", "0000000000000007"])
    #expect(offer.evidence.map(\.otherListingID) == ["0000000000000005", "0000000000000007"])
    #expect(offer.evidence.allSatisfy { $0.listingID == offer.id && $0.weight == 1 && !$0.reason.isEmpty })
  }

  @Test func `one difference keeps two listings apart`() {
    let others = [
      listing(2, seller: "s2"), listing(2, model: nil), listing(2, title: "NVIDIA A100 80GB"),
      listing(2, price: "USD 400001"), listing(2, price: "EUR 400000"), listing(2, quantity: 2),
      listing(2, side: .buy),
    ]
    for other in others { #expect(OfferClusters.offers(of: [listing(1), other]).count == 2) }
  }

  @Test func `without seller, price or words nothing is merged`() {
    for (seller, price, title) in [(nil, "USD 1", "A100"), ("s1", nil, "A100"), ("s1", "USD 1", "—!")] {
      let pair = [1, 2].map { listing($0, seller: seller, title: title, price: price) }
      #expect(OfferClusters.offers(of: pair).count == 2)
    }
  }

  @Test func `offers are a partition, free of order and idempotent`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(seed: seed)
    let listings = (0..<300).map { index in
      listing(
        index, seller: random.next() % 5 == 0 ? nil : "s\(random.next() % 4)", title: "card \(random.next() % 6)",
        price: "USD \(random.next() % 3)")
    }
    let offers = OfferClusters.offers(of: listings)
    #expect(offers.flatMap(\.listingIDs).sorted() == listings.map(\.listingID), "seed \(seed)")
    for _ in 0..<20 {
      #expect(OfferClusters.offers(of: listings.shuffled(using: &random)) == offers, "seed \(seed)")
    }
    #expect(OfferClusters.offers(of: listings + listings) == offers, "seed \(seed)")
  }

  @Test func `lines with the same goods get the same provisional id`() {
    func line(_ key: String, amount: String, seller: String?) -> Observation {
      var observation = Observation(source: SourceID("shop"), key: key, title: "A100", kind: .card, quantity: 1)
      observation.price = Price(amount: amount, currency: .usd, text: amount)
      observation.sellerHash = seller
      return observation
    }
    let first = ProvisionalOffers.offerID(of: line("1", amount: "4000", seller: "s"))
    #expect(first.utf8.count == 16)
    #expect(ProvisionalOffers.offerID(of: line("2", amount: "4000.00", seller: "s")) == first)
    #expect(ProvisionalOffers.offerID(of: line("2", amount: "4001", seller: "s")) != first)
    #expect(
      ProvisionalOffers.offerID(of: line("1", amount: "4000", seller: nil))
        != ProvisionalOffers.offerID(of: line("2", amount: "4000", seller: nil)))
  }

  @Test func `reprints tell one story`() {
    let one = Report(source: SourceID("a"), key: "1", title: "H20 sales banned: what now?")
    let two = Report(source: SourceID("b"), key: "9", title: "H20 Sales Banned — What Now")
    #expect(ProvisionalOffers.storyID(of: one) == ProvisionalOffers.storyID(of: two))
  }
}

/// Steele, Lea and Flood's SplitMix64, so that a printed seed repeats a failure.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
