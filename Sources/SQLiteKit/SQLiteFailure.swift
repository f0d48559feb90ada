import CSQLite

/// What SQLite refused, with its code, its words and the statement it was about.
public struct SQLiteFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is, as far as a caller acts differently on it.
  public enum Reason: String, Hashable, Sendable {
    /// Another connection holds the lock and the busy timeout ran out.
    case busy
    /// The disk or the quota is full.
    case full
    /// The file is no database, or a damaged one.
    case damaged
    /// The file cannot be opened or must not be written.
    case unusable
    /// A constraint of the schema was broken.
    case constraint
    /// The statement was interrupted.
    case interrupted
    /// Reading or writing the file failed.
    case inputOutput
    /// Anything else, an error in the SQL for instance.
    case other
  }

  /// SQLite's extended result code, 787 (a foreign key) for instance.
  public let resultCode: Int32
  /// SQLite's own message, copied before the next call could change it.
  public let message: String
  /// The statement or the path that was worked on.
  public let sql: String

  /// A failure with its parts.
  public init(resultCode: Int32, message: String, sql: String) {
    self.resultCode = resultCode
    self.message = message
    self.sql = sql
  }

  /// The kind of trouble, from the primary result code.
  public var reason: Reason {
    switch resultCode & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_FULL: .full
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .unusable
    case SQLITE_CONSTRAINT, SQLITE_MISMATCH: .constraint
    case SQLITE_INTERRUPT: .interrupted
    case SQLITE_IOERR: .inputOutput
    default: .other
    }
  }

  /// A stable word for logs, "sqlite_busy" for instance.
  public var code: String { "sqlite_\(reason.rawValue)" }

  /// Code, message and the first 300 characters of the statement.
  public var description: String { "SQLite error \(resultCode): \(message) [\(sql.prefix(300))]" }
}
