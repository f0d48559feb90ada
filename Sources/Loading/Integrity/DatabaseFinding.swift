/// One thing that is wrong with a database file.
public struct DatabaseFinding: Hashable, Sendable, CustomStringConvertible {
  /// A stable word: database_unreadable, structure_damaged, relation_broken, rows_changed, schema_changed, bytes_changed.
  public let code: String
  /// The table that it is about, when one can be named.
  public let table: String?
  /// What was seen, where, and what to do.
  public let description: String

  init(_ code: String, table: String? = nil, _ description: String) {
    self.code = code
    self.table = table
    self.description = description
  }
}

/// How much of a database was checked.
public struct DatabaseTally: Hashable, Sendable {
  /// Tables.
  public internal(set) var tables = 0
  /// Rows of them that could be read.
  public internal(set) var rows = 0
  /// Things that are wrong.
  public internal(set) var findings = 0

  /// Nothing yet.
  public init() {}
}
