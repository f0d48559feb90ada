import SQLiteKit

/// The statements that loading runs over and over, compiled once.
///
/// Where a row may come in several versions, the WHERE of its upsert is a total order of them, so that any order of
/// loading ends with the same one; a version that is there already writes nothing.
struct Statements: ~Copyable {
  var insertSource: Statement
  var insertQuarantine: Statement
  var upsertPage: Statement
  var upsertPlan: Statement
  var countCoverage: Statement
  var insertPageNumber: Statement
  var selectPageNumber: Statement
  var selectPageID: Statement
  var selectLog: Statement
  var storeLog: Statement
  var insertListing: Statement
  var updateListing: Statement
  /// Leaves the end alone, and with it the index of the listings that are open.
  var retimeListing: Statement
  var endListing: Statement
  var selectLastButOne: Statement
  var upsertObservation: Statement
  var deleteObservation: Statement

  static func compiled(for database: borrowing Database) throws(SQLiteFailure) -> Statements {
    Statements(
      insertSource: try database.prepare(
        "INSERT INTO source (source_id, name) VALUES (?1, ?1) ON CONFLICT DO NOTHING", persistent: true),
      insertQuarantine: try database.prepare(
        """
        INSERT INTO quarantine (quarantine_id, stage, code, message, source_id, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET message = excluded.message WHERE excluded.message < message
        """, persistent: true),
      upsertPage: try database.prepare(Statements.pageUpsert, persistent: true),
      upsertPlan: try database.prepare(Statements.planUpsert, persistent: true),
      countCoverage: try database.prepare(Statements.coverageCount, persistent: true),
      insertPageNumber: try database.prepare(
        "INSERT INTO page_number (page_id) VALUES (?1) ON CONFLICT DO NOTHING", persistent: true),
      selectPageNumber: try database.prepare("SELECT page_no FROM page_number WHERE page_id = ?1", persistent: true),
      selectPageID: try database.prepare("SELECT page_id FROM page_number WHERE page_no = ?1", persistent: true),
      selectLog: try database.prepare("SELECT log FROM listing_sighting WHERE listing_id = ?1", persistent: true),
      storeLog: try database.prepare(
        """
        INSERT INTO listing_sighting (listing_id, log) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET log = excluded.log
        """, persistent: true),
      insertListing: try database.prepare(Statements.listingInsert, persistent: true),
      updateListing: try database.prepare(Statements.listingUpdate, persistent: true),
      retimeListing: try database.prepare(
        """
        UPDATE listing SET quantity = ?2, status = ?3, first_seen_at = ?4, last_seen_at = ?5
        WHERE listing_id = ?1 AND (quantity, status, first_seen_at, last_seen_at) IS NOT (?2, ?3, ?4, ?5)
        """, persistent: true),
      endListing: try database.prepare(
        """
        UPDATE listing SET ended_at = ?2, ended_by = ?3, status = ?4
        WHERE listing_id = ?1 AND (ended_at, ended_by, status) IS NOT (?2, ?3, ?4)
        """, persistent: true),
      selectLastButOne: try database.prepare(
        """
        SELECT date FROM coverage WHERE source_id = ?1 AND exhaustive = 1 ORDER BY date DESC LIMIT 1 OFFSET 1
        """, persistent: true),
      upsertObservation: try database.prepare(Statements.observationUpsert, persistent: true),
      deleteObservation: try database.prepare(
        "DELETE FROM observation WHERE listing_id = ?1 AND observed_at = ?2", persistent: true))
  }
}
