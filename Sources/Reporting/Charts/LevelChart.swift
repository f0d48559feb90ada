import Records

/// The weekly price level of one model or family: a line with its interval; asked, sold and bid prices apart.
///
/// Weeks with too few sellers are hollow and joined to nothing; weeks that do not follow each other are not joined.
struct LevelChart {
  /// Weeks that the table beside a chart shows; all are in its CSV.
  static let weeksInTable = 8

  let name: String
  let points: [PriceIndexPoint]
  let chart: Chart
  let exhibit: Exhibit
  let per: String

  /// - Parameters:
  ///   - name: The name for people.
  ///   - key: The model's id or the family, as the tables call it.
  ///   - points: Its levels, of every basis.
  ///   - per: What one card has, for other units; "" where cards differ.
  init?(
    _ name: String, key: String, family: String, id: String, points: [PriceIndexPoint], per: String = "",
    findings: Findings
  ) {
    let points = points.sorted { ($0.basis.rawValue, $0.week) < ($1.basis.rawValue, $1.week) }
    guard let first = points.map(\.week).min(), let last = points.map(\.week).max() else { return nil }
    self.name = name
    self.per = per
    self.points = points
    let days = DayScale(first: first, last: last.adding(6))
    let held = points.filter { $0.basis != .bid || $0.status == .ok }
      .flatMap { $0.status == .ok ? [$0.usd, $0.low ?? $0.usd, $0.high ?? $0.usd] : [$0.usd] }
    let latest = points.max { ($0.week, $0.status == .ok ? 1 : 0) < ($1.week, $1.status == .ok ? 1 : 0) }
    let words = latest.map {
      "Latest week \($0.week): \(Figures.dollars($0.usd)) \($0.basis.rawValue), \($0.n) sellers, \($0.status.rawValue)."
    }
    let stamp = Stamp(findings)
    chart = Chart(
      id: id, title: "Weekly price level of \(name) in US dollars a card",
      description: "\(points.count) weeks from \(first) to \(last). " + (words ?? ""), days: days,
      values: ValueScale(holding: held), label: Figures.dollars,
      events: findings.events.filter {
        days.contains($0.anchor) && ($0.targets.contains(family) || $0.substitutes.contains(family))
      },
      gaps: findings.demand.filter { $0.family == family && $0.status == .gap }.map(\.date), stamp: stamp, isMoney: true
    )
    var csv = CSV(["week", "basis", "usd", "low", "high", "n", "status"])
    for point in points {
      csv.append([
        point.week.description, point.basis.rawValue, Figures.plain(point.usd, 2), Figures.plain(point.low, 2),
        Figures.plain(point.high, 2), String(point.n), point.status.rawValue,
      ])
    }
    exhibit = Exhibit(
      "price level of \(name)", name: "price-" + key, csv: csv, query: Queries(findings).levels(of: key), stamp: stamp)
  }

  var figure: Markup {
    """
    <figure\(unitsAttribute(per))><h3>\(name)</h3>
    \(chart.svg(Markup(PriceBasis.allCases.map(drawing))))<figcaption>\(chart.legend)</figcaption>
    <div class="data"><details><summary>Table<span class="hidden"> of \(name)</span></summary>
    \(table)</details>\(exhibit.links)</div></figure>

    """
  }

  private func drawing(_ basis: PriceBasis) -> Markup {
    // Bids are so few that a thin level of them is noise; the CSV has it, and bids have a section of their own.
    let own = points.filter { $0.basis == basis && (basis != .bid || $0.status == .ok) }
    guard !own.isEmpty else { return "" }
    var line = ""
    var band = ""
    var alone: [PriceIndexPoint] = []
    for run in LevelChart.runs(of: own.filter { $0.status == .ok }) {
      if run.count == 1 { alone += run }
      if run.count > 1 { line += DrawnPath.line(run.map { place($0.week, $0.usd) }) }
      let edges = run.filter { $0.low != nil && $0.high != nil }
      band += DrawnPath.band(
        upper: edges.map { place($0.week, $0.high ?? $0.usd) }, lower: edges.map { place($0.week, $0.low ?? $0.usd) },
        halfWidth: (chart.days.x(7) - chart.days.x(0)) / 2)
    }
    // In a long series the line stands for the weeks that it joins.
    let isLong = own.count > 60
    let size = isLong ? " fine" : ""
    let dotted = isLong ? own.filter { $0.status == .thin } + alone : own
    let dots = DrawnPath.dots(dotted.map { place($0.week, $0.usd) }, isTick: basis == .bid)
    let holes = DrawnPath.dots(own.filter { $0.status == .thin }.map { place($0.week, $0.usd) })
    let shapes: [(style: String, path: String)] = [
      ("band \(basis.rawValue)", band), ("level \(basis.rawValue)", line), ("dot \(basis.rawValue)\(size)", dots),
      ("hole\(size)", basis == .bid ? "" : holes),
    ]
    return Markup(
      shapes.filter { !$0.path.isEmpty }.map { shape -> Markup in
        "<path class=\"\(shape.style)\" d=\"\(shape.path)\"/>"
      })
  }

  private func place(_ week: Day, _ usd: Double) -> (x: Double, y: Double) {
    (chart.days.x(Double(week.number) + 3.5), chart.values.y(usd))
  }

  /// Points whose weeks follow each other.
  static func runs(of points: [PriceIndexPoint]) -> [[PriceIndexPoint]] {
    var runs: [[PriceIndexPoint]] = []
    for point in points {
      if let last = runs.last?.last, last.week.adding(7) == point.week {
        runs[runs.count - 1].append(point)
      } else {
        runs.append([point])
      }
    }
    return runs
  }

  private var table: Markup {
    let shown = PriceBasis.allCases.flatMap { basis in points.filter { $0.basis == basis }.suffix(Self.weeksInTable) }
    var table = Table(
      "\(name), US dollars a card by week" + (shown.count < points.count ? ", the last ones" : ""),
      [("Week", false), ("Basis", false), ("Level", true), ("95 % interval", true), ("n", true), ("Status", false)])
    for point in shown {
      table.append(
        [
          "<span class=\"nw\">\(point.week.description)</span>", "\(point.basis.rawValue)", "\(usd: point.usd)",
          shownRange(point), "\(point.n)", "\(point.status.rawValue)",
        ], style: point.status == .ok ? "" : "thin")
    }
    return table.markup
  }
}

/// The interval as tables show it: that of a thin week is in the CSV only.
func shownInterval(_ point: PriceIndexPoint) -> String {
  point.status == .ok ? Figures.interval(point.low, point.high) : "—"
}

/// The same for the page, in the reader's currency.
func shownRange(_ point: PriceIndexPoint) -> Markup {
  guard point.status == .ok, let low = point.low, let high = point.high else { return "—" }
  return "\(usd: low) – \(usd: high)"
}
