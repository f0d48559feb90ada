import Records
import SQLiteKit

extension DatabaseReader {
  /// Every public table that is exported: those of the dump, and those that say how the data came about.
  public static var exportedTables: [String] { PublicTables.dumped + PublicTables.undumped }

  /// Hands over the rows of tables in one state of the database, sorted by their natural keys.
  ///
  /// - Parameters:
  ///   - begin: Takes the name of a table and its columns.
  ///   - row: Takes each of its rows.
  ///   - end: Called behind its last row.
  public func export(
    _ tables: [String], begin: (_ table: String, _ columns: [String]) throws -> Void, row: ([Cell]) throws -> Void,
    end: () throws -> Void
  ) throws {
    var failure: (any Error)?
    try snapshot { () throws(SQLiteFailure) in
      for table in tables {
        let (columns, key) = try layout(of: table)
        var select = try database.prepare(
          "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(key.joined(separator: ", "))")
        do {
          try begin(table, columns)
          while try select.step() { try row(columns.indices.map { Cell(select, Int32($0)) }) }
          try end()
        } catch {
          failure = (error as? SQLiteFailure).map { LoadFailure($0, path: path) } ?? error
          return
        }
      }
    }
    if let failure { throw failure }
  }
}
