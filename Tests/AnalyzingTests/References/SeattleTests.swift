import Analyzing
import Foundation
import Testing

/// Houses sold in Seattle, 2010 to 2016: hedonic and repeat-sales indices against base R, MASS and sandwich.
@Suite(.enabled(if: ReferenceFiles.folder != nil, ReferenceFiles.absence)) struct SeattleTests {
  /// The sales, with the terms of the reference's formula.
  struct Sales {
    var sample: HedonicSample
    var houses: [Int]

    init() throws {
      let rows = try ReferenceFiles.rows("index/seattle_sales_input.csv")
      func number(_ row: [String: String], _ name: String) throws -> Double { try #require(Double(row[name] ?? "")) }
      let profiles = try rows.map { row in
        [
          log(try number(row, "tot_sf")), log(try number(row, "lot_sf") + 1), try number(row, "beds"),
          try number(row, "baths"), try number(row, "eff_age"), try number(row, "bldg_grade"),
          try number(row, "wfnt"),
        ]
      }
      sample = HedonicSample(
        logPrices: try rows.map { log(try number($0, "sale_price")) },
        period: try rows.map { Int(try number($0, "month")) - 1 }, periods: 84, profile: Array(rows.indices),
        profiles: profiles)
      let names = rows.map { $0["pinx"] ?? "" }
      let numbers = Dictionary(uniqueKeysWithValues: Set(names).sorted().enumerated().map { ($1, $0) })
      houses = names.map { numbers[$0] ?? 0 }
    }
  }

  func expected(_ method: String, _ column: String) throws -> [Double] {
    try ReferenceFiles.rows("index/seattle_index_expected.csv").filter { $0["method"] == method }
      .map { try #require(Double($0[column] ?? "")) }
  }

  @Test func `least squares, White's and clustered errors agree with R`() throws {
    let sales = try Sales()
    let fit = HedonicFit(sales.sample, loss: .squares)
    let levels = fit.levels.compactMap { $0 }
    #expect(distance(levels.dropFirst().map { $0 - levels[0] }, try expected("hedonic_ols", "log_index")) < 1e-8)
    let models: [(String, HedonicFit.ErrorModel)] = [
      ("hedonic_ols", .alike), ("hedonic_ols_HC1", .heteroskedastic),
      ("hedonic_ols_cluster_pinx_CR1", .clustered(sales.houses)),
    ]
    for (method, errors) in models {
      let found = (1..<84).compactMap {
        fit.standardError(ofChangeTo: $0, from: 0, in: sales.sample, errors: errors)
      }
      #expect(distance(found, try expected(method, "se")) < 1e-8, "\(method)")
    }
    let terms = try ReferenceFiles.rows("index/seattle_hedonic_other_coefs.csv")
      .filter { $0["method"] == "hedonic_ols" && $0["term"] != "(Intercept)" }
    #expect(distance(fit.coefficients, terms.compactMap { Double($0["coef"] ?? "") }) < 1e-8)
    let errors = fit.coefficients.indices.compactMap { fit.standardError(ofCoefficient: $0) }
    #expect(distance(errors, terms.compactMap { Double($0["se"] ?? "") }) < 1e-8)
  }

  @Test func `Huber's regression agrees with rlm`() throws {
    let fit = HedonicFit(try Sales().sample, loss: .huber(stop: 1e-12))
    let levels = fit.levels.compactMap { $0 }
    let method = "hedonic_huber_k1.345_MASSrlm"
    #expect(distance(levels.dropFirst().map { $0 - levels[0] }, try expected(method, "log_index")) < 1e-8)
    let sample = try Sales().sample
    let found = (1..<84).compactMap { fit.standardError(ofChangeTo: $0, from: 0, in: sample) }
    #expect(distance(found, try expected(method, "se")) < 1e-8)
    let rows = try ReferenceFiles.rows("index/seattle_hedonic_other_coefs.csv").filter {
      $0["method"] == "hedonic_huber"
    }
    let scale = try #require(rows.first { $0["term"] == "scale_MAD_s" }?["coef"].flatMap { Double($0) })
    #expect(abs(fit.scale - scale) < 1e-8)
    let terms = rows.filter { $0["term"] != "(Intercept)" && $0["term"] != "scale_MAD_s" }
    #expect(distance(fit.coefficients, terms.compactMap { Double($0["coef"] ?? "") }) < 1e-8)
  }

  @Test func `repeat-sales indices agree with lm and rlm`() throws {
    let pairs = try ReferenceFiles.rows("index/seattle_repeat_pairs_input.csv").map { row in
      func number(_ name: String) throws -> Double { try #require(Double(row[name] ?? "")) }
      return RepeatSales.Pair(
        from: Int(try number("p1")) - 1, to: Int(try number("p2")) - 1,
        change: try number("l2") - (try number("l1")))
    }
    let methods: [(String, RepeatSales.Method)] = [
      ("repeat_bmn_ols", .bmn), ("repeat_case_shiller_wls", .caseShiller), ("repeat_huber", .huber(stop: 1e-12)),
    ]
    for (name, method) in methods {
      let index = RepeatSales(pairs, periods: 84, method: method)
      #expect(index.base == 0)
      #expect(distance(index.levels.compactMap { $0 }.dropFirst().map { $0 }, try expected(name, "log_index")) < 1e-8)
      let errors = try expected(name, "se")
      #expect(
        distance(index.standardErrors.compactMap { $0 }, errors) < 1e-8,
        "\(name) \(index.standardErrors[1] ?? 0) \(errors[0])")
      if method == .caseShiller { #expect(abs((index.varianceSlope ?? 0) + 0.0027) < 1e-4) }
    }
  }
}
