import Records
import SQLiteKit

/// Event effects as rows of their tables.
enum EffectRows {
  static let effectColumns = [
    "event_id", "series", "measure", "window_days", "effect_log", "ci_low", "ci_high", "p", "p_placebo", "q", "df",
    "mde", "half_life", "verdict", "controls", "confounded_with", "kind", "method", "diagnostics",
  ]

  static func effect(_ effect: EventEffect) -> [Value] {
    let figures = effect.figures
    return key(effect) + [
      .real(figures?.effectLog), .real(figures?.low), .real(figures?.high), .real(figures?.p),
      .real(figures?.pPlacebo), .real(figures?.q), .real(figures?.degrees), .real(figures?.minimumDetectable),
      .real(effect.halfLife.map { Double($0.days) }), .text(effect.verdict.rawValue), .text(effect.controls.rawValue),
      .text(list(effect.confoundedWith)), .text(effect.kind?.rawValue),
      .text(effect.measure == .price ? EventEffect.priceMethod : EventEffect.method), .text(diagnosticsJSON(effect)),
    ]
  }

  static let windowColumns = [
    "event_id", "series", "window_days", "as_of", "target_role", "from_on", "to_on", "nights", "missing_nights",
    "history_nights", "missing_history_nights", "overlapping_events", "cluster",
  ]

  /// A row for each event and series that has a window.
  static func windows(_ effects: [EventEffect], asOf day: Day) -> [[Value]] {
    let clusters = clusters(of: effects)
    return effects.filter { $0.measure == .composite }.compactMap { effect in
      guard let anchor = effect.anchor else { return nil }
      return [
        .text(effect.eventID), .text(effect.family), .int(effect.windowDays), .text(day.description),
        .text(effect.targetRole.rawValue), .text(anchor.description),
        .text(anchor.adding(effect.windowDays - 1).description), .int(effect.after.nights),
        .int(effect.after.missingNights), .int(effect.before.nights), .int(effect.before.missingNights),
        .text(list(effect.confoundedWith)), .int(clusters[effect.eventID] ?? 0),
      ]
    }
  }

  /// The number of each event's cluster, counted by anchor from 1.
  private static func clusters(of effects: [EventEffect]) -> [String: Int] {
    var anchors: [String: Day] = [:]
    var neighbors: [String: [String]] = [:]
    for effect in effects {
      anchors[effect.eventID] = effect.anchor
      neighbors[effect.eventID] = effect.confoundedWith
    }
    var result: [String: Int] = [:]
    var number = 0
    for (event, _) in anchors.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) where result[event] == nil {
      number += 1
      var open = [event]
      while let next = open.popLast() {
        guard result.updateValue(number, forKey: next) == nil else { continue }
        open += (neighbors[next] ?? []).filter { result[$0] == nil }
      }
    }
    return result
  }

  static let diagnosticColumns = [
    "event_id", "series", "measure", "window_days", "se", "phi", "long_run_ratio", "scale", "rho", "placebos",
    "pretrend_p", "anticipation_p", "half_life_low", "half_life_high", "control_series", "contaminated_control",
    "reason",
  ]

  static func diagnostic(_ effect: EventEffect) -> [Value] {
    let found = effect.diagnostics
    return key(effect) + [
      .real(effect.figures?.error), .real(found?.dispersion), .real(found?.longRunRatio), .real(found?.scale),
      .real(found?.correlation), .int(found?.placebos), .real(found?.trendP), .real(found?.anticipationP),
      .real(effect.halfLife.map { Double($0.low) }), .real(effect.halfLife.map { Double($0.high) }),
      .text(list(found?.controls ?? [])), .text(found?.contaminatedControl), .text(effect.reason),
    ]
  }

  static let placeboColumns = [
    "event_id", "series", "measure", "placebo_series", "start_on", "effect_log", "t",
  ]

  static func placebo(_ placebo: EventPlacebo) -> [Value] {
    [
      .text(placebo.eventID), .text(placebo.family), .text(placebo.measure.rawValue), .text(placebo.placeboFamily),
      .text(placebo.start.description), .real(placebo.effectLog), .real(placebo.t),
    ]
  }

  private static func key(_ effect: EventEffect) -> [Value] {
    [.text(effect.eventID), .text(effect.family), .text(effect.measure.rawValue), .int(effect.windowDays)]
  }

  private static func list(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.array { writer in for text in texts { writer.string(text) } }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func diagnosticsJSON(_ effect: EventEffect) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("target_role", effect.targetRole.rawValue)
      writer.member("dispersion", effect.figures?.dispersion)
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
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Demand as rows of its table.
enum DemandRows {
  static let columns = ["family", "date", "gap_days", "new", "gone", "at_risk", "bids", "mentions", "status"]

  static func row(_ point: DemandPoint) -> [Value] {
    [
      .text(point.family), .text(point.date.description), .int(point.gapDays), .int(point.new), .int(point.gone),
      .int(point.atRisk), .int(point.bids), .int(point.mentions), .text(point.status.rawValue),
    ]
  }
}
