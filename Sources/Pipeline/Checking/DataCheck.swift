import Records

/// One test of what the database holds, as `pipelines/checks.json5` declares it.
public struct DataCheck: Hashable, Sendable {
  /// What a failing test means.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// It is told.
    case warn
    /// No report is written until it is mended.
    case error
  }

  /// What is tested.
  public enum Test: Hashable, Sendable {
    /// No two rows have the same values in these columns.
    case unique([String])
    /// A column has a value in every row.
    case notNull(String)
    /// A column has one of these words, or none.
    case accepted(String, words: [String])
    /// A value of a column is one of a column of another table, or none.
    case relation(String, table: String, column: String)
    /// A number lies in a range, or is none.
    case range(String, low: Double?, high: Double?)
    /// The day in a column is not older than this many days.
    case freshness(String, days: Int)
    /// Sources have as many rows as their nights used to have.
    case rowBand
    /// A query that gives the failing rows.
    case query(String)
  }

  /// What it is called.
  public let name: String
  /// What is tested.
  public let test: Test
  /// The table or view; "" for a test that names none.
  public let table: String
  /// Which rows are tested, as SQL; all of them without.
  public let condition: String?
  /// What a failing test means.
  public let severity: Severity
  /// Why it matters.
  public let why: String

  /// The statement that gives the failing rows, with today's date as ?1; nil for a test that is no statement.
  var sql: String? {
    func select(_ bad: String) -> String {
      "SELECT * FROM \"\(table)\" AS t WHERE (\(condition ?? "1")) AND (\(bad))"
    }
    switch test {
    case .unique(let columns):
      let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      return "SELECT \(list), count(*) AS times FROM \"\(table)\" WHERE \(condition ?? "1") "
        + "GROUP BY \(list) HAVING count(*) > 1"
    case .notNull(let column): return select("t.\"\(column)\" IS NULL")
    case .accepted(let column, let words):
      return select("t.\"\(column)\" NOT IN (\(words.map(Self.quoted).joined(separator: ", ")))")
    case .relation(let column, let other, let key):
      return select(
        "t.\"\(column)\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"\(other)\" AS o WHERE o.\"\(key)\" = t.\"\(column)\")"
      )
    case .range(let column, let low, let high):
      let bounds = [low.map { "t.\"\(column)\" < \($0)" }, high.map { "t.\"\(column)\" > \($0)" }].compactMap(\.self)
      return select(bounds.joined(separator: " OR "))
    case .freshness(let column, let days): return select("date(t.\"\(column)\") < date(?1, '-\(days) days')")
    case .query(let sql): return sql
    case .rowBand: return nil
    }
  }

  private static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension DataCheck {
  /// Reads the text of `pipelines/checks.json5`.
  ///
  /// - Throws: `JSONFailure` with file, line, column and key path.
  static func read(json5: [UInt8], file: String) throws(JSONFailure) -> [DataCheck] {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    _ = try reader.string("$schema")
    var checks: [DataCheck] = []
    for var entry in try reader.objects("checks") {
      let check = try DataCheck(&entry)
      guard !checks.contains(where: { $0.name == check.name }) else {
        throw entry.failure("\"\(check.name)\" stands twice")
      }
      checks.append(check)
    }
    try reader.finish()
    return checks
  }

  private init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    func identifier(_ key: String) throws(JSONFailure) -> String {
      let text = try reader.requiredString(key)
      guard !text.isEmpty, text.utf8.allSatisfy(Self.isPartOfName) else {
        throw reader.failure("\"\(key)\" is no name of a table or column")
      }
      return text
    }
    name = try reader.requiredString("name")
    severity =
      try reader.required("severity", "warn or error") { $0.string.flatMap(Severity.init(rawValue:)) }
    why = try reader.requiredString("why")
    condition = try reader.string("where")
    let word = try reader.requiredString("test")
    switch word {
    case "unique":
      table = try identifier("table")
      let columns = try reader.strings("columns")
      guard !columns.isEmpty, columns.allSatisfy({ $0.utf8.allSatisfy(Self.isPartOfName) }) else {
        throw reader.failure("\"columns\" must name the columns")
      }
      test = .unique(columns)
    case "not_null":
      table = try identifier("table")
      test = .notNull(try identifier("column"))
    case "accepted_values":
      table = try identifier("table")
      test = .accepted(try identifier("column"), words: try reader.strings("values"))
    case "relation":
      table = try identifier("table")
      test = .relation(
        try identifier("column"), table: try identifier("to_table"), column: try identifier("to_column"))
    case "range":
      table = try identifier("table")
      let low = try reader.optional("low", "a number") { $0.double }
      let high = try reader.optional("high", "a number") { $0.double }
      guard low != nil || high != nil else { throw reader.failure("a range has \"low\", \"high\" or both") }
      test = .range(try identifier("column"), low: low, high: high)
    case "freshness":
      table = try identifier("table")
      test = .freshness(
        try identifier("column"),
        days: try reader.required("days", "a whole number from 1") { json in
          json.integer.flatMap { $0 >= 1 ? $0 : nil }
        })
    case "row_band":
      table = ""
      test = .rowBand
    case "query":
      table = ""
      test = .query(try reader.requiredString("sql"))
    default:
      throw reader.failure(
        "\"test\" is unique, not_null, accepted_values, relation, range, freshness, row_band or query, not \"\(word)\"")
    }
    try reader.finish()
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F || (byte >= 0x30 && byte <= 0x39)
  }
}
