import Analyzing
import Records
import Testing

@Suite struct PriceLevelTests {
  let monday = Day(number: 20_283)  // 2025-07-14

  func listing(
    _ id: String, _ usd: Double, day: Int = 0, seller: String? = nil, model: String = "a", basis: PriceBasis = .ask,
    offer: String? = nil
  ) -> PricedListing {
    PricedListing(
      listingID: id, offerID: offer ?? id, seller: seller ?? "l:" + id, modelID: model, basis: basis,
      day: monday.adding(day), usd: usd)
  }

  @Test(arguments: [
    (1, 1.0, PriceIndexPoint.Status.thin), (2, 1, .ok), (4, 1, .ok), (4, 120, .thin), (5, 120, .ok), (9, 1, .ok),
  ])
  func `a week is thin below five sellers, unless they agree`(
    count: Int, apart: Double, status: PriceIndexPoint.Status
  ) throws {
    let points = PriceLevels((0..<count).map { listing("\($0)", 300 + apart * Double($0)) }).points
    #expect(points.map(\.n) == [count])
    #expect(points.map(\.status) == [status])
    #expect((points[0].low == nil) == (count == 1))
  }

  @Test func `one seller counts once a week, whatever he lists`() {
    let flood = (0..<50).map { listing("f\($0)", 100, seller: "s:flood") }
    let others = (0..<6).map { listing("o\($0)", 295 + 2 * Double($0)) }
    let points = PriceLevels(flood + others).points
    #expect(points.map(\.n) == [7])
    #expect(points.map(\.listings) == [56])
    #expect(abs(points[0].usd - 300) < 20)
  }

  @Test func `the same offer shown twice counts once, where it was seen first`() {
    let points = PriceLevels([
      listing("x", 100, day: 8, offer: "o"), listing("y", 200, day: 1, offer: "o"),
    ]).points
    #expect(points.map(\.week) == [monday])
    #expect(points.map { $0.usd.rounded() } == [200])
  }

  @Test func `a price alone is flagged by the guide for its model, and counts all the same`() {
    let lone = [listing("low", 90), listing("fair", 400, day: 7), listing("high", 9000, day: 14)]
    let levels = PriceLevels(lone, guides: ["a": 200...800])
    #expect(levels.points.map(\.n) == [1, 1, 1])
    let marks = levels.indices.weights.sorted { $0.week < $1.week }.map(\.reason)
    #expect(marks[0] == .implausiblyLow && marks[2] == .implausiblyHigh)
    #expect(marks[1] != .implausiblyLow && marks[1] != .implausiblyHigh)
    let many = (0..<6).map { listing("m\($0)", 90 + Double($0)) }
    #expect(PriceLevels(many, guides: ["a": 200...800]).indices.weights.allSatisfy { $0.reason != .implausiblyLow })
  }

  @Test func `asking and sold prices are series of their own`() {
    let points = PriceLevels([listing("x", 100), listing("y", 80, basis: .sold)]).points
    #expect(points.map(\.series) == ["a", "a:sold"])
    #expect(points.map(\.n) == [1, 1])
  }

  @Test func `flat prices give flat levels with no interval`() {
    let all = (0..<4).flatMap { week in (0..<6).map { listing("\(week)-\($0)", 450, day: week * 7) } }
    let points = PriceLevels(all).points
    #expect(points.map { ($0.usd * 1e6).rounded() } == [450e6, 450e6, 450e6, 450e6])
    #expect(points.allSatisfy { $0.low == nil && $0.status == .ok })
  }

  @Test func `neither order nor names change a level`() {
    let all = (0..<40).map { listing("\($0)", 200 + Double($0 * $0 % 97), day: $0 % 14, seller: "s:\($0 % 11)") }
    let renamed = all.map {
      PricedListing(
        listingID: "z" + $0.listingID, offerID: "z" + $0.offerID, seller: "q" + $0.seller, modelID: $0.modelID,
        basis: $0.basis, day: $0.day, usd: $0.usd)
    }
    let plain = PriceLevels(all).points
    #expect(PriceLevels(all.reversed()).points == plain)
    #expect(PriceLevels(renamed).points == plain)
  }
}
