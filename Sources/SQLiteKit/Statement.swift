import CSQLite

/// One compiled statement, which finalizes itself.
///
/// Values are bound from 1, columns are read from 0, as in SQLite.
@safe public struct Statement: ~Copyable {
  let pointer: OpaquePointer
  /// The SQL it was compiled from.
  public let sql: String
  var arena: TextArena
  /// Sums the rows that are written, and what this statement sets of them.
  private let summer: RowSummer?
  private let columns: RowSummer.Columns?

  init(
    on handle: OpaquePointer, sql: String, persistent: Bool, summer: RowSummer?
  ) throws(SQLiteFailure) {
    summer?.beginCompiling()
    var prepared: OpaquePointer?
    var rest = ""
    let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    var text = sql
    let code = text.withUTF8 { bytes -> Int32 in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters -> Int32 in
        var tail: UnsafePointer<CChar>?
        let code = unsafe sqlite3_prepare_v3(
          handle, characters.baseAddress, Int32(characters.count), flags, &prepared, &tail)
        if let tail = unsafe tail, let base = characters.baseAddress {
          let used = unsafe tail - base
          rest = unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[used...]), as: UTF8.self)
        }
        return code
      }
    }
    guard code == SQLITE_OK else {
      throw unsafe SQLiteFailure(
        resultCode: code, message: Database.message(of: handle, code: code), sql: sql)
    }
    guard let statement = unsafe prepared else {
      throw SQLiteFailure(resultCode: SQLITE_MISUSE, message: "there is no statement in this text", sql: sql)
    }
    guard Statement.isBlank(rest) else {
      _ = unsafe sqlite3_finalize(statement)
      throw SQLiteFailure(
        resultCode: SQLITE_MISUSE, message: "there is more than one statement in this text", sql: sql)
    }
    unsafe pointer = statement
    self.sql = sql
    columns = summer?.endCompiling()
    self.summer = columns == nil ? nil : summer
    arena = TextArena()
  }

  deinit { _ = unsafe sqlite3_finalize(pointer) }

  /// Moves to the next row.
  ///
  /// - Returns: Whether there is a row; after false the statement is reset by the next `reset` or `run`.
  public mutating func step() throws(SQLiteFailure) -> Bool {
    let code: Int32
    if let summer {
      summer.columns = columns
      code = unsafe sqlite3_step(pointer)
      summer.columns = nil
    } else {
      code = unsafe sqlite3_step(pointer)
    }
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      let failure = self.failure(code)
      reset()
      throw failure
    }
  }

  /// Runs to the end without looking at rows, then resets, so that it can be bound and run again.
  public mutating func run() throws(SQLiteFailure) {
    while try step() {}
    reset()
  }

  /// Makes ready for another run; bound values are cleared.
  public mutating func reset() {
    // "If the most recent call to sqlite3_step(S) indicated an error, then sqlite3_reset(S) returns an
    // appropriate error code" (c3ref/reset.html): `step` has thrown it already.
    _ = unsafe sqlite3_reset(pointer)
    _ = unsafe sqlite3_clear_bindings(pointer)
    arena.clear()
  }

  /// Whether it leaves the database as it is.
  public var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(pointer) != 0 }

  borrowing func failure(_ code: Int32) -> SQLiteFailure {
    unsafe SQLiteFailure(
      resultCode: code, message: Database.message(of: sqlite3_db_handle(pointer), code: code), sql: sql)
  }

  /// Whether only blanks, semicolons and comments are left after the first statement.
  static func isBlank(_ text: String) -> Bool {
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let start = line.first { $0 != 32 && $0 != 9 && $0 != 13 && $0 != UInt8(ascii: ";") }
      if let start, start != UInt8(ascii: "-") { return false }
    }
    return true
  }
}
