import DigestKit
import SQLiteKit

/// The table `row_hash`: what the rows of every table add up to.
///
/// A byte that flips on the disk changes a row and not the sum beside it; SQLite's own check looks at the shape of its
/// trees and at indices, not at what stands in a row.
enum RowLedger {
  private static let own = "row_hash"
  private static let schema = "sqlite_schema"

  /// The tables that are summed, by name.
  static func tables(in database: borrowing Database) throws(SQLiteFailure) -> [SummedTable] {
    var select = try database.prepare(
      """
      SELECT s.name, c.cid, c.name, c.type, c.pk FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c
      WHERE s.type = 'table' AND s.name <> ?1 AND s.name NOT GLOB 'sqlite_*' ORDER BY s.name, c.cid
      """)
    let columns = try select.all(.text(own)) { row in
      (
        table: row.text(0) ?? "", place: Int32(row.int64(1)), name: row.text(2) ?? "", isText: row.text(3) == "TEXT",
        key: row.int64(4)
      )
    }
    var tables: [SummedTable] = []
    var rest = columns[...]
    while let name = rest.first?.table {
      let own = rest.prefix { $0.table == name }
      rest = rest.dropFirst(own.count)
      let key = own.filter { $0.key > 0 }.sorted { $0.key < $1.key }
      guard let first = key.first else { continue }
      tables.append(
        SummedTable(name: name, columns: own.map(\.name), key: key.map(\.place), hasTextKey: first.isText))
    }
    return tables
  }

  /// Writes what was changed since the last call; belongs into the transaction of the changes.
  static func settle(_ tables: [SummedTable], in database: borrowing Database) throws(SQLiteFailure) {
    let changes = database.takeRowSums().filter { $0.value != .none }
    guard !changes.isEmpty else { return }
    var select = try database.prepare("SELECT rows, sum FROM row_hash WHERE table_name = ?1 AND key_group = ?2")
    var store = try database.prepare(
      "INSERT OR REPLACE INTO row_hash (table_name, key_group, rows, sum) VALUES (?1, ?2, ?3, ?4)")
    var delete = try database.prepare("DELETE FROM row_hash WHERE table_name = ?1 AND key_group = ?2")
    for (group, change) in changes.sorted(by: { ($0.key.table, $0.key.number) < ($1.key.table, $1.key.number) }) {
      let name = Value.text(tables[group.table].name)
      let before = try select.first(name, .integer(group.number)) { row in
        RowSum(rows: row.int64(0), sum: UInt64(bitPattern: row.int64(1)))
      }
      let after = (before ?? .none) + change
      if after == .none {
        try delete.run(name, .integer(group.number))
      } else {
        try store.run(name, .integer(group.number), .integer(after.rows), .integer(Int64(bitPattern: after.sum)))
      }
    }
  }

  /// Sums everything anew.
  static func rewrite(in database: borrowing Database) throws(SQLiteFailure) {
    try database.execute("DELETE FROM row_hash")
    var insert = try database.prepare("INSERT INTO row_hash (table_name, key_group, rows, sum) VALUES (?1, ?2, ?3, ?4)")
    let tables = try tables(in: database)
    for (place, table) in tables.enumerated() {
      let sums = try database.rowSums(of: table, at: place)
      for (group, sum) in sums.sorted(by: { $0.key.number < $1.key.number }) {
        try insert.run(
          .text(table.name), .integer(group.number), .integer(sum.rows), .integer(Int64(bitPattern: sum.sum)))
      }
    }
    let schema = try schemaSum(in: database)
    try insert.run(.text(self.schema), .integer(0), .integer(schema.rows), .integer(Int64(bitPattern: schema.sum)))
  }

  /// What is recorded for a table.
  static func recorded(_ table: SummedTable, at place: Int, in database: borrowing Database) throws(SQLiteFailure)
    -> [RowGroup: RowSum]
  {
    var select = try database.prepare("SELECT key_group, rows, sum FROM row_hash WHERE table_name = ?1")
    let rows = try select.all(.text(table.name)) { row in
      (RowGroup(table: place, number: row.int64(0)), RowSum(rows: row.int64(1), sum: UInt64(bitPattern: row.int64(2))))
    }
    return Dictionary(rows) { first, _ in first }
  }

  /// Names in the ledger of tables that are not there.
  static func orphans(_ tables: [SummedTable], in database: borrowing Database) throws(SQLiteFailure) -> [String] {
    var select = try database.prepare("SELECT DISTINCT table_name FROM row_hash")
    let known = Set(tables.map(\.name) + [schema])
    return try select.all { $0.text(0) ?? "" }.filter { !known.contains($0) }
  }

  /// Whether the schema is what was recorded.
  static func isSchemaSound(in database: borrowing Database) throws(SQLiteFailure) -> Bool {
    var select = try database.prepare("SELECT rows, sum FROM row_hash WHERE table_name = ?1 AND key_group = 0")
    let recorded = try select.first(.text(schema)) { RowSum(rows: $0.int64(0), sum: UInt64(bitPattern: $0.int64(1))) }
    return try schemaSum(in: database) == recorded
  }

  private static func schemaSum(in database: borrowing Database) throws(SQLiteFailure) -> RowSum {
    var select = try database.prepare(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat*' ORDER BY type, name")
    let rows = try select.all { row in (0..<4).map { row.text($0) ?? "" }.joined(separator: "\u{0}") }
    return RowSum(rows: Int64(rows.count), sum: Digest256(of: rows.joined(separator: "\u{1}")).prefix64)
  }

  /// The keys that a group holds, for people.
  static func words(_ group: RowGroup, isText: Bool) -> String {
    guard isText else { return "whose key lies between \(group.number * 4096) and \(group.number * 4096 + 4095)" }
    let bytes = [UInt8(truncatingIfNeeded: group.number >> 8), UInt8(truncatingIfNeeded: group.number)]
    return "whose key begins with \"\(String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self))\""
  }
}
