import Glibc
import Loading
import Records

/// The rows of a study, one for each event, model and measure, as `study` prints them.
struct StudyRows {
  /// The columns; those up to `verdict` are promised in this order.
  static let columns = [
    "panel", "event_id", "model", "measure", "effect_log", "ci_low", "ci_high", "p", "p_placebo", "q", "mde",
    "verdict", "kind", "controls", "confounded_with", "half_life", "half_life_low", "half_life_high", "anticipation_p",
    "trend_p", "se", "df", "placebos", "control_models", "contaminated_control", "window_from", "nights", "reason",
  ]

  /// The columns of the table for people.
  static let shown = ["panel", "event", "model", "measure", "percent", "low", "high", "q", "mde", "verdict", "kind"]

  let panel: String
  let effects: [EventEffect]

  /// All columns of each row.
  func cells() -> [[Cell]] {
    effects.map { effect in
      let figures = effect.figures
      let diagnostics = effect.diagnostics
      let isCounted = figures != nil
      let found: [Cell] = [
        .text(panel), .text(effect.eventID), .text(effect.family), .text(effect.measure.rawValue),
        .number(figures?.effectLog), .number(figures?.low), .number(figures?.high), .number(figures?.p),
        .number(figures?.pPlacebo), .number(figures?.q), .number(figures?.minimumDetectable),
        .text(effect.verdict.rawValue),
      ]
      return found + [
        .word(effect.kind?.rawValue), .text(effect.controls.rawValue),
        .text(effect.confoundedWith.joined(separator: ";")), .number(effect.halfLife?.days),
        .number(effect.halfLife?.low), .number(effect.halfLife?.high), .number(diagnostics?.anticipationP),
        .number(diagnostics?.trendP), .number(figures?.error), .number(figures?.degrees),
        .number(isCounted ? diagnostics?.placebos : nil), .text(diagnostics?.controls.joined(separator: ";") ?? ""),
        .word(diagnostics?.contaminatedControl), .word(effect.anchor?.description), .number(effect.after.nights),
        .word(effect.reason),
      ]
    }
  }

  /// What the table for people shows: effects in percent.
  func shownCells() -> [[Cell]] {
    func percent(_ log: Double?) -> Cell { .word(log.map { StudyRows.percent($0) }) }
    return effects.map { effect in
      let figures = effect.figures
      let mde = figures.map { StudyRows.percent($0.minimumDetectable) }
      return [
        .text(panel), .text(effect.eventID), .text(effect.family), .text(effect.measure.rawValue),
        percent(figures?.effectLog), percent(figures?.low), percent(figures?.high),
        .word(figures.map { StudyRows.thousandths($0.q) }), .word(mde),
        .text(effect.verdict.rawValue + (effect.controls == .uncontrolled ? ", uncontrolled" : "")),
        .word(effect.reason ?? effect.kind?.rawValue),
      ]
    }
  }

  /// The rows as JSON objects, with commas between them.
  func json() -> [UInt8] {
    var writer = JSONWriter()
    for (effect, cells) in zip(effects, cells()) {
      writer.object { writer in
        for (name, cell) in zip(Self.columns, cells) {
          switch (name, cell) {
          case ("confounded_with", _): writer.member(name, effect.confoundedWith)
          case ("control_models", _): writer.member(name, effect.diagnostics?.controls ?? [])
          case (_, .null):
            writer.key(name)
            writer.literal("null")
          case (_, .integer(let number)): writer.member(name, Int(number))
          case (_, .real(let number)): writer.member(name, number)
          case (_, .text(let text)): writer.member(name, text)
          }
        }
      }
    }
    return writer.bytes
  }

  /// exp(log) − 1 in percent with one decimal.
  private static func percent(_ log: Double) -> String {
    let tenths = (exp(log) - 1) * 1000
    guard tenths.isFinite, abs(tenths) < 1e12 else { return "" }
    let whole = Int(tenths.rounded())
    return (whole < 0 ? "-" : "+") + "\(abs(whole) / 10).\(abs(whole) % 10)"
  }

  /// A share with three decimals.
  private static func thousandths(_ share: Double) -> String {
    let whole = String(Int((share * 1000).rounded()))
    return share >= 0.9995 ? "1.000" : "0." + String(repeating: "0", count: 3 - whole.count) + whole
  }
}

extension Cell {
  fileprivate static func number(_ value: Double?) -> Cell { value.map { .real($0) } ?? .null }
  fileprivate static func number(_ value: Int?) -> Cell { value.map { .integer(Int64($0)) } ?? .null }
  fileprivate static func word(_ text: String?) -> Cell { text.map { .text($0) } ?? .null }
}
