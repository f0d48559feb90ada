import Analyzing
import Testing

@Suite struct StatisticsTests {
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
