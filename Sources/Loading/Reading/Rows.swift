import SQLiteKit

/// One row of an answer, its values by the names of their columns.
public struct Row: Hashable, Sendable {
  /// The names, in their order.
  public let columns: [String]
  /// The values, in the same order.
  public let cells: [Cell]

  /// The value of a column; null for a column that the row does not have.
  public subscript(_ name: String) -> Cell { columns.firstIndex(of: name).map { cells[$0] } ?? .null }

  /// A column as text; nil for no value.
  public func text(_ name: String) -> String? { self[name].text }

  /// A column as a whole number; nil for anything else.
  public func integer(_ name: String) -> Int? {
    if case .integer(let number) = self[name] { Int(number) } else { nil }
  }

  /// A column as a number; nil for anything else.
  public func real(_ name: String) -> Double? {
    switch self[name] {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .null, .text: nil
    }
  }
}

extension DatabaseReader {
  /// The rows of one statement that only reads, `values` bound to ?1, ?2, ….
  public func rows(_ sql: String, _ values: String?...) throws(LoadFailure) -> [Row] {
    try rows(sql, values, limit: .max)
  }

  /// At most `limit` rows of one statement that only reads, `values` bound to ?1, ?2, ….
  public func rows(_ sql: String, _ values: [String?], limit: Int) throws(LoadFailure) -> [Row] {
    do throws(SQLiteFailure) {
      var statement = try database.prepare(sql)
      guard statement.isReadOnly else {
        throw SQLiteFailure(resultCode: 8, message: "this statement would write", sql: sql)
      }
      for (index, value) in values.enumerated() { try statement.bind(value, at: Int32(index + 1)) }
      let count = statement.columnCount
      let columns = (0..<count).map { statement.columnName($0) }
      var rows: [Row] = []
      while rows.count < limit, try statement.step() {
        rows.append(Row(columns: columns, cells: (0..<count).map { Cell(statement, $0) }))
      }
      return rows
    } catch {
      throw LoadFailure(error, path: path)
    }
  }
}
