import Glibc
import Records

/// What restricted markets pay beside others, per series, as far as enough offers tell it.
func premiums(_ findings: Findings) -> [IndexCoefficient] {
  findings.indices.coefficients
    .filter { $0.attribute == "market" && $0.level == "restricted" && $0.standardError != nil && $0.n >= 5 }
    .filter { $0.estimate != nil }
    .sorted { $0.series < $1.series }
}

func greySection(_ findings: Findings) -> Markup {
  let facts = findings.facts
  let listings: Markup =
    facts.grey.isEmpty
    ? "<p class=\"note\">No restricted model is seen where it must not be sold.</p>" : listingTable(findings)
  return """
    <section id="grey"><h2>Grey market</h2>
    <p>Models under export control that are offered where they must not be sold: \
    \(Figures.count(facts.greyListings, "listing")) so far.</p>
    \(premiumFigure(findings))\(listings)</section>

    """
}

private func premiumFigure(_ findings: Findings) -> Markup {
  let names = modelNames(findings)
  let found = premiums(findings)
  guard !found.isEmpty else {
    return
      "<p class=\"note\">No premium can be told: no series has five offers in restricted markets beside others.</p>"
  }
  let stamp = Stamp(findings)
  var csv = CSV(["series", "percent", "low_percent", "high_percent", "n"])
  let rows = found.map { term -> IntervalChart.Row in
    let (estimate, error) = (term.estimate ?? 0, term.standardError ?? 0)
    let ends = [estimate, estimate - 1.96 * error, estimate + 1.96 * error]
    csv.append([term.series] + ends.map { Figures.plain(100 * (exp($0) - 1), 1) } + [String(term.n)])
    return IntervalChart.Row(
      name: seriesName(term.series, names), words: Figures.percent(log: estimate),
      marks: [IntervalChart.Mark(style: "ask", low: ends[1], value: ends[0], high: ends[2])])
  }
  let chart = IntervalChart.ratios(
    id: "grey-c", title: "Price in restricted markets beside others",
    description: rows.map { "\($0.name): \($0.words)" }.joined(separator: "; "), rows: Array(rows.prefix(24)),
    stamp: stamp)
  let exhibit = Exhibit(
    "restricted-market premium", name: "premium", csv: csv, query: Queries(findings).premiums, stamp: stamp)
  return """
    <figure class="single"><h3>Restricted-market premium</h3>
    \(chart.svg)<figcaption>What the same card costs there beside where it may be sold, all else the model knows equal;
    lines are 95 % intervals.</figcaption><div class="data">\(exhibit.links)</div></figure>

    """
}

private func listingTable(_ findings: Findings) -> Markup {
  let shown = findings.facts.grey
  var table = Table(
    "Listings of restricted models in restricted markets, the last seen"
      + (shown.count < findings.facts.greyListings ? " \(shown.count)" : ""),
    [
      ("Listing", false), ("Family", false), ("Country", false), ("US$ a card", true), ("Last seen", false),
      ("Source", false),
    ]
  )
  var csv = CSV(["last_seen_on", "source_id", "country", "family", "title", "listing_id"])
  for listing in shown {
    table.append([
      "<span class=\"wide\">\(listing.title)</span>", "\(listing.family.isEmpty ? "—" : listing.family)",
      "\(listing.country.isEmpty ? "—" : listing.country)", "\(usd: listing.usd)",
      "<span class=\"nw\">\(listing.lastSeen.description)</span>", "\(listing.sourceID)",
    ])
    csv.append([
      listing.lastSeen.description, listing.sourceID, listing.country, listing.family, listing.title, listing.listingID,
    ])
  }
  let exhibit = Exhibit(
    "grey-market listings", name: "grey-market", csv: csv, query: Queries(findings).grey + "\nLIMIT \(shown.count)",
    stamp: Stamp(findings))
  return table.markup + "<div class=\"data\">\(exhibit.links)</div>"
}
