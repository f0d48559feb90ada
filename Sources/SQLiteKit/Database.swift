import CSQLite

/// One connection to a SQLite file, which closes itself.
///
/// Has one owner and stays on the thread that uses it; nothing here is Sendable.
@safe public struct Database: ~Copyable {
  /// How a file is opened.
  public enum Mode: Hashable, Sendable {
    /// Reads and writes, and makes the file when there is none.
    case create
    /// Reads and writes a file that exists.
    case readWrite
    /// Only reads, and refuses every statement that would write.
    case readOnly
  }

  /// What holds of all connections, set before the first.
  private static let settings: Int32 = am_forget_memory_status()

  let handle: OpaquePointer
  let hooks = ConnectionHooks()

  /// Opens `path`; ":memory:" is a private database that ends with the connection.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - mode: How to open it.
  ///   - busyTimeoutMilliseconds: How long a statement waits for another writer before it fails as busy.
  /// - Throws: The file cannot be opened. Whether it is a database shows only at the first statement.
  public init(
    path: String, mode: Mode, busyTimeoutMilliseconds: Int32 = 10_000
  ) throws(SQLiteFailure) {
    let flags =
      switch mode {
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readWrite: SQLITE_OPEN_READWRITE
      case .readOnly: SQLITE_OPEN_READONLY
      }
    _ = Database.settings
    var opened: OpaquePointer?
    var code = unsafe sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    if code == SQLITE_OK, mode == .readOnly {
      code = unsafe sqlite3_exec(opened, "PRAGMA query_only = ON", nil, nil, nil)
    }
    guard code == SQLITE_OK, let pointer = unsafe opened else {
      let message = unsafe Database.message(of: opened, code: code)
      // "Whether or not an error occurs when it is opened, resources associated with the database
      // connection handle should be released by passing it to sqlite3_close()" (c3ref/open.html).
      _ = unsafe sqlite3_close_v2(opened)
      throw SQLiteFailure(resultCode: code, message: message, sql: path)
    }
    unsafe handle = pointer
    unsafe sqlite3_busy_timeout(pointer, busyTimeoutMilliseconds)
    _ = unsafe am_set_defensive(pointer, 1)
  }

  deinit {
    _ = unsafe sqlite3_preupdate_hook(handle, nil, nil)
    _ = unsafe sqlite3_set_authorizer(handle, nil, nil)
    // close_v2 waits for statements that still live: "it becomes an unusable 'zombie' which will
    // automatically be deallocated when the last prepared statement is finalized" (c3ref/close.html).
    _ = unsafe sqlite3_close_v2(handle)
  }

  /// Runs a script of statements that take no values and whose rows nobody wants.
  public borrowing func execute(_ script: String) throws(SQLiteFailure) {
    let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code, script) }
  }

  /// Compiles one statement.
  ///
  /// - Parameter persistent: The statement is kept for long and run often.
  /// - Throws: The SQL is wrong, empty, or more than one statement.
  public borrowing func prepare(_ sql: String, persistent: Bool = false) throws(SQLiteFailure) -> Statement {
    try unsafe Statement(on: handle, sql: sql, persistent: persistent, summer: hooks.summer)
  }

  /// The first column of the first row as an integer, or nil for no row or NULL.
  public borrowing func integer(_ sql: String) throws(SQLiteFailure) -> Int64? {
    var statement = try prepare(sql)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return statement.int64(0)
  }

  /// The first column of the first row as text, or nil for no row or NULL.
  public borrowing func text(_ sql: String) throws(SQLiteFailure) -> String? {
    var statement = try prepare(sql)
    guard try statement.step() else { return nil }
    return statement.text(0)
  }

  /// Sets a pragma and reads it back, since SQLite keeps quiet about those it does not grant.
  ///
  /// - Throws: The value that stands afterwards is not the one wanted.
  public borrowing func pragma(_ name: String, _ value: String, expecting: String) throws(SQLiteFailure) {
    try execute("PRAGMA \(name) = \(value)")
    let found = try text("PRAGMA \(name)") ?? ""
    guard found == expecting else {
      throw SQLiteFailure(
        resultCode: SQLITE_ERROR, message: "\(name) is \(found) although \(expecting) was asked for",
        sql: "PRAGMA \(name) = \(value)")
    }
  }

  /// Rows changed by the last statement.
  public var changes: Int64 { unsafe sqlite3_changes64(handle) }

  /// Rows changed since the connection was opened.
  public var totalChanges: Int64 { unsafe sqlite3_total_changes64(handle) }

  /// Whether a transaction is open.
  public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// The version of the SQLite library, "3.40.1" for instance.
  public static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }

  borrowing func failure(_ code: Int32, _ sql: String) -> SQLiteFailure {
    unsafe SQLiteFailure(resultCode: code, message: Database.message(of: handle, code: code), sql: sql)
  }

  static func message(of handle: OpaquePointer?, code: Int32) -> String {
    if let handle = unsafe handle, let text = unsafe sqlite3_errmsg(handle) {
      return unsafe String(cString: text)
    }
    return unsafe sqlite3_errstr(code).map { unsafe String(cString: $0) } ?? "unknown"
  }
}
