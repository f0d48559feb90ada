import CSQLite

/// A hash of values in order, which changes whenever one byte of them does.
///
/// Each step is a bijection of the state, so that two rows of one shape that differ in a single word cannot have the
/// same hash. Good against damage, not against somebody who computes collisions. A whole number hashes the same
/// whether SQLite stores it as INTEGER or as REAL.
@safe struct RowHash: Hashable, Sendable {
  private(set) var state: UInt64

  init(state: UInt64 = 0x243F_6A88_85A3_08D3) { self.state = state }

  mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 32
  }

  mutating func addNull() { mix(0) }

  mutating func add(_ number: Int64) {
    mix(1)
    mix(UInt64(bitPattern: number))
  }

  mutating func add(_ number: Double) {
    if let whole = Int64(exactly: number) { return add(whole) }
    mix(2)
    mix(number.bitPattern)
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer, kind: UInt64) {
    mix(kind | UInt64(bytes.count) << 8)
    var index = 0
    while index + 8 <= bytes.count {
      mix(unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    guard index < bytes.count else { return }
    var last: UInt64 = 0
    if index > 0 {
      // The last eight bytes without those that were mixed already.
      last = UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
      return mix(last & (1 << UInt64(8 * (bytes.count - index)) - 1))
    }
    while index < bytes.count {
      last = last << 8 | UInt64(unsafe bytes[index])
      index += 1
    }
    mix(last)
  }

  /// Adds one value of a statement's row or of a row that is about to change.
  mutating func add(_ value: OpaquePointer?) {
    guard let value = unsafe value else { return addNull() }
    switch unsafe sqlite3_value_type(value) {
    case SQLITE_INTEGER: add(unsafe sqlite3_value_int64(value))
    case SQLITE_FLOAT: add(unsafe sqlite3_value_double(value))
    case SQLITE_TEXT:
      let start = unsafe sqlite3_value_text(value)
      unsafe add(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))), kind: 3)
    case SQLITE_BLOB:
      let start = unsafe sqlite3_value_blob(value)
      unsafe add(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))), kind: 4)
    default: addNull()
    }
  }

  /// The group that a row belongs to by the first column of its key.
  ///
  /// The first two ASCII characters of a text, everything else in it being "?"; a whole number by runs of 4,096.
  static func group(_ value: OpaquePointer?) -> Int64 {
    guard let value = unsafe value else { return 0 }
    guard unsafe sqlite3_value_type(value) == SQLITE_TEXT else {
      return unsafe sqlite3_value_int64(value) >> 12
    }
    guard let start = unsafe sqlite3_value_text(value) else { return 0 }
    let count = Int(unsafe sqlite3_value_bytes(value))
    var group: Int64 = 0
    for index in 0..<2 {
      let byte = index < count ? unsafe start[index] : 0
      group = group << 8 | Int64(byte == 0 || (0x20...0x7E).contains(byte) ? byte : UInt8(ascii: "?"))
    }
    return group
  }
}

/// What the rows of one group of a table add up to; free of their order, and kept as rows come and go.
public struct RowSum: Hashable, Sendable {
  /// How many rows.
  public var rows: Int64
  /// The hashes of the rows, added without carry.
  public var sum: UInt64

  /// No rows.
  public static let none = RowSum(rows: 0, sum: 0)

  /// A sum from its parts.
  public init(rows: Int64, sum: UInt64) {
    self.rows = rows
    self.sum = sum
  }

  /// Both together.
  public static func + (left: RowSum, right: RowSum) -> RowSum {
    RowSum(rows: left.rows + right.rows, sum: left.sum &+ right.sum)
  }

  mutating func put(_ hash: UInt64) {
    rows += 1
    sum &+= hash
  }

  mutating func take(_ hash: UInt64) {
    rows -= 1
    sum &-= hash
  }
}
