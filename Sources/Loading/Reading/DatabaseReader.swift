import FileKit
import SQLiteKit

/// A connection that only reads.
///
/// Each method sees one snapshot; a loader may write at the same time.
public struct DatabaseReader: ~Copyable {
  /// The database file.
  public let path: String
  let database: Database

  /// Opens the database at `path`.
  ///
  /// - Throws: There is no such file, it is no database, another program's, or of a newer or older schema.
  public init(path: String) throws(LoadFailure) {
    try Opening.inspectSize(of: path)
    let opened: Database
    do {
      opened = try Database(path: path, mode: .readOnly)
    } catch {
      // SQLITE_CANTOPEN
      throw error.resultCode & 0xff == 14 && !FileSystem.exists(path)
        ? LoadFailure(.missing, path: path) : LoadFailure(error, path: path)
    }
    switch try Schema.inspect(opened, path: path) {
    case .empty: throw LoadFailure(.missing, path: path)
    case .ours(let version) where version < Schema.version:
      throw LoadFailure(.olderSchema(found: version, known: Schema.version), path: path)
    case .ours: break
    }
    self.path = path
    database = opened
  }

  /// Runs `body` on one snapshot.
  func snapshot(_ body: () throws(SQLiteFailure) -> Void) throws(LoadFailure) {
    do {
      try database.execute("BEGIN")
      try body()
      try database.execute("COMMIT")
    } catch {
      if database.isInTransaction { try? database.execute("ROLLBACK") }
      throw LoadFailure(error, path: path)
    }
  }
}
