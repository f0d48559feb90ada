import Analyzing
import Foundation
import Records
import Testing

@Suite struct DemandSpikeTests {
  static let start = Day(number: 20_283)
  static let families = ["A100", "H100", "H20", "V100", "L40S", "T4"]

  /// What a made-up market does besides its Poisson arrivals.
  struct Market {
    var nights = 200
    var rate = 12.0
    var missed: Set<Int> = []
    /// A family's factor on nights.
    var surge: (family: String, nights: Range<Int>, factor: Double)?
    /// Listings of one seller on one night.
    var spam: (family: String, night: Int, count: Int)?
    /// A night on which the whole market of a family seems to vanish and come back.
    var market: (nights: Range<Int>, factor: Double)?
  }

  static func spikes(_ market: Market, seed: UInt64, events: [EventMark] = []) -> [DemandSpike] {
    var random = Randomness(seed: seed)
    let read = (0..<market.nights).filter { !market.missed.contains($0) }
    var spans: [ListingSpan] = []
    func add(_ family: String, born: Int, seller: String) {
      let died = born + 1 + Int(-21 * log(Double.random(in: 1e-9...1, using: &random)))
      let seen = read.filter { $0 >= born && $0 < died }
      guard let first = seen.first, let last = seen.last else { return }
      spans.append(
        ListingSpan(
          sourceID: "s", family: family, first: start.adding(first), last: start.adding(last), seller: seller))
    }
    for family in families {
      for night in -60..<market.nights {
        var mean = market.rate
        if let surge = market.surge, surge.family == family, surge.nights.contains(night) { mean *= surge.factor }
        if let all = market.market, all.nights.contains(night) { mean *= all.factor }
        for number in 0..<random.poisson(mean) { add(family, born: night, seller: "\(family) \(night) \(number)") }
      }
      if let spam = market.spam, spam.family == family {
        for _ in 0..<spam.count { add(family, born: spam.night, seller: "spammer") }
      }
    }
    let coverage = (0..<market.nights).map {
      CoverageNight(
        sourceID: "s", date: start.adding($0), pagesExpected: 1, pagesRead: market.missed.contains($0) ? 0 : 1,
        isComplete: !market.missed.contains($0))
    }
    return DemandSpikes(spans: spans, coverage: coverage, events: events).spikes
  }

  @Test func `a quiet market, an outage, spam and a market-wide surge fire nothing`() {
    let quiet: [(String, Market)] = [
      ("quiet", Market()), ("sparse", Market(rate: 2)),
      ("outage", Market(missed: [60, 90, 91, 92, 93, 120, 121, 150])),
      ("spam", Market(spam: ("A100", 140, 250))),
      ("market", Market(market: (130..<144, 1.5))),
    ]
    for (name, market) in quiet {
      #expect(Self.spikes(market, seed: 903) == [], "\(name)")
    }
  }

  @Test(arguments: [901, 905])
  func `a fortnight of twice as many listings is found, dated, and linked or not`(seed: UInt64) throws {
    let market = Market(surge: ("A100", 140..<154, 2))
    let event = EventMark(
      eventID: "rule", anchor: Self.start.adding(138), title: "A rule", jurisdiction: "US", direction: "restrict",
      role: .policy, targets: ["A100"], substitutes: [])
    let other = EventMark(
      eventID: "other", anchor: Self.start.adding(139), title: "Another", jurisdiction: "US", direction: "restrict",
      role: .policy, targets: ["V100"], substitutes: [])
    let spike = try #require(
      Self.spikes(market, seed: seed, events: [event, other]).first { $0.measure == .new && $0.size > 0 })
    #expect(spike.family == "A100")
    #expect(spike.kind == .demand)
    #expect(abs(spike.start.number - Self.start.number - 140) <= 3)
    #expect(abs(spike.end.number - Self.start.number - 153) <= 4)
    #expect(abs(spike.size - log(2.0)) < 0.25)
    #expect(spike.events == ["rule"])
    let alone = Self.spikes(market, seed: seed).filter { $0.family == "A100" && $0.measure == .new && $0.size > 0 }
    #expect(alone.first?.events == [])
  }

  @Test func `one night six times over is an alarm about the data, not demand`() {
    let found = Self.spikes(Market(surge: ("H100", 150..<151, 6)), seed: 904).filter { $0.measure == .new }
    #expect(found.map(\.kind) == [.dataQuality] && found[0].q < 1e-6)
    #expect(found.map(\.start) == [Self.start.adding(150)])
  }
}
