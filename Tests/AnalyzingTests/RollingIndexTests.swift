import Analyzing
import Foundation
import Records
import Testing

@Suite struct RollingIndexTests {
  static let monday = Day(number: 20_283)

  /// One card a day from each of eight sellers, along a wandering level, in two conditions at two markets.
  static func listings(weeks: Int, seed: UInt64) -> [PricedListing] {
    var random = Randomness(seed: seed)
    let path = WeeklyIndexTests.walk(weeks, seed: seed)
    var listings: [PricedListing] = []
    for day in 0..<7 * weeks {
      for seller in 0..<3 {
        let isWorn = Bool.random(using: &random)
        let isFar = seller == 0
        let log = 8 + path[day / 7] - (isWorn ? 0.25 : 0) + (isFar ? 0.4 : 0) + 0.1 * random.normal()
        let id = "\(day)-\(seller)"
        listings.append(
          PricedListing(
            listingID: id, offerID: id, seller: "s:\(id)", modelID: "m", basis: .ask, day: monday.adding(day),
            usd: exp(log), family: "M",
            traits: PricedListing.Traits(
              condition: isWorn ? "used" : "refurbished", isRestricted: isFar, source: isFar ? "far" : "near")))
      }
    }
    return listings
  }

  /// The levels as a night's run would publish them.
  static func published(_ points: [PriceIndexPoint]) -> PriceLevels.Published {
    var published: PriceLevels.Published = [:]
    for point in points { published[point.series, default: [:]][point.week.number] = point.levelRaw }
    return published
  }

  @Test(arguments: [1, 2, 3])
  func `a later vintage leaves published weeks as they are and joins the new ones`(seed: UInt64) throws {
    let all = Self.listings(weeks: 40, seed: seed)
    let early = PriceLevels(all.filter { $0.day < Self.monday.adding(7 * 33) }).points
    let later = PriceLevels(all, published: Self.published(early)).points
    #expect(early.count == 33)
    #expect(later.count == 40)
    #expect(later.prefix(33).map(\.levelRaw) == early.map(\.levelRaw))
    // Each week keeps an error of its own, so that the smoothed level follows the weeks as it did before.
    #expect(later.allSatisfy { ($0.standardError ?? 1) < 0.1 }, "seed \(seed)")
    #expect(zip(later.dropLast(8), early).allSatisfy { abs($0.level - $1.level) < 0.02 }, "seed \(seed)")
    // The chain stays by the fit over all weeks at once.
    let checks = PriceLevels(all, published: Self.published(early)).indices.points
    let whole = checks.filter { $0.method == "hedonic_whole" && $0.modelID == "m" }
    let drift = zip(later, whole).map { $0.levelRaw - $1.levelRaw }
    #expect(whole.count == 40)
    #expect((drift.max() ?? 1) - (drift.min() ?? 0) < 0.03, "seed \(seed)")
  }

  @Test func `a fit from scratch and one on published weeks agree where nothing new was learnt`() throws {
    let all = Self.listings(weeks: 30, seed: 5)
    let once = PriceLevels(all).points
    #expect(PriceLevels(all, published: Self.published(once)).points.map(\.levelRaw) == once.map(\.levelRaw))
  }

  @Test func `what wear costs and what a restricted market adds come out of the fit`() throws {
    let indices = PriceLevels(Self.listings(weeks: 20, seed: 6)).indices
    let own = indices.coefficients.filter { $0.series == "m" }
    let condition = try #require(own.first { $0.attribute == "condition" })
    #expect(condition.level == "refurbished" && condition.reference == "used")
    #expect(abs((condition.estimate ?? 0) - 0.25) < 4 * (condition.standardError ?? 0))
    let market = try #require(own.first { $0.attribute == "market" })
    #expect(abs((market.estimate ?? 0) - 0.4) < 4 * (market.standardError ?? 0))
    // The far source is all of the restricted market, so it has nothing left to say.
    #expect(own.first { $0.attribute == "source" }?.estimate == nil)
  }

