import SQLiteKit

/// The comments of the schema as rows of the table `description`.
///
/// SQLite keeps each CREATE statement as it was written, so the comment behind a column in the migration is the one
/// place where its description stands.
enum Descriptions {
  /// Fills the table from the schema of `database`.
  static func store(in database: borrowing Database) throws(SQLiteFailure) {
    try database.execute("DELETE FROM description")
    var schema = try database.prepare("SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view')")
    var insert = try database.prepare("INSERT OR REPLACE INTO description VALUES(?1, ?2, ?3)")
    while try schema.step() {
      guard let table = schema.text(0), let sql = schema.text(1) else { continue }
      for (column, text) in read(sql) {
        try insert.bind(table, at: 1)
        try insert.bind(column, at: 2)
        try insert.bind(text, at: 3)
        try insert.run()
      }
    }
  }

  /// Columns with their comments; the table's own comment has the column "".
  static func read(_ sql: String) -> [(column: String, text: String)] {
    added(sql) + own(sql)
  }

  /// What stands behind the columns that a later version added: `name TYPE /* text */`, on a line of others.
  private static func added(_ sql: String) -> [(column: String, text: String)] {
    var found: [(column: String, text: String)] = []
    var code: Substring = ""
    var rest = sql[...]
    while let start = rest.firstIndex(of: "/") {
      code += rest[..<start]
      rest = rest[rest.index(after: start)...]
      guard rest.first == "*", let end = rest.indices.dropFirst().first(where: { rest[$0...].hasPrefix("*/") }) else {
        code += "/"
        continue
      }
      let definition = code.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
      if let name = definition.split(whereSeparator: \.isWhitespace).first {
        let text = rest[..<end].dropFirst().split(separator: " ").joined(separator: " ")
        found.append((String(name), text))
      }
      rest = rest[rest.index(end, offsetBy: 2)...]
    }
    return found
  }

  private static func own(_ sql: String) -> [(column: String, text: String)] {
    sql.split(separator: "\n").compactMap { line in
      guard let (code, comment) = split(line) else { return nil }
      let words = code.split { $0 == " " || $0 == "," }
      guard let first = words.first else { return nil }
      if first == "CREATE" { return ("", comment) }
      // In a table the name comes first, in a view last: "o.status" or "m.name AS model".
      let isView = sql.hasPrefix("CREATE VIEW")
      let name = isView ? words.last?.split(separator: ".").last : first
      return name.map { (String($0), comment) }
    }
  }

  private static func split(_ line: Substring) -> (code: Substring, comment: String)? {
    var index = line.startIndex
    while index < line.endIndex {
      let rest = line[index...]
      if rest.hasPrefix("-- ") { return (line[..<index], String(rest.dropFirst(3))) }
      index = line.index(after: index)
    }
    return nil
  }
}
