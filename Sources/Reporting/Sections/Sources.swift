import Records

func freshnessSection(_ findings: Findings) -> Markup {
  let sources = Freshness.all(findings)
  guard !sources.isEmpty else {
    return """
      <section id="sources"><h2>Freshness and terms</h2>
      <p class="note">No source has been asked yet.</p></section>

      """
  }
  var table = Table(
    "How fresh each source is on \(findings.asOf?.description ?? "no day"), and what its figures may be used for",
    [
      ("Source", false), ("Listings", true), ("Last asked", false), ("Last read in full", false), ("Age, days", true),
      ("Gap nights of the last 30", true), ("Figures may be passed on", false), ("Terms", false),
    ])
  for source in sources {
    let facts = source.facts
    table.append([
      "\(facts.name.isEmpty ? facts.sourceID : facts.name)", "\(Figures.grouped(facts.listings))",
      "<span class=\"nw\">\(source.lastAsked?.description ?? "never")</span>",
      "<span class=\"nw\">\(source.lastComplete?.description ?? "never")</span>",
      "\(source.age(on: findings.asOf).map(String.init) ?? "—")", "\(source.gaps) of \(source.nights)",
      facts.allowsAggregates ? "yes" : "<span class=\"tag alarm\">no</span>",
      "<span class=\"wide\">\(facts.terms.isEmpty ? "not stated" : facts.terms)</span>",
    ])
  }
  let barred = sources.filter { $0.facts.listings > 0 && !$0.facts.allowsAggregates }.map(\.facts.sourceID)
  let warning: Markup =
    barred.isEmpty
    ? ""
    : "<p class=\"note\">Their terms do not allow passing on figures made from: \(barred.joined(separator: ", ")).</p>"
  return """
    <section id="sources"><h2>Freshness and terms</h2>
    \(warning)<p>Single listings with their titles are for the reader's own use in any case.</p>
    \(table.markup)</section>

    """
}
