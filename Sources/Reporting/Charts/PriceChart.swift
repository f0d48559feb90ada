import Records

/// The weekly price level of one model: a line with its interval, asking and sold prices apart.
///
/// Weeks with too few sellers are hollow and joined to nothing; weeks that do not follow each other are not joined.
struct PriceChart {
  let model: ModelFacts
  let points: [PriceIndexPoint]
  let chart: Chart

  init?(_ model: ModelFacts, id: String, findings: Findings) {
    let points = findings.prices.filter { $0.modelID == model.modelID }
    guard let first = points.map(\.week).min(), let last = points.map(\.week).max() else { return nil }
    self.model = model
    self.points = points
    let days = DayScale(first: first, last: last.adding(6))
    let held = points.flatMap { $0.status == .ok ? [$0.usd, $0.low ?? $0.usd, $0.high ?? $0.usd] : [$0.usd] }
    let latest = points.max { ($0.week, $0.status == .ok ? 1 : 0) < ($1.week, $1.status == .ok ? 1 : 0) }
    let words = latest.map {
      "Latest week \($0.week): \(Figures.dollars($0.usd)) \($0.basis.rawValue), \($0.n) sellers, \($0.status.rawValue)."
    }
    chart = Chart(
      id: id, title: "Weekly price level of \(model.name) in US dollars a card",
      description: "\(points.count) weeks from \(first) to \(last). " + (words ?? ""), days: days,
      values: ValueScale(holding: held), label: Figures.dollars,
      events: findings.events.filter {
        days.contains($0.anchor) && ($0.targets.contains(model.family) || $0.substitutes.contains(model.family))
      },
      gaps: findings.demand.filter { $0.family == model.family && $0.status == .gap }.map(\.date))
  }

  var figure: Markup {
    """
    <figure><h3>\(model.name)</h3>
    \(chart.svg(Markup(PriceBasis.allCases.map(drawing))))<figcaption>\(chart.legend)</figcaption>
    <details><summary>Table</summary>
    \(table)</details></figure>

    """
  }

  private func drawing(_ basis: PriceBasis) -> Markup {
    let own = points.filter { $0.basis == basis }
    let solid = own.filter { $0.status == .ok }
    let bands = solid.map { point -> Markup in
      guard let low = point.low, let high = point.high else { return "" }
      let (x, top) = (chart.days.x(point.week), chart.values.y(high))
      return """
        <rect class="band \(basis.rawValue)" x="\(Figures.point(x))" y="\(Figures.point(top))" \
        width="\(Figures.point(chart.days.x(point.week.adding(7)) - x))" \
        height="\(Figures.point(max(1, chart.values.y(low) - top)))"/>
        """
    }
    let lines = zip(solid, solid.dropFirst()).map { left, right -> Markup in
      guard right.week == left.week.adding(7) else { return "" }
      return """
        <line class="level \(basis.rawValue)" x1="\(Figures.point(x(left)))" y1="\(y(left))" \
        x2="\(Figures.point(x(right)))" y2="\(y(right))"/>
        """
    }
    let dots = own.map { point -> Markup in
      let hollow = point.status == .ok ? "" : " hollow"
      if basis == .ask {
        return "<circle class=\"ask\(hollow)\" cx=\"\(Figures.point(x(point)))\" cy=\"\(y(point))\" r=\"3\"/>"
      }
      return """
        <rect class="sold\(hollow)" x="\(Figures.point(x(point) - 3))" \
        y="\(Figures.point(chart.values.y(point.usd) - 3))" width="6" height="6"/>
        """
    }
    return Markup(bands + lines + dots)
  }

  private func x(_ point: PriceIndexPoint) -> Double { chart.days.x(Double(point.week.number) + 3.5) }
  private func y(_ point: PriceIndexPoint) -> String { Figures.point(chart.values.y(point.usd)) }

  private var table: Markup {
    var table = Table(
      "\(model.name), US dollars a card by week",
      [
        ("Week", false), ("Basis", false), ("Level", true), ("95 % interval", true), ("n", true), ("Status", false),
      ])
    for point in points {
      table.append(
        [
          "<span class=\"nw\">\(point.week.description)</span>", "\(point.basis.rawValue)",
          "\(Figures.dollars(point.usd))", "\(shownInterval(point))", "\(point.n)", "\(point.status.rawValue)",
        ], style: point.status == .ok ? "" : "thin")
    }
    return table.markup
  }
}

/// The interval as tables show it: that of a thin week is in the CSV only.
func shownInterval(_ point: PriceIndexPoint) -> String {
  point.status == .ok ? Figures.interval(point.low, point.high) : "—"
}
