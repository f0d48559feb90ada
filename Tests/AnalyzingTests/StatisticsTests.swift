import Analyzing
import Testing

@Suite struct StatisticsTests {
  /// What HuberLocation should give; the figures were computed with numpy 2.4 by the formulas of its doc comment.
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let values: [Double]
    let estimate: Double
    let error: Double
  }

  @Test(arguments: [
    Example(
      testDescription: "one wild value", values: [1, 2, 3, 4, 100], estimate: 3.0, error: 1.1757165538113814),
    Example(
      testDescription: "no wild value gives the mean", values: [1, 2, 3, 4, 5, 6], estimate: 3.5,
      error: 0.7637626158259733),
    Example(
      testDescription: "no MAD, so the standard deviation is the scale", values: [5, 5, 5, 5, 9],
      estimate: 5.601502282925842, error: 0.7518778566789038),
    Example(
      testDescription: "logarithms of prices with one ten times too high",
      values: [
        5.703782474656201, 5.736572297479192, 5.6869753563398202, 5.720311776607412, 7.9724660159745655,
        5.669880922980520, 5.743003188219612,
      ], estimate: 5.718129018602548, error: 0.017057507645338463),
  ])
  func `Huber's location agrees with numpy`(example: Example) throws {
    let location = try #require(HuberLocation(of: example.values))
    #expect(abs(location.estimate - example.estimate) < 1e-7)
    #expect(abs((location.standardError ?? 0) - example.error) < 1e-6)
  }

  @Test func `a single value and equal values have no standard error`() {
    #expect(HuberLocation(of: [7])?.standardError == nil)
    #expect(HuberLocation(of: [5.1, 5.1, 5.1])?.standardError == nil)
    #expect(HuberLocation(of: [5.1, 5.1, 5.1])?.estimate == 5.1)
    #expect(HuberLocation(of: []) == nil)
  }

  @Test func `a shift of all values shifts the location and keeps its error`() throws {
    let values = [1.0, 2, 3, 4, 100]
    let plain = try #require(HuberLocation(of: values))
    let shifted = try #require(HuberLocation(of: values.map { $0 + 10 }))
    #expect(abs(shifted.estimate - plain.estimate - 10) < 1e-7)
    #expect(abs((shifted.standardError ?? 0) - (plain.standardError ?? 1)) < 1e-7)
  }

  @Test(arguments: [
    (1.0, 12.706204736432095), (4, 2.7764451051977987), (9, 2.2621571628540993), (30, 2.0422724563012373),
  ])
  func `Student's 97.5 % quantile agrees with scipy`(degrees: Double, expected: Double) {
    #expect(abs(studentQuantile(0.975, degrees: degrees) - expected) < 1e-9)
    #expect(abs(studentQuantile(0.025, degrees: degrees) + expected) < 1e-9)
  }

  @Test func `beta and gamma functions agree with scipy`() {
    #expect(abs(regularizedBeta(0.3, 2.5, 3.5) - 0.29675298929566646) < 1e-12)
    #expect(abs(betaQuantile(0.025, 12, 21) - 0.21100031642399283) < 1e-12)
    #expect(abs(betaQuantile(0.975, 13, 20) - 0.5630775449030734) < 1e-12)
    #expect(abs(logGamma(0.1) - 2.252712651734206) < 1e-12)
    #expect(abs(logGamma(1000) - 5905.220423209181) < 1e-9)
  }

  @Test func `Benjamini and Hochberg's q-values never fall as p rises`() {
    // By hand: .01·4/1 = .04, .02·4/2 = .04, .03·4/3 = .04, .5·4/4 = .5.
    let q = falseDiscoveryRates(of: [0.5, 0.01, 0.03, 0.02])
    for (found, expected) in zip(q, [0.5, 0.04, 0.04, 0.04]) { #expect(abs(found - expected) < 1e-12) }
    #expect(falseDiscoveryRates(of: []).isEmpty)
  }
}
