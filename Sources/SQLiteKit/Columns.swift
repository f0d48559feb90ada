import CSQLite

/// The type in which one value of a row is stored.
public enum StorageClass: String, Hashable, Sendable {
  /// A whole number.
  case integer
  /// A floating-point number.
  case real
  /// Text.
  case text
  /// Bytes.
  case blob
  /// No value.
  case null
}

extension Statement {
  /// Columns in a row.
  public var columnCount: Int32 { unsafe sqlite3_column_count(pointer) }

  /// The name of a column.
  public func columnName(_ index: Int32) -> String {
    guard let name = unsafe sqlite3_column_name(pointer, index) else { return "" }
    return unsafe String(cString: name)
  }

  /// How the value of a column is stored in this row.
  public func storage(_ index: Int32) -> StorageClass {
    switch unsafe sqlite3_column_type(pointer, index) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  /// Whether the column holds no value in this row.
  public func isNull(_ index: Int32) -> Bool { unsafe sqlite3_column_type(pointer, index) == SQLITE_NULL }

  /// The column as an integer; 0 for NULL.
  public func int64(_ index: Int32) -> Int64 { unsafe sqlite3_column_int64(pointer, index) }

  /// The column as an integer, or nil for NULL.
  public func optionalInt64(_ index: Int32) -> Int64? { isNull(index) ? nil : int64(index) }

  /// The column as a number; 0 for NULL.
  public func double(_ index: Int32) -> Double { unsafe sqlite3_column_double(pointer, index) }

  /// The column as a number, or nil for NULL.
  public func optionalDouble(_ index: Int32) -> Double? { isNull(index) ? nil : double(index) }

  /// The column as text, or nil for NULL.
  public func text(_ index: Int32) -> String? {
    // "The safest policy is to invoke sqlite3_column_text() followed by sqlite3_column_bytes()"
    // (c3ref/column_blob.html).
    guard let start = unsafe sqlite3_column_text(pointer, index) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(pointer, index))
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Lends the bytes of a text column, without a copy, for as long as `body` runs.
  ///
  /// - Returns: What `body` returns, or nil for NULL.
  public func withTextBytes<Result>(_ index: Int32, _ body: (Span<UInt8>) -> Result) -> Result? {
    guard let start = unsafe sqlite3_column_text(pointer, index) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(pointer, index))
    return body(unsafe UnsafeBufferPointer(start: start, count: count).span)
  }

  /// The column as bytes; empty for NULL.
  public func blob(_ index: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(pointer, index) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(pointer, index))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}
