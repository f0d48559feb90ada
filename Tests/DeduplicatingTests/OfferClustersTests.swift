import Deduplicating
import Records
import Testing

@Suite struct OfferClustersTests {
  private static func listing(_ id: Int, _ change: (inout ListingSummary) -> Void = { _ in }) -> ListingSummary {
    let digits = String(id)
    var listing = ListingSummary(
      listingID: String(repeating: "0", count: 16 - digits.count) + digits,
      title: "NVIDIA A100 40GB PCIe GPU accelerator, server pull")
    listing.source = "bay"
    listing.sellerHash = "s1"
    listing.family = "A100"
    listing.modelIDs = ["nvidia-a100-pcie-40gb"]
    listing.condition = .used
    listing.country = "US"
    listing.price = ListingSummary.Price(currency: "USD", low: 400_000, high: 400_000)
    listing.usdPerCard = 4000
    listing.firstSeen = Instant(seconds: 1_754_006_400)
    listing.lastSeen = Instant(seconds: 1_754_006_400 + 5 * 86_400)
    change(&listing)
    return listing
  }

  @Test func `the same goods under two keys are one offer`() throws {
    let offers = OfferClusters.offers(
      of: [
        Self.listing(7), Self.listing(3) { $0.title = "nvidia  A100-40GB PCIe GPU accelerator server pull" },
        Self.listing(5),
      ])
    let offer = try #require(offers.first)
    #expect(offers.count == 1)
    #expect(offer.id == "0000000000000003")
    #expect(offer.listingIDs == ["0000000000000003", "0000000000000005", "0000000000000007"])
    #expect(offer.listingIDs.contains(offer.canonicalListingID))
    #expect(offer.evidence.count == 2)
    for pair in offer.evidence {
      #expect(pair.listingID == offer.canonicalListingID && pair.otherListingID != pair.listingID)
      #expect(pair.weight >= 0.5 && pair.weight < 1)
      #expect(
        pair.reason
          == "same seller, same title, same price, same place, same condition, at the same time")
    }
  }

  struct Difference: CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout ListingSummary) -> Void
    init(_ description: String, _ change: @escaping @Sendable (inout ListingSummary) -> Void) {
      testDescription = description
      self.change = change
    }
  }

  @Test(arguments: [
    Difference("another seller of the source") { $0.sellerHash = "s2" },
    Difference("another model") { $0.modelIDs = ["nvidia-a100-pcie-80gb"] },
    Difference("another family") { $0.family = "A800" },
    Difference("another memory size") { $0.title = "NVIDIA A100 80GB PCIe GPU accelerator, server pull" },
    Difference("another form") { $0.title = "NVIDIA A100 40GB SXM4 GPU accelerator, server pull" },
    Difference("another quantity") { $0.quantity = 2 },
    Difference("wanted, not offered") { $0.side = .buy },
    Difference("for parts") { $0.condition = .forParts },
    Difference("new") { $0.condition = .new },
    Difference("a third dearer") { $0.price = ListingSummary.Price(currency: "USD", low: 530_000, high: 530_000) },
    Difference("another price in another currency") {
      $0.price = ListingSummary.Price(currency: "EUR", low: 400_000, high: 400_000)
      $0.usdPerCard = 4640
    },
    Difference("a system that holds it") { $0.kind = .system },
    Difference("back after half a year") {
      $0.firstSeen = Instant(seconds: 1_754_006_400 + 180 * 86_400)
      $0.lastSeen = $0.firstSeen
    },
    Difference("another title") { $0.title = "Dell DGX tray with riser and heatsink, as pictured" },
    Difference("neither seller nor price") {
      $0.sellerHash = nil
      $0.price = nil
      $0.usdPerCard = nil
    },
  ])
  func `one difference keeps two listings apart`(_ difference: Difference) {
    let offers = OfferClusters.offers(of: [Self.listing(1), Self.listing(2, difference.change)])
    #expect(offers.count == 2)
  }

  @Test func `a chain of small steps does not tie its ends together`() {
    // Each price is 9 % above the one before: neighbors are near enough, the ends are not.
    let chain = (0..<12).map { step in
      Self.listing(step) { listing in
        var price = 400_000.0
        for _ in 0..<step { price *= 1.09 }
        listing.price = ListingSummary.Price(currency: "USD", low: Int64(price), high: Int64(price))
      }
    }
    for offer in OfferClusters.offers(of: chain) {
      let prices = offer.listingIDs.compactMap { id in chain.first { $0.listingID == id }?.price?.low }
      let canonical = chain.first { $0.listingID == offer.canonicalListingID }?.price?.low ?? 0
      #expect(prices.allSatisfy { Double($0) / Double(canonical) < 1.15 && Double(canonical) / Double($0) < 1.15 })
    }
  }

  @Test func `a shop with five thousand like cards has one offer`() {
    let offers = OfferClusters.offers(of: (0..<5000).map { Self.listing($0) })
    #expect(offers.map(\.listingIDs.count) == [5000])
  }

  @Test func `offers are a partition, free of order and idempotent`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(seed: seed)
    let words = ["asus", "msi", "tuf", "oc", "24gb", "boxed", "receipt", "mint", "tested", "fan", "server", "pull"]
    let listings = (0..<600).map { index in
      Self.listing(index) { listing in
        listing.title = "RTX 4090 " + words.shuffled(using: &random).prefix(4).joined(separator: " ")
        listing.sellerHash = random.next() % 5 == 0 ? nil : "s\(random.next() % 12)"
        listing.source = ["bay", "flea"].randomElement(using: &random)
        let price = Int64(400_000 + random.next() % 4 * 10_000)
        listing.price = ListingSummary.Price(currency: "USD", low: price, high: price)
      }
    }
    let offers = OfferClusters.offers(of: listings)
    #expect(offers.flatMap(\.listingIDs).sorted() == listings.map(\.listingID), "seed \(seed)")
    #expect(offers.count < 500, "seed \(seed)")
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
struct SplitMix: RandomNumberGenerator {
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
