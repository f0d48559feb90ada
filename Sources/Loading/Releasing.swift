import SQLiteKit

extension Loader {
  /// Takes lines out of quarantine.
  public mutating func release(_ ids: [String]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      var delete = try loader.database.prepare("DELETE FROM quarantine WHERE quarantine_id = ?1")
      for id in ids { try delete.run(.text(id)) }
    }
  }
}
