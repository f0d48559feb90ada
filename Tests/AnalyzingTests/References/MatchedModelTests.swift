import Analyzing
import Foundation
import Testing

/// Matched-model indices against IndexNumR.
@Suite(.enabled(if: ReferenceFiles.folder != nil, ReferenceFiles.absence)) struct MatchedModelTests {
  func sample(_ file: String) throws -> MatchedSample {
    let rows = try ReferenceFiles.rows("index/\(file)_input.csv")
    func column(_ name: String) throws -> [Double] { try rows.map { try #require(Double($0[name] ?? "")) } }
    let period = try column("time").map { Int($0) - 1 }
    return MatchedSample(
      period: period, product: try column("prodID").map { Int($0) - 1 }, prices: try column("prices"),
      quantities: try column("quantities"), periods: (period.max() ?? 0) + 1)
  }

  @Test(arguments: ["ces", "ces_turnover", "lamboray_krsinich"])
  func `GEKS with every window and splice agrees`(dataset: String) throws {
    let sample = try sample(dataset)
    let expected = try ReferenceFiles.rows("index/index_expected.csv").filter { $0["dataset"] == dataset }
    var compared = 0
    for (method, formula) in [("geks_jevons", MatchedSample.Formula.jevons), ("geks_tornqvist", .tornqvist)] {
      let own = expected.filter { $0["method"] == method }
      for config in Set(own.compactMap { $0["config"] }).sorted() {
        let parts = config.split(separator: ";").map { String($0.split(separator: "=").last ?? "") }
        let splice = parts.count > 1 ? try #require(Splice(rawValue: parts[1])) : .mean
        let found = sample.geks(by: formula, window: try #require(Int(parts[0])), splice: splice)
        let wanted = own.filter { $0["config"] == config }.compactMap { Double($0["index"] ?? "") }
        #expect(distance(found.compactMap { $0.map { exp($0) } }, wanted) < 1e-8, "\(method) \(config)")
        compared += 1
      }
    }
    #expect(compared > 0)
  }

  @Test func `chained, fixed-base and period-on-period indices agree`() throws {
    let expected = try ReferenceFiles.rows("index/index_expected.csv")
    let cases: [(String, String, String, MatchedSample.Formula)] = [
      ("ces", "jevons", "chained", .jevons), ("ces", "tornqvist", "chained", .tornqvist),
      ("ces", "jevons", "fixedbase", .jevons), ("ces", "tornqvist", "fixedbase", .tornqvist),
      ("ces", "jevons", "pop", .jevons), ("ces", "tornqvist", "pop", .tornqvist),
      ("ces_turnover", "jevons", "chained;matched", .jevons),
      ("ces_turnover", "tornqvist", "chained;matched", .tornqvist),
    ]
    for (dataset, method, config, formula) in cases {
      let sample = try sample(dataset)
      let wanted = expected.filter {
        $0["dataset"] == dataset && $0["method"] == method && $0["config"] == config
      }.compactMap { Double($0["index"] ?? "") }
      #expect(wanted.count == 12)
      let found: [Double?]
      switch config {
      case "fixedbase": found = (0..<12).map { sample.change(from: 0, to: $0, by: formula) }
      case "pop": found = (0..<12).map { sample.change(from: max(0, $0 - 1), to: $0, by: formula) }
      default: found = sample.chained(by: formula)
      }
      #expect(distance(found.compactMap { $0.map { exp($0) } }, wanted) < 1e-8, "\(dataset) \(method) \(config)")
    }
  }
}
