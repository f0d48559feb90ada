/// A value for a statement, absent values being NULL.
public enum Value: Hashable, Sendable {
  /// A whole number.
  case integer(Int64?)
  /// A floating-point number.
  case real(Double?)
  /// Text.
  case text(String?)
  /// Bytes.
  case blob([UInt8]?)

  /// A whole number.
  public static func int(_ value: Int?) -> Value { .integer(value.map { Int64($0) }) }

  /// A truth value as 1 or 0.
  public static func bool(_ value: Bool?) -> Value { .integer(value.map { $0 ? 1 : 0 }) }
}

extension Statement {
  /// Binds values from the first parameter on.
  public mutating func bind(_ values: [Value]) throws(SQLiteFailure) {
    var index: Int32 = 0
    for value in values {
      index += 1
      switch value {
      case .integer(let number): try bind(number, at: index)
      case .real(let number): try bind(number, at: index)
      case .text(let text): try bind(text, at: index)
      case .blob(let bytes): try bind(bytes, at: index)
      }
    }
  }

  /// Binds values, runs to the end and resets.
  public mutating func run(_ values: Value...) throws(SQLiteFailure) {
    try bind(values)
    try run()
  }

  /// Binds values and runs; what `row` makes of the first row, or nil when there is none.
  public mutating func first<Result>(
    _ values: Value..., row: (borrowing Statement) -> Result
  ) throws(SQLiteFailure) -> Result? {
    try bind(values)
    let result = try step() ? row(self) : nil
    reset()
    return result
  }

  /// Binds values and runs; what `row` makes of every row.
  public mutating func all<Result>(
    _ values: Value..., row: (borrowing Statement) -> Result
  ) throws(SQLiteFailure) -> [Result] {
    try bind(values)
    var results: [Result] = []
    while try step() { results.append(row(self)) }
    reset()
    return results
  }
}
