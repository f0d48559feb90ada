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
    /// A file of a panel lacks a column.
    case missingColumn(file: String, column: String)
    /// A value in a file of a panel is not what it should be.
    case badField(file: String, line: Int, column: String, value: String, wanted: String)
    /// Fewer than two nights of a panel were read in full.
    case noNights(file: String, count: Int)
  }

  /// What went wrong.
  public let reason: Reason
  /// The database or panel that was being read.
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
    case .missingColumn: "panel_column_missing"
    case .badField: "panel_bad_value"
    case .noNights: "panel_without_nights"
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
    case .missingColumn(let file, let column):
      "\(database)/\(file) has no column \(column); see: aftermarket study --help"
    case .badField(let file, let line, let column, let value, let wanted):
      "\(database)/\(file) line \(line) has \"\(value)\"\(column.isEmpty ? "" : " as \(column)"), not \(wanted)"
    case .noNights(let file, let count):
      "\(database)/\(file) has \(count) nights with status ok, 2 needed: an incomplete night can move no series"
    }
  }
}
