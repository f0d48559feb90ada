import Records
import SQLiteKit

/// What becomes of the figures of an analysis.
public enum AnalysisTime: Hashable, Sendable {
  /// Nothing was observed after their day: they are what the tables show.
  case present
  /// A look at the past: kept beside the present, under its day.
  case past
  /// A day of which only the vintage of the price index is kept.
  case pricesOnly
}

extension Loader {
  /// Replaces what an analysis found, in one transaction.
  ///
  /// The figures of the present take the place of those before; a look at the past is kept beside them, under its day.
  ///
  /// - Parameters:
  ///   - vintage: The day as of which the figures were made; prices of other vintages stay.
  ///   - time: Whether the figures are those of the present.
  public mutating func store(
    prices: [PriceIndexPoint], demand: [DemandPoint], effects: [EventEffect], placebos: [EventPlacebo] = [],
    vintage: Day, time: AnalysisTime = .present
  ) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.store(prices, vintage)
      switch time {
      case .present: try loader.storePresent(demand, effects, placebos, vintage)
      case .past: try loader.storePast(demand, effects, vintage)
      case .pricesOnly: break
      }
    }
  }

  private func store(_ prices: [PriceIndexPoint], _ vintage: Day) throws(SQLiteFailure) {
    var clear = try database.prepare("DELETE FROM price_index WHERE vintage = ?1")
    try clear.run(.text(vintage.description))
    try upsert(
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
  }

  private func storePresent(
    _ demand: [DemandPoint], _ effects: [EventEffect], _ placebos: [EventPlacebo], _ vintage: Day
  ) throws(SQLiteFailure) {
    for table in ["demand", "event_effect", "event_window", "event_diagnostic", "placebo"] {
      try database.execute("DELETE FROM \(table)")
    }
    try upsert("demand", DemandRows.columns, keys: 2, demand.map(DemandRows.row))
    try upsert("event_effect", EffectRows.effectColumns, keys: 4, effects.map(EffectRows.effect))
    try upsert("event_window", EffectRows.windowColumns, keys: 3, EffectRows.windows(effects, asOf: vintage))
    try upsert("event_diagnostic", EffectRows.diagnosticColumns, keys: 4, effects.map(EffectRows.diagnostic))
    try upsert("placebo", EffectRows.placeboColumns, keys: 5, placebos.map(EffectRows.placebo))
  }

  private func storePast(
    _ demand: [DemandPoint], _ effects: [EventEffect], _ vintage: Day
  ) throws(SQLiteFailure) {
    for table in ["past_demand", "past_event_effect"] {
      var clear = try database.prepare("DELETE FROM \(table) WHERE as_of = ?1")
      try clear.run(.text(vintage.description))
    }
    let day = Value.text(vintage.description)
    try upsert("past_demand", ["as_of"] + DemandRows.columns, keys: 3, demand.map { [day] + DemandRows.row($0) })
    try upsert(
      "past_event_effect", ["as_of"] + EffectRows.effectColumns, keys: 5,
      effects.map { [day] + EffectRows.effect($0) })
  }
}
