/// A table whose rows are summed.
public struct SummedTable: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// The names of its columns, in order.
  public let columns: [String]
  /// The places of the columns of its key, from 0; the first of them groups the rows.
  public let key: [Int32]
  /// Whether that one holds text.
  public let hasTextKey: Bool

  /// A table by its parts.
  public init(name: String, columns: [String], key: [Int32], hasTextKey: Bool) {
    self.name = name
    self.columns = columns
    self.key = key
    self.hasTextKey = hasTextKey
  }
}

/// A group of rows of a table: the place of the table in the list that was given, and its number.
public struct RowGroup: Hashable, Sendable {
  /// The place of the table.
  public let table: Int
  /// Two characters of a text key as a number, or the thousands of a whole one.
  public let number: Int64

  /// A group by its parts.
  public init(table: Int, number: Int64) {
    self.table = table
    self.number = number
  }
}