  @Test func `a family is indexed over its models, each at its own level`() throws {
    var all = Self.listings(weeks: 10, seed: 7)
    all += Self.listings(weeks: 10, seed: 7).map {
      PricedListing(
        listingID: "x" + $0.listingID, offerID: "x" + $0.offerID, seller: "x" + $0.seller, modelID: "big",
        basis: .ask, day: $0.day, usd: 3 * $0.usd, family: "M", traits: $0.traits)
    }
    let levels = PriceLevels(all)
    let family = levels.indices.points.filter { $0.modelID == "M" && $0.method == PriceIndexPoint.method }
    #expect(family.count == 10)
    #expect(Set(levels.points.map(\.modelID)) == ["m", "big"])
    let model = try #require(levels.indices.coefficients.first { $0.series == "M" && $0.attribute == "model" })
    #expect(abs(abs(model.estimate ?? 0) - log(3.0)) < 0.02)
  }

  @Test func `every offer has a weight with its reason, a wild price is marked but not dropped`() throws {
    var all = Self.listings(weeks: 8, seed: 8)
    let wild = PricedListing(
      listingID: "wild", offerID: "wild", seller: "s:w", modelID: "m", basis: .ask, day: Self.monday.adding(20),
      usd: 60_000, family: "M", traits: all[0].traits)
    let again = PricedListing(
      listingID: "again", offerID: all[0].offerID, seller: "s:w", modelID: "m", basis: .ask,
      day: Self.monday.adding(30), usd: 3000, family: "M", traits: all[0].traits)
    all += [wild, again]
    let weights = PriceLevels(all).indices.weights.filter { $0.series == "m" }
    #expect(weights.count == all.count)
    let mark = try #require(weights.first { $0.listingID == "wild" })
    #expect(mark.reason == .implausiblyHigh)
    #expect(mark.weight > 0 && mark.weight < 0.2)
    #expect(weights.first { $0.listingID == "again" }?.reason == .sameOffer)
    #expect(weights.first { $0.listingID == "again" }?.weight == 0)
  }

  @Test func `cross-checks follow the index`() throws {
    let all = Self.listings(weeks: 12, seed: 9)
    let levels = PriceLevels(all)
    for method in ["stratified_median", "geks_tornqvist", "jevons_chained"] {
      let check = levels.indices.points.filter { $0.method == method && $0.modelID == "m" }
      #expect(check.count == 12, "\(method)")
      let apart = zip(check, levels.points).map { $0.levelRaw - $1.levelRaw }
      #expect((apart.max() ?? 1) - (apart.min() ?? 0) < 0.3, "\(method)")
    }
  }

  @Test(arguments: 1...20)
  func `however few and far between offers are, every one has its week`(seed: UInt64) throws {
    var random = Randomness(seed: seed)
    let count = Int.random(in: 1...12, using: &random)
    let listings = (0..<count).map { number in
      PricedListing(
        listingID: "\(number)", offerID: "\(number / Int.random(in: 1...2, using: &random))", seller: "s\(number % 3)",
        modelID: Bool.random(using: &random) ? "a" : "b", basis: .ask,
        day: Self.monday.adding(Int.random(in: 0...600, using: &random)),
        usd: exp(8 + 0.2 * random.normal()), family: "M",
        traits: PricedListing.Traits(condition: Bool.random(using: &random) ? "new" : "used"))
    }
    let levels = PriceLevels(listings)
    for point in levels.points + levels.indices.points {
      #expect(point.levelRaw.isFinite && point.usd.isFinite && point.n >= 1, "seed \(seed)")
    }
    let offers = Set(listings.map { "\($0.modelID) \($0.offerID)" }).count
    #expect(levels.points.reduce(0) { $0 + $1.listings } == offers, "seed \(seed)")
    let again = PriceLevels(listings.shuffled(using: &random), published: Self.published(levels.points))
    #expect(again.points.map(\.levelRaw) == levels.points.map(\.levelRaw), "seed \(seed)")
  }
}
