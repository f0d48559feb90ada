import Foundation
import Loading
import Records
import Testing

@Suite struct ReferenceTests {
  private static func documents(_ folder: String) throws -> [JSONObjectReader.Document] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "pipelines/\(folder)")
    return try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json5" }
      .map { JSONObjectReader.Document(source: $0.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0))) }
  }

  @Test func `the shipped catalog is stored once, and what it drops is removed`() throws {
    let catalog = try Catalog(documents: Self.documents("catalog"))
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    try loader.store(catalog.models)
    let dump = try Samples.dump(path)
    let count = try Samples.rows(path, "SELECT count(*) FROM gpu_model")
    #expect(count == ["\(catalog.models.count)"])
    #expect(try Samples.rows(path, "SELECT count(DISTINCT model_id) > 100 FROM gpu_spec") == ["1"])
    try loader.store(catalog.models)
    #expect(try Samples.dump(path) == dump)
    try loader.store(Array(catalog.models.prefix(3)))
    #expect(try Samples.rows(path, "SELECT count(*) FROM gpu_model") == ["3"])
    try loader.store(catalog.models)
    #expect(try Samples.dump(path) == dump)
  }

  @Test func `what an analysis found takes the place of what it found before`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let day = try #require(Day(year: 2025, month: 7, day: 14))
    let point = PriceIndexPoint(
      modelID: "m", basis: .ask, week: day, levelRaw: 8, standardError: nil, usd: 2981, low: nil, high: nil,
      medianUSD: 2981, n: 1, listings: 1)
    let gap = DemandPoint(family: "A100", date: day, status: .gap, gapDays: nil, new: nil, gone: nil, atRisk: nil)
    let window = EventEffect.Window(count: 0, exposure: 0, nights: 0, missingNights: 7)
    let effect = EventEffect(
      eventID: "e", family: "A100", targetRole: .target, measure: .new, windowDays: 14, before: window, after: window,
      figures: nil, verdict: .notEnoughData, controls: .uncontrolled, confoundedWith: ["f"], reason: "no nights")
    for _ in 0..<2 { try loader.store(prices: [point], demand: [gap], effects: [effect], vintage: day) }
    #expect(try Samples.rows(path, "SELECT series, n, status, low FROM price_index") == ["m 1 thin -"])
    #expect(try Samples.rows(path, "SELECT family, status, new FROM demand") == ["A100 gap -"])
    #expect(
      try Samples.rows(path, "SELECT verdict, effect_log, confounded_with FROM event_effect")
        == ["not_enough_data - [\"f\"]"])
    try loader.store(prices: [], demand: [], effects: [], vintage: day.adding(1))
    #expect(try Samples.rows(path, "SELECT count(*) FROM price_index") == ["1"])
    #expect(try Samples.rows(path, "SELECT count(*) FROM event_effect") == ["0"])
  }
}
