import CSQLite

extension Statement {
  /// Binds an integer, or NULL.
  public mutating func bind(_ value: Int64?, at index: Int32) throws(SQLiteFailure) {
    let code =
      if let value { unsafe sqlite3_bind_int64(pointer, index, value) } else {
        unsafe sqlite3_bind_null(pointer, index)
      }
    try check(code)
  }

  /// Binds an integer, or NULL.
  public mutating func bind(_ value: Int?, at index: Int32) throws(SQLiteFailure) {
    try bind(value.map { Int64($0) }, at: index)
  }

  /// Binds a truth value as 1 or 0, or NULL.
  public mutating func bind(_ value: Bool?, at index: Int32) throws(SQLiteFailure) {
    try bind(value.map { $0 ? Int64(1) : 0 }, at: index)
  }

  /// Binds a floating-point number, or NULL; SQLite makes NULL of a NaN.
  public mutating func bind(_ value: Double?, at index: Int32) throws(SQLiteFailure) {
    let code =
      if let value { unsafe sqlite3_bind_double(pointer, index, value) } else {
        unsafe sqlite3_bind_null(pointer, index)
      }
    try check(code)
  }

  /// Binds text, or NULL; empty text stays text.
  public mutating func bind(_ value: String?, at index: Int32) throws(SQLiteFailure) {
    guard var value else { return try check(unsafe sqlite3_bind_null(pointer, index)) }
    // "" has no base address, and "a nil base pointer binds NULL".
    if value.isEmpty { return try check(unsafe am_bind_text_static(pointer, index, "", 0)) }
    let code = value.withUTF8 { bytes -> Int32 in
      if let kept = unsafe arena.copy(bytes) {
        return unsafe kept.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          unsafe am_bind_text_static(pointer, index, $0, UInt64(bytes.count))
        }
      }
      return unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe am_bind_text_transient(pointer, index, $0.baseAddress, UInt64(bytes.count))
      }
    }
    try check(code)
  }

  /// Binds bytes, or NULL; an empty blob stays a blob.
  public mutating func bind(_ value: [UInt8]?, at index: Int32) throws(SQLiteFailure) {
    guard let value else { return try check(unsafe sqlite3_bind_null(pointer, index)) }
    if value.isEmpty { return try check(unsafe sqlite3_bind_zeroblob(pointer, index, 0)) }
    let code = unsafe value.withUnsafeBytes {
      unsafe am_bind_blob_transient(pointer, index, $0.baseAddress, UInt64($0.count))
    }
    try check(code)
  }

  private borrowing func check(_ code: Int32) throws(SQLiteFailure) {
    if code != SQLITE_OK { throw failure(code) }
  }
}
