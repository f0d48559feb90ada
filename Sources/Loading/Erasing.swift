import Records
import SQLiteKit

extension Loader {
  /// Erases rows so that nothing of them is left in the file, also not in pages that were freed.
  ///
  /// Offers are to be made anew after it. Rows of spec tables go with the page that they were last read from; what an
  /// earlier page said of them has to be loaded again. The coverage of days whose pages go is counted again.
  public mutating func erase(
    listings: [String], reports: [String], pages: [String], quarantine: [String]
  ) throws(LoadFailure) {
    do { try database.execute("PRAGMA secure_delete = ON") } catch { throw LoadFailure(error, path: path) }
    try write { loader throws(SQLiteFailure) in
      func run(_ statements: [String], _ ids: [String]) throws(SQLiteFailure) {
        for sql in statements {
          var statement = try loader.database.prepare(sql)
          for id in ids { try statement.run(.text(id)) }
        }
      }
      try run(
        [
          "DELETE FROM offer_evidence WHERE listing_id = ?1 OR other_listing_id = ?1",
          "DELETE FROM offer WHERE canonical_listing_id = ?1", "DELETE FROM observation WHERE listing_id = ?1",
          "DELETE FROM listing_sighting WHERE listing_id = ?1", "DELETE FROM listing WHERE listing_id = ?1",
        ], listings)
      try run(
        [
          "DELETE FROM report_mention WHERE report_id = ?1", "DELETE FROM report_quote WHERE report_id = ?1",
          "DELETE FROM report_claim WHERE report_id = ?1", "DELETE FROM market_report WHERE report_id = ?1",
        ], reports)
      try run(["DELETE FROM quarantine WHERE quarantine_id = ?1"], quarantine)
      var days: Set<CoverageDay> = []
      var select = try loader.database.prepare("SELECT source_id, fetched_at FROM page WHERE page_id = ?1")
      for page in pages {
        let day = try select.first(.text(page)) { row -> CoverageDay? in
          guard let source = row.text(0), let time = row.text(1).flatMap({ Instant(rfc3339: $0) }) else { return nil }
          return CoverageDay(source: SourceID(source), day: time.day)
        }
        if let day = day ?? nil { days.insert(day) }
      }
      // A row of a spec table goes with the page that it was last read from.
      try run(
        [
          "DELETE FROM part_spec_value WHERE spec_id IN (SELECT spec_id FROM part_spec WHERE page_id = ?1)",
          "DELETE FROM part_spec WHERE page_id = ?1", "DELETE FROM page WHERE page_id = ?1",
        ], pages)
      for day in days { try loader.count(day) }
    }
    try checkpoint()
  }

  /// Takes the texts of reports away that their source does not let be kept longer.
  ///
  /// - Returns: How many there were.
  public mutating func expireTexts(of source: SourceID, before day: Day) throws(LoadFailure) -> Int {
    var count = 0
    do { try database.execute("PRAGMA secure_delete = ON") } catch { throw LoadFailure(error, path: path) }
    try write { loader throws(SQLiteFailure) in
      var update = try loader.database.prepare(
        "UPDATE market_report SET text = NULL WHERE source_id = ?1 AND last_seen_at < ?2 AND text IS NOT NULL")
      try update.run(.text(source.name), .text(day.description))
      count = Int(loader.database.changes)
    }
    return count
  }

  /// Notes where the pages of an archive that was written again are now.
  public mutating func relocate(
    _ file: String, _ places: [(sha256: String?, fetchedAt: Instant?, url: String?, offset: Int)]
  ) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      var update = try loader.database.prepare(
        """
        UPDATE page SET offset = ?5 WHERE substr(sha256, 1, 16) IS substr(?2, 1, 16) AND archive = ?1 AND sha256 IS ?2
          AND fetched_at IS ?3 AND url IS ?4 AND offset IS NOT ?5
        """)
      for place in places {
        try update.run(
          .text(file), .text(place.sha256), .text(place.fetchedAt?.description), .text(place.url), .int(place.offset))
      }
    }
  }
}
