public import Records
import SQLiteKit

/// Why findings could not be made.
public struct AnalysisFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// The database cannot be opened or read.
    case unreadable(message: String)
    /// Another process holds the database.
    case busy
    /// A value in a table is not what it should be.
    case badValue(table: String, column: String, value: String)
  }

  /// What went wrong.
  public let reason: Reason
  /// The database that was being read.
  public let database: String

  /// A failure from its parts.
  public init(reason: Reason, database: String) {
    self.reason = reason
    self.database = database
  }

  init(_ failure: SQLiteFailure, database: String) {
    self.init(
      reason: failure.reason == .busy ? .busy : .unreadable(message: failure.description), database: database)
  }

  /// A stable word for the run ledger.
  public var code: String {
    switch reason {
    case .unreadable: "analysis_database_unreadable"
    case .busy: "analysis_database_busy"
    case .badValue: "analysis_bad_value"
    }
  }

  /// What the conductor should do about it.
  public var disposition: Disposition { reason == .busy ? .retry : .halt }

  /// What was seen, where, and what to do.
  public var description: String {
    switch reason {
    case .unreadable(let message):
      "\(database) cannot be read: \(message). Derive it again with: aftermarket rebuild"
    case .busy:
      "\(database) is held by another process; try again when that has ended"
    case .badValue(let table, let column, let value):
      "\(database) has \"\(value)\" in \(table).\(column); derive it again with: aftermarket rebuild"
    }
  }
}
