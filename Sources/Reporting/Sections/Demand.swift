import Records

func demandSection(_ findings: Findings) -> Markup {
  let points = Dictionary(grouping: findings.demand, by: \.family)
  let weight = points.mapValues { $0.reduce(0) { $0 + ($1.new ?? 0) + ($1.gone ?? 0) } }
  let families = points.filter { $0.value.contains { $0.status == .ok } }.keys
    .sorted { (-(weight[$0] ?? 0), $0) < (-(weight[$1] ?? 0), $1) }
  let shown = families.prefix(HTMLReport.mostCharts)
  let figures = shown.enumerated().map { index, family -> Markup in
    let own = (points[family] ?? []).sorted { $0.date < $1.date }
    return DemandChart(family, id: "d\(index + 1)", points: own, findings: findings)?.figure ?? ""
  }
  let rest = families.count - shown.count
  let more: Markup = rest > 0 ? "<p class=\"soft\">\(rest) more families are in demand.csv.</p>" : ""
  let body: Markup =
    families.isEmpty
    ? "<p class=\"note\">No two nights were read in full, so nothing can be called new or gone.</p>"
    : """
    <p class="key">Upper chart, upward: listings that appeared, a day (supply); downward: listings that went, a day
    (demand, as far as a listing that goes was sold); a stripe along the top: an unusual stretch. Lower chart: listings
    live. Only nights on which every followed source was read in full are compared; the others are hatched and count as
    unknown, not as zero. A history of more than \(DemandBin.mostNights) nights is drawn by week.</p>
    <div class="charts">
    \(Markup(figures))</div>\(more)
    """
  return """
    <section id="demand"><h2>Demand and supply</h2>
    \(body)
    \(staysTable(findings))</section>

    """
}
