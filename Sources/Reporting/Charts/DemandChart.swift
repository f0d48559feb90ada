import Records

/// New listings a day of one family upward and gone ones downward; nights that were not read are hatched.
struct DemandChart {
  let family: String
  let points: [DemandPoint]
  let chart: Chart

  init?(_ family: String, id: String, findings: Findings) {
    let points = findings.demand.filter { $0.family == family }
    guard let first = points.first?.date, let last = points.last?.date, points.contains(where: { $0.status == .ok })
    else { return nil }
    self.family = family
    self.points = points
    let new = points.compactMap { DemandChart.daily($0.new, $0) }
    let gone = points.compactMap { DemandChart.daily($0.gone, $0) }
    let read = points.count { $0.status == .ok }
    let missing = points.count { $0.status == .gap }
    let days = DayScale(first: first, last: last)
    chart = Chart(
      id: id, title: "New and gone listings of \(family) a day",
      description: "From \(first) to \(last): \(read) nights compared, \(missing) not read and left open.", days: days,
      values: ValueScale(holding: new + gone.map { -$0 } + [0, 1]),
      label: { Figures.fixed(abs($0), $0 == $0.rounded() ? 0 : 1) },
      events: findings.events.filter {
        days.contains($0.anchor) && ($0.targets.contains(family) || $0.substitutes.contains(family))
      }, gaps: points.filter { $0.status == .gap }.map(\.date))
  }

  static func daily(_ count: Int?, _ point: DemandPoint) -> Double? {
    guard let count, let gap = point.gapDays, gap > 0 else { return nil }
    return Double(count) / Double(gap)
  }

  var figure: Markup {
    let zero = chart.values.y(0)
    let bars = points.map { point -> Markup in
      guard let new = DemandChart.daily(point.new, point), let gone = DemandChart.daily(point.gone, point) else {
        return ""
      }
      let x = chart.days.x(point.date) + 0.5
      let width = max(0.8, chart.days.x(point.date.adding(1)) - x - 0.5)
      let (top, bottom) = (chart.values.y(new), chart.values.y(-gone))
      return """
        <rect class="bar ask" x="\(Figures.point(x))" y="\(Figures.point(top))" width="\(Figures.point(width))" \
        height="\(Figures.point(zero - top))"/><rect class="bar sold" x="\(Figures.point(x))" \
        y="\(Figures.point(zero))" width="\(Figures.point(width))" height="\(Figures.point(bottom - zero))"/>
        """
    }
    let level = Figures.point(zero)
    let axis: Markup = """
      <line class="axis" x1="\(Figures.point(Frame.left))" x2="\(Figures.point(Frame.width - Frame.right))" \
      y1="\(level)" y2="\(level)"/>
      """
    return """
      <figure><h3>\(family)</h3>
      \(chart.svg(Markup(bars) + axis))<figcaption>\(chart.legend)</figcaption>
      <details><summary>Table</summary>
      \(table)</details></figure>

      """
  }

  private var table: Markup {
    var table = Table(
      "\(family), listings by night",
      [("Night", false), ("Status", false), ("Days", true), ("New", true), ("Gone", true), ("Live before", true)])
    for point in points {
      func number(_ value: Int?) -> Markup { value.map { "\($0)" } ?? "—" }
      table.append(
        [
          "<span class=\"nw\">\(point.date.description)</span>", "\(point.status.rawValue)", number(point.gapDays),
          number(point.new), number(point.gone), number(point.atRisk),
        ], style: point.status == .ok ? "" : "thin")
    }
    return table.markup
  }
}
