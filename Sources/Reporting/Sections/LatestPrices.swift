import Records

/// The last week of every series of models, those to rely on first.
func latestPrices(_ findings: Findings) -> [PriceIndexPoint] { latest(findings.prices) }

/// The last week of every series, those to rely on first.
///
/// A thin week gives way to one with enough sellers that is at most four weeks older.
func latest(_ points: [PriceIndexPoint]) -> [PriceIndexPoint] {
  Dictionary(grouping: points, by: \.series).values
    .compactMap { points -> PriceIndexPoint? in
      guard let last = points.max(by: { $0.week < $1.week }) else { return nil }
      let sound = points.filter { $0.status == .ok }.max { $0.week < $1.week }
      return sound.map { $0.week >= last.week.adding(-28) ? $0 : last } ?? last
    }
    .sorted { ($0.status == .ok ? 0 : 1, $0.series) < ($1.status == .ok ? 0 : 1, $1.series) }
}

/// The names of the models, by id.
func modelNames(_ findings: Findings) -> [String: String] {
  Dictionary(findings.models.map { ($0.modelID, $0.name) }) { first, _ in first }
}

func latestPricesSection(_ findings: Findings) -> Markup {
  let names = modelNames(findings)
  let units = modelUnits(findings)
  var table = Table(
    "Latest weekly price level, US dollars a card",
    [
      ("Model", false), ("Basis", false), ("Week of", false), ("Level", true), ("95 % interval", true),
      ("Median", true), ("Sellers", true), ("Status", false),
    ])
  var csv = CSV(["model", "basis", "week", "usd", "low", "high", "median_usd", "n", "status"])
  for point in latestPrices(findings) {
    let name = names[point.modelID] ?? point.modelID
    table.append(
      [
        "\(name)", "\(point.basis.rawValue)", "<span class=\"nw\">\(point.week.description)</span>",
        "\(usd: point.usd)", shownRange(point), "\(usd: point.medianUSD)", "\(point.n)", statusTag(point.status),
      ], style: point.status == .ok ? "" : "thin", per: units[point.modelID] ?? "")
    csv.append([
      name, point.basis.rawValue, point.week.description, Figures.plain(point.usd, 2), Figures.plain(point.low, 2),
      Figures.plain(point.high, 2), Figures.plain(point.medianUSD, 2), String(point.n), point.status.rawValue,
    ])
  }
  let exhibit = Exhibit(
    "latest prices", name: "latest-prices", csv: csv, query: Queries(findings).latestPrices, stamp: Stamp(findings))
  let body: Markup =
    table.rows.isEmpty
    ? "<p class=\"note\">No card with one certain model and a price in US dollars.</p>"
    : table.markup + "<div class=\"data\">\(exhibit.links)</div>"
  return """
    <section id="prices"><h2>Latest prices by model</h2>
    <p>A row marked <span class="tag">thin</span> rests on fewer than \(PriceIndexPoint.minimumSellers) sellers and has a
    wide interval: it is what they ask, not a market price. It stands here only where the four weeks before it had no
    more.</p>
    \(body)</section>

    """
}

/// "ok" or "thin" as a tag.
func statusTag(_ status: PriceIndexPoint.Status) -> Markup {
  status == .ok ? "<span class=\"tag ok\">ok</span>" : "<span class=\"tag\">thin</span>"
}
