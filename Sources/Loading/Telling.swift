import Records
import SQLiteKit

extension Loader {
  /// Every report with what tells its story, by id.
  public func reportSummaries() throws(LoadFailure) -> [ReportSummary] {
    do {
      var select = try database.prepare(
        "SELECT report_id, title, text, language, published_at, source_key FROM market_report ORDER BY report_id")
      var reports = try select.all { row in
        var report = ReportSummary(reportID: row.text(0) ?? "", title: row.text(1) ?? "")
        report.text = row.text(2)
        report.language = row.text(3)
        report.day = row.text(4).flatMap(Instant.init(rfc3339:))?.day
        if let key = row.text(5), key.hasPrefix("http") { report.address = key }
        return report
      }
      var places: [String: Int] = [:]
      for (place, report) in reports.enumerated() { places[report.reportID] = place }
      var mentions = try database.prepare("SELECT report_id, name FROM report_mention WHERE subject <> 'vendor'")
      for (id, name) in try mentions.all(row: { ($0.text(0) ?? "", $0.text(1) ?? "") }) {
        if let place = places[id] { reports[place].names.insert(name) }
      }
      var quotes = try database.prepare("SELECT report_id, family, low, high, currency, unit FROM report_quote")
      for (id, key) in try quotes.all(row: { row in
        (
          row.text(0) ?? "",
          ReportSummary.quote(row.text(1) ?? "", row.text(2), row.text(3), row.text(4), row.text(5) ?? "")
        )
      }) {
        if let place = places[id] { reports[place].quotes.insert(key) }
      }
      var claims = try database.prepare(
        "SELECT report_id, family, attribute, low, high, value, relative_to FROM report_claim")
      for (id, key) in try claims.all(row: { row in
        (
          row.text(0) ?? "",
          ReportSummary.claim(
            row.text(1) ?? "", row.text(2) ?? "", row.text(3), row.text(4), row.text(5), row.text(6))
        )
      }) {
        if let place = places[id] { reports[place].claims.insert(key) }
      }
      return reports
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// Replaces the stories by those computed over all reports.
  public mutating func store(_ stories: [ReportStory]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.database.execute("DELETE FROM story_evidence; DELETE FROM story")
      var insert = try loader.database.prepare("INSERT INTO story (story_id, reports, confidence) VALUES (?1, ?2, ?3)")
      var mark = try loader.database.prepare(
        "UPDATE market_report SET story_id = ?2 WHERE report_id = ?1 AND story_id IS NOT ?2")
      var explain = try loader.database.prepare(
        """
        INSERT OR REPLACE INTO story_evidence (report_id, other_report_id, kind, confidence, reason)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """)
      for story in stories {
        let weakest = story.evidence.map(\.confidence).min()
        try insert.run(.text(story.id), .int(story.reportIDs.count), .real(weakest))
        for report in story.reportIDs { try mark.run(.text(report), .text(story.id)) }
        for tie in story.evidence {
          try explain.run(
            .text(tie.reportID), .text(tie.otherReportID), .text(tie.kind), .real(tie.confidence), .text(tie.reason))
        }
      }
    }
  }
}
