import Records
import SQLiteKit

extension DatabaseReader {
  /// The logical dump: every public table as NDJSON, rows sorted by their natural key.
  ///
  /// Two databases that say the same have the same dump, byte for byte. Absent values leave their member out.
  ///
  /// - Parameter chunk: Takes some tens of kilobytes at a time, whole lines each; false ends the dump.
  public func dump(chunk: ([UInt8]) -> Bool) throws(LoadFailure) {
    try snapshot { () throws(SQLiteFailure) in
      var writer = JSONWriter()
      for table in PublicTables.dumped {
        let (columns, key) = try layout(of: table)
        let hidden = PublicTables.undumpedColumns[table] ?? []
        let shown = columns.filter { !hidden.contains($0) }
        var select = try database.prepare(
          "SELECT \(shown.joined(separator: ", ")) FROM \(table) ORDER BY \(key.joined(separator: ", "))")
        while try select.step() {
          writer.object { writer in
            writer.member("table", table)
            for (index, column) in shown.enumerated() { writer.member(column, Cell(select, Int32(index))) }
          }
          writer.endLine()
          if writer.bytes.count >= 65_536 {
            guard chunk(writer.bytes) else { return }
            writer.removeAll()
          }
        }
      }
      if !writer.bytes.isEmpty { _ = chunk(writer.bytes) }
    }
  }

  /// The columns of a table in their order, and those of its primary key.
  func layout(of table: String) throws(SQLiteFailure) -> (columns: [String], key: [String]) {
    var select = try database.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")
    let rows = try select.all(.text(table)) { (name: $0.text(0) ?? "", place: $0.int64(1)) }
    return (rows.map(\.name), rows.filter { $0.place > 0 }.sorted { $0.place < $1.place }.map(\.name))
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ cell: Cell) {
    switch cell {
    case .null: break
    case .integer(let number): member(name, Int(number))
    case .real(let number): member(name, number)
    case .text(let text): member(name, text)
    }
  }
}
