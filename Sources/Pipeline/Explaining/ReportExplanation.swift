import Loading
import Records

/// What is known of one report, down to the bytes it was read from.
struct ReportExplanation {
  let reader: DatabaseReaderBox

  /// Everything that leads to what is counted of a report.
  func outline(of report: Row, _ witness: inout PageWitness) throws -> Outline {
    let id = report.text("report_id") ?? ""
    var outline = Outline()
    var facts = Outline()
    for name in [
      "report_id", "source_id", "source_key", "url", "title", "publisher", "language", "published_at", "story_id",
      "last_seen_at",
    ] { facts.add(name, report.text(name)) }
    facts.add("text_characters", report.text("text")?.count)
    outline.add("report", facts)
    if let page = try report.text("page_id").flatMap({
      try reader.rows("SELECT * FROM page WHERE page_id = ?1", $0).first
    }) {
      let testimony = witness.testimony(of: page)
      outline.add("page", testimony.outline)
      let key = report.text("source_key")
      for case .report(let found) in testimony.records.map(\.normalized) where found.report.key == key {
        var place = Outline()
        place.add("at", found.report.provenance.at)
        place.add("title", found.report.title)
        place.add("published", found.report.published)
        outline.add("place", place)
        break
      }
    } else {
      outline.add("page", Outline("no page is known: it was loaded from records"))
    }
    for (name, columns) in [
      ("report_mention", ["subject", "name", "count"]),
      ("report_quote", ["family", "low", "high", "currency", "unit", "basis", "as_of", "text"]),
      ("report_claim", ["family", "attribute", "low", "high", "unit", "relative_to", "verdict", "text"]),
    ] {
      let rows = try reader.rows("SELECT * FROM \(name) WHERE report_id = ?1", id)
      outline.add(
        name,
        rows.map { row in
          var line = Outline()
          for column in columns { line.add(column, row.text(column)) }
          return line
        })
    }
    if let story = report.text("story_id") {
      let others = try reader.rows(
        "SELECT report_id, title FROM market_report WHERE story_id = ?1 AND report_id <> ?2 ORDER BY report_id LIMIT 50",
        story, id)
      outline.add("same_story", others.map { "\($0.text("report_id") ?? "") \($0.text("title") ?? "")" })
    }
    return outline
  }
}
