import Analyzing
import Foundation
import Testing

/// Statistical methods against the programs they are known from.
@Suite(.enabled(if: ReferenceFiles.folder != nil, ReferenceFiles.absence)) struct StatisticsReferenceTests {
  static func value(_ function: String, _ x: Double, _ a: Double, _ b: Double) -> Double? {
    switch function {
    case "t_sf": studentAbove(x, degrees: a)
    case "t_ppf": studentQuantile(x, degrees: a)
    case "norm_cdf": normalBelow(x)
    case "norm_ppf": normalQuantile(x)
    case "chi2_sf": chiSquaredAbove(x, degrees: a)
    case "f_sf": fisherAbove(x, numerator: a, denominator: b)
    case "poisson_cdf": poissonBelow(x, mean: a)
    case "nbinom_logpmf_size10": negativeBinomialLog(x, mean: a, size: 10)
    default: nil
    }
  }

  @Test func `every special function agrees with SciPy, small tails relatively`() throws {
    for row in try ReferenceFiles.rows("ts/special_functions.csv") {
      let (name, x) = (row["fn"] ?? "", try #require(Double(row["x"] ?? "")))
      let expected = try #require(Double(row["value"] ?? ""))
      let found = try #require(Self.value(name, x, Double(row["a"] ?? "") ?? 0, Double(row["b"] ?? "") ?? 0), "\(name)")
      #expect(abs(found - expected) <= 1e-8 * abs(expected) + 1e-15, "\(row): \(found)")
    }
  }

  @Test func `survival and Greenwood's errors agree with survfit`() throws {
    let input = try ReferenceFiles.rows("ts/aml_input.csv")
    let expected = try ReferenceFiles.rows("ts/aml_km_expected.csv")
    for group in ["Maintained", "Nonmaintained"] {
      let own = input.filter { $0["x"] == group }
      let curve = SurvivalCurve(
        times: own.compactMap { Double($0["time"] ?? "") }, hasEnded: own.map { $0["status"] == "1" })
      let rows = expected.filter { $0["strata"] == "x=\(group)" }
      #expect(curve.steps.count == rows.count)
      for (step, row) in zip(curve.steps, rows) {
        func matches(_ found: Double?, _ name: String) -> Bool {
          guard let wanted = Double(row[name] ?? ""), wanted.isFinite else { return found == nil }
          return found.map { abs($0 - wanted) < 1e-8 } ?? false
        }
        #expect(matches(step.time, "time") && matches(step.atRisk, "n_risk") && matches(step.events, "n_event"))
        #expect(matches(step.share, "surv") && matches(step.low, "lower") && matches(step.high, "upper"))
        #expect(matches(step.standardError.map { $0 / step.share }, "std_err"))
      }
    }
  }

  @Test func `q-values agree with p.adjust`() throws {
    let path = "ts/bh1995_expected.csv"
    let found = falseDiscoveryRates(of: try ReferenceFiles.numbers(path, "p"))
    #expect(distance(found, try ReferenceFiles.numbers(path, "bh")) < 1e-12)
  }

  @Test func `the generalized ESD test finds Rosner's three`() throws {
    let steps = extremeDeviates(try ReferenceFiles.numbers("ts/rosner1983_input.csv", "x"), most: 10)
    let path = "ts/rosner1983_expected.csv"
    #expect(steps.map(\.value) == (try ReferenceFiles.numbers(path, "removed")))
    #expect(distance(steps.map(\.statistic), try ReferenceFiles.numbers(path, "R")) < 1e-8)
    #expect(distance(steps.map(\.critical), try ReferenceFiles.numbers(path, "lambda")) < 1e-8)
    #expect(steps.lastIndex { $0.exceeds } == 2)
  }

  @Test(arguments: [("co2", 12, 21), ("nottem", 12, nil), ("UKgas", 4, nil)], [false, true])
  func `STL agrees with R`(series: (name: String, period: Int, window: Int?), isRobust: Bool) throws {
    let name = series.name
    let values = try ReferenceFiles.numbers("ts/stl_\(name)_input.csv", "logy")
    let parts = try #require(
      SeasonalTrend(
        values, period: series.period, seasonalWindow: series.window, isRobust: isRobust,
        middle: PartialSort.medianOfFallingRanks))
    let path = "ts/stl_\(name)_robust\(isRobust ? "TRUE" : "FALSE").csv"
    #expect(distance(parts.seasonal, try ReferenceFiles.numbers(path, "seasonal")) < 1e-8)
    #expect(distance(parts.trend, try ReferenceFiles.numbers(path, "trend")) < 1e-8)
    #expect(distance(parts.remainder, try ReferenceFiles.numbers(path, "remainder")) < 1e-8)
    #expect(distance(parts.weights, try ReferenceFiles.numbers(path, "weight")) < 1e-8)
  }

  @Test func `S-H-ESD finds the 131 anomalies of its authors' own data`() throws {
    let values = try ReferenceFiles.numbers("ts/twitter_raw_data.csv", "count")
    let found = seasonalOutliers(values, period: 1440)
    let expected = try ReferenceFiles.numbers("ts/twitter_vec_both_0.02_period1440.csv", "index").map { Int($0) - 1 }
    #expect(expected.count == 131)
    #expect(found.sorted() == expected)
  }

  @Test func `S-H-ESD finds a planted fortnight day by day`() throws {
    let values = try ReferenceFiles.numbers("ts/shesd_daily_input.csv", "y")
    let expected = try ReferenceFiles.numbers("ts/shesd_daily_expected.csv", "index").map { Int($0) - 1 }
    let sizes = [0.02, 0.05, 0.1].map { seasonalOutliers(values, period: 7, share: $0).sorted() }
    #expect(sizes.contains(expected), "\(sizes)")
  }
}
