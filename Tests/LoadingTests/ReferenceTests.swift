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

  @Test func `a look at the past leaves the present's figures as they are`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let day = try #require(Day(year: 2025, month: 7, day: 14))
    func effect(_ size: Double) -> EventEffect {
      let window = EventEffect.Window(count: 10, exposure: 14, nights: 14, missingNights: 0)
      return EventEffect(
        eventID: "e", family: "A100", targetRole: .target, measure: .composite, windowDays: 14, before: window,
        after: window,
        figures: EventEffect.Figures(
          effectLog: size, error: 0.1, low: size - 0.2, high: size + 0.2, p: 0.01, pPlacebo: 0.02, q: 0.03, degrees: 20,
          minimumDetectable: 0.28), verdict: .rise, controls: .controlled, confoundedWith: [], reason: nil, anchor: day,
        kind: .demandUp, halfLife: EventHalfLife(days: 7, low: 3, high: 20),
        diagnostics: EventDiagnostics(scale: 1.25, placebos: 87, controls: ["H100"]))
    }
    let point = DemandPoint(family: "A100", date: day, status: .first)
    let placebo = EventPlacebo(
      eventID: "e", family: "A100", measure: .new, placeboFamily: "H100", start: day.adding(-20), effectLog: 0.1, t: 0.5
    )
    try loader.store(
      prices: [], demand: [point], effects: [effect(0.5)], placebos: [placebo], vintage: day.adding(30))
    let present = try Samples.dump(path)
    for _ in 0..<2 {
      try loader.store(prices: [], demand: [point], effects: [effect(0.1)], vintage: day.adding(16), time: .past)
    }
    #expect(try Samples.dump(path) == present)
    #expect(try Samples.rows(path, "SELECT effect_log, half_life, kind FROM event_effect") == ["0.5 7.0 demand_up"])
    #expect(
      try Samples.rows(path, "SELECT as_of, effect_log FROM past_event_effect") == ["2025-07-30 0.1"])
    #expect(try Samples.rows(path, "SELECT count(*) FROM past_demand") == ["1"])
    #expect(
      try Samples.rows(path, "SELECT as_of, from_on, to_on, nights, cluster FROM event_window")
        == ["2025-08-13 2025-07-14 2025-07-27 14 1"])
    #expect(
      try Samples.rows(path, "SELECT se, scale, placebos, half_life_high, control_series FROM event_diagnostic")
        == ["0.1 1.25 87 20.0 [\"H100\"]"])
    #expect(try Samples.rows(path, "SELECT placebo_series, start_on FROM placebo") == ["H100 2025-06-24"])
  }
}
