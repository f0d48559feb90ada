import Records
import SQLiteKit

extension Loader {
  /// Replaces what an analysis found, in one transaction.
  ///
  /// - Parameter vintage: The day as of which the prices were indexed; rows of other vintages stay.
  public mutating func store(
    prices: [PriceIndexPoint], demand: [DemandPoint], effects: [EventEffect], vintage: Day
  ) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      var clear = try loader.database.prepare("DELETE FROM price_index WHERE vintage = ?1")
      try clear.run(.text(vintage.description))
      try loader.database.execute("DELETE FROM demand; DELETE FROM event_effect")
      try loader.upsert(
        "price_index",
        [
          "series", "date", "method", "vintage", "level_raw", "level", "usd", "low", "high", "n", "basis", "status",
        ], keys: 4,
        prices.map { point in
          [
            .text(point.series), .text(point.week.description), .text(PriceIndexPoint.method),
            .text(vintage.description), .real(point.levelRaw), .real(point.levelRaw), .real(point.usd),
            .real(point.low), .real(point.high), .int(point.n), .text(point.basis.rawValue),
            .text(point.status.rawValue),
          ]
        })
      try loader.upsert(
        "demand", ["family", "date", "gap_days", "new", "gone", "at_risk", "status"], keys: 2,
        demand.map { point in
          [
            .text(point.family), .text(point.date.description), .int(point.gapDays), .int(point.new),
            .int(point.gone), .int(point.atRisk), .text(point.status.rawValue),
          ]
        })
      try loader.upsert("event_effect", Loader.effectColumns, keys: 4, effects.map(Loader.row))
    }
  }

  private static let effectColumns = [
    "event_id", "series", "measure", "window_days", "effect_log", "ci_low", "ci_high", "p", "q", "mde", "verdict",
    "controls", "confounded_with", "method", "diagnostics",
  ]

  private static func row(_ effect: EventEffect) -> [Value] {
    let figures = effect.figures
    var neighbors = JSONWriter()
    neighbors.array { writer in for id in effect.confoundedWith { writer.string(id) } }
    var diagnostics = JSONWriter()
    diagnostics.object { writer in
      writer.member("target_role", effect.targetRole.rawValue)
      writer.member("dispersion", figures?.dispersion)
      writer.member("reason", effect.reason)
      for (name, window) in [("before", effect.before), ("after", effect.after)] {
        writer.object(name) { writer in
          writer.member("count", window.count)
          writer.member("exposure", window.exposure)
          writer.member("nights", window.nights)
          writer.member("missing_nights", window.missingNights)
        }
      }
    }
    return [
      .text(effect.eventID), .text(effect.family), .text(effect.measure.rawValue), .int(effect.windowDays),
      .real(figures?.effectLog), .real(figures?.low), .real(figures?.high), .real(figures?.p), .real(figures?.q),
      .real(figures?.minimumDetectable), .text(effect.verdict.rawValue), .text(effect.controls.rawValue),
      .text(String(decoding: neighbors.bytes, as: UTF8.self)), .text(EventEffect.method),
      .text(String(decoding: diagnostics.bytes, as: UTF8.self)),
    ]
  }
}
