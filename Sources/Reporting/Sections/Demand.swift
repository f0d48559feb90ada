import Records

func demandSection(_ findings: Findings) -> Markup {
  let weight = findings.demand.reduce(into: [String: Int]()) {
    $0[$1.family, default: 0] += ($1.new ?? 0) + ($1.gone ?? 0)
  }
  let families = Set(findings.demand.filter { $0.status == .ok }.map(\.family))
    .sorted { (-(weight[$0] ?? 0), $0) < (-(weight[$1] ?? 0), $1) }
  let shown = families.prefix(HTMLReport.mostCharts)
  let figures = shown.enumerated().map { DemandChart($1, id: "d\($0 + 1)", findings: findings)?.figure ?? "" }
  let rest = families.count - shown.count
  let more: Markup = rest > 0 ? "<p class=\"soft\">\(rest) more families are in demand.csv.</p>" : ""
  let body: Markup =
    families.isEmpty
    ? "<p class=\"note\">No two nights were read in full, so nothing can be called new or gone.</p>"
    : """
    <p class="key">Upward: listings that appeared, a day; downward: listings that went, a day. Only nights on which
    every followed source was read in full are compared; the others are hatched and count as unknown, not as zero.</p>
    <div class="charts">
    \(figures)</div>\(more)
    """
  return """
    <section id="demand"><h2>New and gone listings</h2>
    \(body)</section>

    """
}
