import Glibc
import Records

/// Rows with a name, and on each one or more values with their intervals, on a scale of ratios.
struct IntervalChart {
  /// A value with its interval; all are natural logarithms.
  struct Mark {
    let style: String
    let low: Double?
    let value: Double
    let high: Double?
    var isThin = false

    /// What the scale must hold: the interval of a thin level is not drawn.
    var ends: [Double] { [value] + (isThin ? [] : [low, high].compactMap { $0 }) }
  }

  /// One line of the chart.
  struct Row {
    let name: String
    /// The value in words, to the right of the name.
    let words: String
    let marks: [Mark]
    /// The same words with amounts that the reader may see in another currency.
    var money: Markup?
  }

  let id: String
  let title: String
  let description: String
  let rows: [Row]
  let ticks: [(value: Double, label: String)]
  let low: Double
  let high: Double
  let stamp: Stamp
  var isMoney = false

  private static let rowHeight = 30.0
  private static let same = "same"
  private static let left = 12.0
  private static let right = 348.0

  /// Ratios around 1: "÷2", "1", "×2".
  static func ratios(
    id: String, title: String, description: String, rows: [Row], stamp: Stamp
  ) -> IntervalChart {
    let ends = rows.flatMap(\.marks).flatMap(\.ends)
    let reach = min(4, max(1, (ends.map(\.magnitude).max() ?? 0) / log(2)))
    let steps = Int(reach.rounded(.up))
    let ticks = (-steps...steps).map { step -> (value: Double, label: String) in
      let factor = String(1 << abs(step))
      return (Double(step) * log(2), step == 0 ? same : step > 0 ? "×" + factor : "÷" + factor)
    }
    return IntervalChart(
      id: id, title: title, description: description, rows: rows, ticks: ticks, low: -Double(steps) * log(2) * 1.08,
      high: Double(steps) * log(2) * 1.08, stamp: stamp)
  }

  /// US dollars, 1, 2 and 5 times powers of ten.
  static func dollars(
    id: String, title: String, description: String, rows: [Row], stamp: Stamp
  ) -> IntervalChart {
    let ends = rows.flatMap(\.marks).flatMap(\.ends)
    let (low, high) = ((ends.min() ?? 0) - 0.15, (ends.max() ?? 1) + 0.15)
    let powers = (-3...7).flatMap { power in [1.0, 2, 5].map { $0 * pow(10, Double(power)) } }
    var ticks = powers.map(log).filter { low <= $0 && $0 <= high }
    if ticks.count > 6 { ticks = ticks.filter { (log10(exp($0)) - (log10(exp($0))).rounded()).magnitude < 0.01 } }
    return IntervalChart(
      id: id, title: title, description: description, rows: rows,
      ticks: ticks.map { ($0, Figures.dollars(exp($0))) }, low: low, high: high, stamp: stamp,
      isMoney: true)
  }

  private func x(_ value: Double) -> Double {
    Self.left + (min(max(value, low), high) - low) / (high - low) * (Self.right - Self.left)
  }

  private func shown(_ tick: (value: Double, label: String)) -> Markup {
    isMoney ? "\(drawnUSD: exp(tick.value))" : "\(tick.label)"
  }

  var svg: Markup {
    let bottom = Double(rows.count) * Self.rowHeight + 6
    let grid = ticks.map { tick -> Markup in
      let place = Figures.point(x(tick.value))
      return """
        <line class="\(tick.label == Self.same ? "axis" : "grid")" x1="\(place)" x2="\(place)" y1="4" \
        y2="\(Figures.point(bottom))"/><text x="\(place)" y="\(Figures.point(bottom + 13))" text-anchor="middle">\
        \(shown(tick))</text>
        """
    }
    let lines = rows.enumerated().map { index, row -> Markup in
      let y = Double(index) * Self.rowHeight
      return """
        <text class="name" x="\(Figures.point(Self.left))" y="\(Figures.point(y + 14))">\
        \(TextTable.cut(row.name, to: 44))</text>\
        <text x="\(Figures.point(Self.right))" y="\(Figures.point(y + 14))" text-anchor="end">\(row.money ?? "\(row.words)")</text>\
        \(row.marks.enumerated().map { drawing($0.element, y: y + 22 + Double($0.offset) * 5) })
        """
    }
    return """
      <svg viewBox="0 0 360 \(Figures.point(bottom + 28))" role="img" aria-labelledby="\(id)-t \(id)-d">\
      <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc><metadata>\(stamp.terms)</metadata>
      \(grid)\(lines)\
      <text class="stamp" x="348" y="\(Figures.point(bottom + 25))" text-anchor="end">\(stamp.line)</text></svg>

      """
  }

  private func drawing(_ mark: Mark, y: Double) -> Markup {
    var range: Markup = ""
    if let low = mark.low, let high = mark.high, !mark.isThin {
      range = """
        <line class="range \(mark.style)" x1="\(Figures.point(x(low)))" x2="\(Figures.point(x(high)))" \
        y1="\(Figures.point(y))" y2="\(Figures.point(y))"/>
        """
    }
    let dot = DrawnPath.dots([(x(mark.value), y)], isTick: mark.style == "bid")
    let hole: Markup = mark.isThin && mark.style != "bid" ? "<path class=\"hole\" d=\"\(dot)\"/>" : ""
    return range + "<path class=\"dot \(mark.style)\" d=\"\(dot)\"/>" + hole
  }
}
