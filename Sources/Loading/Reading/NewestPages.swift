import Records
import SQLiteKit

extension DatabaseReader {
  /// Where the newest page of an address is archived that says something about the market; nil when there is none.
  public func newestPage(of url: String, source: SourceID) throws(LoadFailure) -> ArchiveLocation? {
    do {
      var select = try database.prepare(
        """
        SELECT archive, offset FROM page
        WHERE source_id = ?1 AND url = ?2 AND verdict IN ('parsed', 'unchanged', 'empty') AND archive IS NOT NULL
        ORDER BY fetched_at DESC, page_id LIMIT 1
        """)
      return try select.first(.text(source.name), .text(url)) { row -> ArchiveLocation? in
        row.text(0).map { ArchiveLocation(file: $0, offset: Int(row.int64(1))) }
      } ?? nil
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// When the newest page of all was fetched; nil when there is none.
  public func newestPageTime() throws(LoadFailure) -> Instant? {
    do {
      var select = try database.prepare("SELECT max(fetched_at) FROM page")
      return try (select.first { $0.text(0) } ?? nil).flatMap { Instant(rfc3339: $0) }
    } catch {
      throw LoadFailure(error, path: path)
    }
  }
}
