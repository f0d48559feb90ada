import Records
import SQLiteKit

extension DatabaseReader {
  /// Copies the database as it is at this moment, while others may write, and checks the copy.
  ///
  /// - Parameters:
  ///   - target: A path where nothing is yet; it is one file in the end, without a write-ahead log beside it.
  ///   - goOn: Asked now and then; false ends it.
  /// - Returns: How many rows the copy has, or nil when `goOn` ended it.
  /// - Throws: The copy could not be written, or is not what was copied.
  public func backup(to target: String, goOn: () -> Bool) throws(LoadFailure) -> Int? {
    var counted: Int?
    var failure: LoadFailure?
    try snapshot { () throws(SQLiteFailure) in
      // A transaction sees its state from the first read on.
      let before = try rowCount(database)
      do throws(SQLiteFailure) {
        let copy = try Database(path: target, mode: .create)
        guard try database.back(up: copy, goOn: { _, _ in goOn() }) else { return }
        try copy.pragma("journal_mode", "DELETE", expecting: "delete")
        let verdict = try copy.text("PRAGMA integrity_check(1)") ?? ""
        let strays = try copy.integer("SELECT count(*) FROM pragma_foreign_key_check") ?? 0
        let after = try rowCount(copy)
        guard verdict == "ok", strays == 0, after == before else {
          // SQLITE_CORRUPT: it is not what was copied.
          throw SQLiteFailure(
            resultCode: 11, message: "the copy has \(after) rows for \(before), \(strays) strays, and is \(verdict)",
            sql: target)
        }
        counted = after
      } catch { failure = LoadFailure(error, path: target) }
    }
    if let failure { throw failure }
    return counted
  }

  private func rowCount(_ database: borrowing Database) throws(SQLiteFailure) -> Int {
    var tables = try database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    let names = try tables.all { $0.text(0) ?? "" }
    var sum = 0
    for name in names { sum += Int(try database.integer("SELECT count(*) FROM \"\(name)\"") ?? 0) }
    return sum
  }
}
