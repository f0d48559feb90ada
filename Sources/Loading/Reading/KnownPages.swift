import Records
import SQLiteKit

extension DatabaseReader {
  /// The ids of every page that was parsed, unchanged or empty; compare with `Identity.page`.
  public func knownPages() throws(LoadFailure) -> Set<String> {
    var found: Set<String> = []
    try snapshot { () throws(SQLiteFailure) in
      var select = try database.prepare(
        "SELECT page_id FROM page WHERE verdict IN ('parsed', 'unchanged', 'empty')")
      while try select.step() {
        if let id = select.text(0) { found.insert(id) }
      }
    }
    return found
  }
}
