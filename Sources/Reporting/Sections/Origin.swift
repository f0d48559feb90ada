import Records

/// What the report was made from, as pairs of name and value.
func originRows(_ findings: Findings) -> [(name: String, value: String)] {
  let origin = findings.origin
  let range = origin.firstDay.map { "\($0) to \(origin.lastDay ?? $0)" }
  return [
    ("Database", origin.database), ("As of", findings.asOf?.description ?? "no data"),
    ("Pages", Figures.grouped(origin.pages)), ("Listings", Figures.grouped(origin.listings)),
    ("Price observations", Figures.grouped(origin.observations)), ("Seen", range ?? "no data"),
    ("Vintage", findings.asOf?.description ?? "no data"),
    ("Version", origin.version ?? "not recorded"), ("Pipelines SHA-256", origin.pipelinesSHA256 ?? "not recorded"),
  ]
}

/// What became of the listings, as pairs of words and count; they add up to all.
func tallyRows(_ tally: ListingTally) -> [(name: String, count: Int)] {
  let rows = [
    ("stand behind a price level", tally.used),
    ("not a card (system, board, accessory, component, other)", tally.notACard),
    ("for parts or broken", tally.forParts), ("model not certain", tally.modelUnresolved),
    ("want to buy or trade", tally.notForSale), ("no single price", tally.withoutPrice),
    ("US dollars unknown, no exchange rate", tally.withoutUSD),
  ]
  let rarer = [
    ("an offer that counts through another listing already", tally.repeated),
    ("far from what sellers of the family ask", tally.farOff),
  ]
  return rows + rarer.filter { $0.1 > 0 }
}

func originSection(_ findings: Findings) -> Markup {
  let facts = originRows(findings).map { row -> Markup in
    let code = row.name == "Pipelines SHA-256" || row.name == "Database"
    return code
      ? "<dt>\(row.name)</dt><dd><code>\(row.value)</code></dd>\n" : "<dt>\(row.name)</dt><dd>\(row.value)</dd>\n"
  }
  var table = Table(
    "All \(findings.tally.total) listings, used or left out", [("Listings that", false), ("Count", true)])
  for row in tallyRows(findings.tally) { table.append(["\(row.name)", "\(Figures.grouped(row.count))"]) }
  return """
    <section id="origin"><h2>What it was made from</h2>
    <dl>\(facts)</dl>
    \(table.markup)</section>

    """
}

func coverageSection(_ findings: Findings) -> Markup {
  let sources = Dictionary(grouping: findings.coverage, by: \.sourceID).sorted { $0.key < $1.key }
  let figures = sources.compactMap {
    CoverageCalendar($0.key, nights: $0.value, end: findings.asOf, findings: findings)?.figure
  }
  let body: Markup =
    figures.isEmpty ? "<p class=\"note\">No night is recorded.</p>" : "<div class=\"charts\">\n\(figures)</div>"
  return """
    <section id="coverage"><h2>Coverage</h2>
    <p class="key">A column a week, the last year at most. Filled: read in full; outlined: in part; a stroke: not at all.
    Only full nights may move a series; the others are gaps, not an empty market.</p>
    \(body)</section>

    """
}
