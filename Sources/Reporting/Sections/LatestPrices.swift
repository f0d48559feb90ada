import Records

/// The last week of every series, those to rely on first.
///
/// A thin week gives way to one with enough sellers that is at most four weeks older.
func latestPrices(_ findings: Findings) -> [PriceIndexPoint] {
  Dictionary(grouping: findings.prices, by: \.series).values
    .compactMap { points -> PriceIndexPoint? in
      guard let last = points.max(by: { $0.week < $1.week }) else { return nil }
      let sound = points.filter { $0.status == .ok }.max { $0.week < $1.week }
      return sound.map { $0.week >= last.week.adding(-28) ? $0 : last } ?? last
    }
    .sorted {
      ($0.status == .ok ? 0 : 1, $0.modelID, $0.basis.rawValue) < (
        $1.status == .ok ? 0 : 1, $1.modelID, $1.basis.rawValue
      )
    }
}

/// The names of the models, by id.
func modelNames(_ findings: Findings) -> [String: String] {
  Dictionary(findings.models.map { ($0.modelID, $0.name) }) { first, _ in first }
}

func latestPricesSection(_ findings: Findings) -> Markup {
  let names = modelNames(findings)
  var table = Table(
    "Latest weekly price level, US dollars a card",
    [
      ("Model", false), ("Basis", false), ("Week of", false), ("Level", true), ("95 % interval", true),
      ("Median", true), ("Sellers", true), ("Status", false),
    ])
  for point in latestPrices(findings) {
    table.append(
      [
        "\(names[point.modelID] ?? point.modelID)", "\(point.basis.rawValue)",
        "<span class=\"nw\">\(point.week.description)</span>", "\(Figures.dollars(point.usd))",
        "\(shownInterval(point))", "\(Figures.dollars(point.medianUSD))", "\(point.n)", statusTag(point),
      ], style: point.status == .ok ? "" : "thin")
  }
  return """
    <section id="prices"><h2>Latest prices</h2>
    <p>A row marked <span class="tag">thin</span> rests on fewer than \(PriceIndexPoint.minimumSellers) sellers: it is
    what they ask, not a market price. It stands here only where the four weeks before it had no more.</p>
    \(table.rows.isEmpty ? "<p class=\"note\">No card with one certain model and a price in US dollars.</p>" : table.markup)
    </section>

    """
}

private func statusTag(_ point: PriceIndexPoint) -> Markup {
  point.status == .ok ? "<span class=\"tag ok\">ok</span>" : "<span class=\"tag\">thin</span>"
}

func priceChartsSection(_ findings: Findings) -> Markup {
  let weight = findings.prices.reduce(into: [String: Int]()) { $0[$1.modelID, default: 0] += $1.n }
  let ordered = findings.models.sorted {
    (-(weight[$0.modelID] ?? 0), $0.modelID) < (-(weight[$1.modelID] ?? 0), $1.modelID)
  }
  let shown = ordered.prefix(HTMLReport.mostCharts)
  let figures = shown.enumerated().map { PriceChart($1, id: "p\($0 + 1)", findings: findings)?.figure ?? "" }
  let rest = ordered.count - shown.count
  let more: Markup = rest > 0 ? "<p class=\"soft\">\(rest) more models with fewer listings are in prices.csv.</p>" : ""
  return """
    <section id="levels"><h2>Price levels by week</h2>
    <p class="key">Line and dots: the level of asking prices (circles) or sold prices (squares); shade: its 95 %
    interval; hollow: fewer than \(PriceIndexPoint.minimumSellers) sellers, never joined; hatched: nights that were not
    read; dashed: an event, numbered below its chart; dotted: what the market itself did.</p>
    <div class="charts">
    \(figures)</div>\(more)</section>

    """
}
