import Records

func claimsSection(_ findings: Findings) -> Markup {
  let facts = findings.facts
  guard !facts.claims.isEmpty else {
    return """
      <section id="claims"><h2>Claims checked</h2>
      <p class="note">No report was read that claims anything of a card.</p></section>

      """
  }
  var counts: [String: Int] = [:]
  for claim in facts.claims { counts[claim.verdict, default: 0] += 1 }
  let words = ["holds", "holds_if", "differs", "unknown"].compactMap { verdict in
    counts[verdict].map { "\($0) \(claimWords(verdict))" }
  }
  var table = Table(
    "What reports claim of cards, held against the catalog, the newest first",
    [
      ("Family", false), ("Claim", false), ("Check", false), ("Held against", false), ("Report", false),
      ("Date", false),
    ])
  var csv = CSV(["date", "family", "attribute", "verdict", "title", "report_id", "number"])
  for claim in facts.claims {
    let than = claim.relativeTo.isEmpty ? "" : " " + claim.relativeTo
    table.append([
      "\(claim.family.isEmpty ? "—" : claim.family)", "\(claim.attribute): \(claim.claimed)\(than)",
      "<span class=\"tag \(claim.verdict)\">\(claimWords(claim.verdict))</span>",
      "<span class=\"wide\">\(claim.note.isEmpty ? "—" : claim.note)</span>",
      "<span class=\"wide\">\(claim.title)\(claim.publisher.isEmpty ? "" : " (\(claim.publisher))")</span>",
      "<span class=\"nw\">\(claim.day.description)</span>",
    ])
    csv.append([
      claim.day.description, claim.family, claim.attribute, claim.verdict, claim.title, claim.reportID,
      String(claim.number),
    ])
  }
  let exhibit = Exhibit(
    "claims checked", name: "claims", csv: csv, query: Queries(findings).claims + "\nLIMIT \(facts.claims.count)",
    stamp: Stamp(findings))
  return """
    <section id="claims"><h2>Claims checked</h2>
    <p>\(Figures.count(facts.claimCount, "claim")) so far; of the newest \(facts.claims.count): \
    \(words.joined(separator: ", ")). A claim that holds only under a condition says which.</p>
    \(table.markup)<div class="data">\(exhibit.links)</div></section>

    """
}

/// What became of a claim, in words.
func claimWords(_ verdict: String) -> String {
  switch verdict {
  case "holds": "holds"
  case "holds_if": "holds only if"
  case "differs": "differs"
  default: "cannot be told"
  }
}
