import Records
import SQLiteKit

/// Why the database could not be opened, written or read.
public struct LoadFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The file is not a database, or a damaged one.
    case damaged(SQLiteFailure)
    /// The file is a database of another program.
    case foreign(applicationID: Int64)
    /// The file was written by a newer version of this program.
    case newerSchema(found: Int64, known: Int64)
    /// The file was written by an older version, and what only reads does not bring it up to date.
    case olderSchema(found: Int64, known: Int64)
    /// There is no database yet.
    case missing
    /// Another writer holds the lock.
    case busy(SQLiteFailure)
    /// The disk is full, or reading or writing it failed.
    case disk(SQLiteFailure)
    /// The path cannot be opened or must not be written.
    case unusable(SQLiteFailure)
    /// The question asked is not one SQL statement that only reads.
    case badQuery(String)
    /// Anything else that SQLite refused.
    case sqlite(SQLiteFailure)
  }

  /// What is wrong.
  public let reason: Reason
  /// The database file.
  public let path: String

  /// A failure about the database at `path`.
  public init(_ reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }

  init(_ failure: SQLiteFailure, path: String) {
    self.path = path
    reason =
      switch failure.reason {
      case .damaged: .damaged(failure)
      case .busy: .busy(failure)
      case .full, .inputOutput: .disk(failure)
      case .unusable: .unusable(failure)
      case .constraint, .interrupted, .other: .sqlite(failure)
      }
  }

  /// A stable word for the run ledger.
  public var code: String {
    switch reason {
    case .damaged: "database_damaged"
    case .foreign: "database_foreign"
    case .newerSchema: "schema_newer"
    case .olderSchema: "schema_older"
    case .missing: "database_missing"
    case .busy: "database_busy"
    case .disk: "disk_failed"
    case .unusable: "database_unusable"
    case .badQuery: "query_bad"
    case .sqlite: "sqlite_failed"
    }
  }

  /// A busy database may be free later; everything else stops the run.
  public var disposition: Disposition {
    if case .busy = reason { .retry } else { .halt }
  }

  /// What was seen, where, and what to do.
  public var description: String {
    switch reason {
    case .damaged(let failure):
      "\(path) is not a readable database (\(failure.message)). Derive it again with: aftermarket rebuild"
    case .foreign(let id):
      "\(path) is a database of another program (application id \(id)). Choose another --workspace"
    case .newerSchema(let found, let known):
      "\(path) has schema \(found), this program knows \(known). Use the newer aftermarket; nothing was changed"
    case .olderSchema(let found, let known):
      "\(path) has schema \(found), this program reads \(known). The next run, ingest or load brings it up to date"
    case .missing: "\(path) does not exist. Make it with: aftermarket ingest"
    case .busy(let failure):
      "\(path) is held by another writer (\(failure.message)). Try again when it has ended"
    case .disk(let failure):
      "\(path) could not be written or read: \(failure.message) (\(failure.resultCode)). Free space or mend the disk"
    case .unusable(let failure):
      "\(path) cannot be opened: \(failure.message). Check that the folder exists and may be written"
    case .badQuery(let message): "\(message). Ask with one SELECT statement"
    case .sqlite(let failure): "\(path): \(failure)"
    }
  }
}
