import Records
import SQLiteKit

/// What one data test found.
public struct CheckResult: Hashable, Sendable {
  /// The test.
  public let name: String
  /// warn or error.
  public let severity: String
  /// How many rows fail.
  public let failing: Int
  /// Why it matters.
  public let why: String
  /// Failing rows as JSON, the first of them.
  public let rows: [String]

  /// What a test found.
  public init(name: String, severity: String, failing: Int, why: String, rows: [String]) {
    self.name = name
    self.severity = severity
    self.failing = failing
    self.why = why
    self.rows = rows
  }

  /// pass, warn or error.
  public var status: String { failing == 0 ? "pass" : severity }
}

extension Loader {
  /// Replaces the results of the data tests and the rows that failed.
  public mutating func store(_ results: [CheckResult], at time: Instant) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.database.execute("DELETE FROM check_result WHERE true")
      var insert = try loader.database.prepare(
        "INSERT INTO check_result (check_name, severity, status, failing, checked_at, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
      )
      var keep = try loader.database.prepare(
        "INSERT INTO check_failure (check_name, number, row) VALUES (?1, ?2, ?3)")
      for result in results {
        try insert.run(
          .text(result.name), .text(result.severity), .text(result.status), .int(result.failing),
          .text(time.description), .text(result.why))
        for (index, row) in result.rows.enumerated() {
          try keep.run(.text(result.name), .int(index + 1), .text(row))
        }
      }
    }
  }
}
