import Records
import SQLiteKit

extension Loader {
  /// Whether a page with these bytes and this time is in the database.
  ///
  /// One that could not be used is known by its address too, since block pages look the same everywhere.
  public func isKnown(sha256: String, fetchedAt: Instant, url: String?) throws(LoadFailure) -> Bool {
    do {
      var select = try database.prepare(Self.selectKnownPage)
      return try select.first(.text(sha256), .text(fetchedAt.description), .text(url), row: { _ in true }) ?? false
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// Finds a page by its digest, its time and its address.
  ///
  /// Without the plus SQLite puts `?1` in the place of `sha256` in the first condition too, which is then no longer what
  /// the index is made of, and reads the whole table.
  package static let selectKnownPage = """
    SELECT 1 FROM page WHERE substr(sha256, 1, 16) = substr(?1, 1, 16) AND +sha256 = ?1 AND fetched_at = ?2
      AND (verdict IN ('parsed', 'unchanged', 'empty') OR url IS ?3) LIMIT 1
    """

  /// Whether what this line says is in the database.
  public func isKnown(_ line: PageLine) throws(LoadFailure) -> Bool {
    do {
      guard let mark = line.planMark else {
        var select = try database.prepare("SELECT 1 FROM page WHERE page_id = ?1")
        return try select.first(.text(Identity.page(line)), row: { _ in true }) ?? false
      }
      let time = line.provenance.fetchedAt
      var select = try database.prepare(
        """
        SELECT 1 FROM fetch_plan
        WHERE source_id = ?1 AND date = ?2 AND iif(?3, ended_at, begun_at) >= ?4
        """)
      return try select.first(
        .text(line.source?.name), .text(time?.day.description), .bool(mark == .ended), .text(time?.description),
        row: { _ in true }) ?? false
    } catch {
      throw LoadFailure(error, path: path)
    }
  }
}
