import Analyzing
import Testing

@Suite struct RateRatioTests {
  @Test func `the exact limits of 12 after and 20 before are Clopper and Pearson's`() throws {
    // Share after of 32 in all: beta(.025; 12, 21) = .21100, beta(.975; 13, 20) = .56308; odds .26743 and 1.28876.
    let ratio = try #require(
      RateRatio(
        before: CountSeries(counts: [20], exposures: [10]), after: CountSeries(counts: [12], exposures: [10])))
    #expect(abs(ratio.low - -1.31891) < 1e-4)
    #expect(abs(ratio.high - 0.25368) < 1e-4)
    #expect(ratio.dispersion == 1)
  }

  @Test func `nothing counted on one side leaves that limit open`() throws {
    let none = CountSeries(counts: [0, 0], exposures: [7, 7])
    let some = CountSeries(counts: [6, 6], exposures: [7, 7])
    #expect(try #require(RateRatio(before: some, after: none)).low == -.infinity)
    #expect(try #require(RateRatio(before: none, after: some)).high == .infinity)
    #expect(RateRatio(before: none, after: none) == nil)
  }

  @Test func `counts that vary more than Poisson widen the interval`() throws {
    let after = CountSeries(counts: [5, 5, 5, 5], exposures: [1, 1, 1, 1])
    let even = try #require(
      RateRatio(before: CountSeries(counts: [5, 5, 5, 5], exposures: [1, 1, 1, 1]), after: after))
    let wild = try #require(
      RateRatio(before: CountSeries(counts: [20, 0, 0, 0], exposures: [1, 1, 1, 1]), after: after))
    #expect(even.log == wild.log)
    #expect(wild.dispersion > 5)
    #expect(wild.high - wild.low > 2 * (even.high - even.low))
  }

  @Test func `the same rate over a longer gap is no change`() throws {
    let ratio = try #require(
      RateRatio(
        before: CountSeries(counts: [100, 100], exposures: [1, 1]),
        after: CountSeries(counts: [300, 100], exposures: [3, 1])))
    #expect(abs(ratio.log) < 0.01)
  }

  @Test func `a shock of the whole market is no effect beside controls`() throws {
    let before = CountSeries(counts: [100, 100], exposures: [1, 1])
    let after = CountSeries(counts: [200, 200], exposures: [1, 1])
    let shock = try #require(RateRatio(before: before, after: after))
    #expect(RatioContrast(shock, against: nil).p < 0.001)
    let contrast = RatioContrast(shock, against: shock)
    #expect(contrast.log == 0)
    #expect(contrast.p == 1)
  }

  @Test(arguments: [3.0, 20])
  func `equal Poisson rates are called different in at most 6 of 100 cases`(rate: Double) throws {
    let seed: UInt64 = 20_221_007
    var random = Poisson(state: seed)
    var found = 0
    let trials = 1000
    for _ in 0..<trials {
      func series(_ nights: Int) -> CountSeries {
        CountSeries(
          counts: (0..<nights).map { _ in random.next(rate / 7) }, exposures: Array(repeating: 1, count: nights))
      }
      guard let ratio = RateRatio(before: series(56), after: series(14)) else { continue }
      if RatioContrast(ratio, against: nil).p < 0.05 { found += 1 }
    }
    #expect(found <= trials * 6 / 100, "seed \(seed), \(found) of \(trials)")
  }
}

/// Poisson counts from a small fixed generator (SplitMix64), the same on every machine.
struct Poisson {
  var state: UInt64

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) / 9_007_199_254_740_992
  }

  /// Waiting times of rate 1 until `mean` is used up.
  mutating func next(_ mean: Double) -> Int {
    var count = 0
    var product = uniform()
    // e^-mean by its series, good for the small means used here.
    var limit = 1.0
    var term = 1.0
    for step in 1..<60 {
      term *= -mean / Double(step)
      limit += term
    }
    while product > limit {
      count += 1
      product *= uniform()
    }
    return count
  }
}
