import SQLiteKit

/// One value of a row, as SQLite stores it.
public enum Cell: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int64)
  /// A floating-point number.
  case real(Double)
  /// Text; bytes become hexadecimal digits.
  case text(String)

  init(_ statement: borrowing Statement, _ index: Int32) {
    switch statement.storage(index) {
    case .null: self = .null
    case .integer: self = .integer(statement.int64(index))
    case .real: self = .real(statement.double(index))
    case .text: self = .text(statement.text(index) ?? "")
    case .blob:
      self = .text(
        statement.blob(index).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
  }

  /// The value as text; nil for no value.
  public var text: String? {
    switch self {
    case .null: nil
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text
    }
  }
}

extension DatabaseReader {
  /// Runs one SELECT and hands over its rows in the order the statement gives them.
  ///
  /// - Parameters:
  ///   - sql: One statement that only reads; comments may stand around it.
  ///   - columns: Takes the names of the columns, before the first row.
  ///   - row: Takes each row; false ends the query.
  /// - Throws: The SQL is wrong, more than one statement, or would write.
  public func query(
    _ sql: String, columns: ([String]) -> Void, row: ([Cell]) -> Bool
  ) throws(LoadFailure) {
    var statement: Statement
    do {
      statement = try database.prepare(sql)
    } catch {
      throw error.reason == .other ? LoadFailure(.badQuery(error.message), path: path) : LoadFailure(error, path: path)
    }
    guard statement.isReadOnly, statement.columnCount > 0 else {
      throw LoadFailure(.badQuery("this statement does not read anything, or would write"), path: path)
    }
    let count = statement.columnCount
    columns((0..<count).map { statement.columnName($0) })
    do {
      while try statement.step() {
        guard row((0..<count).map({ Cell(statement, $0) })) else { return }
      }
    } catch {
      throw error.reason == .other ? LoadFailure(.badQuery(error.message), path: path) : LoadFailure(error, path: path)
    }
  }
}
