import SQLiteKit

extension Loader {
  /// Writes rows of reference data, those only that differ from what is there.
  ///
  /// The first `keys` columns are the primary key; the rows must all have a value for each column.
  func upsert(_ table: String, _ columns: [String], keys: Int, _ rows: [[Value]]) throws(SQLiteFailure) {
    let rest = columns.dropFirst(keys)
    let places = columns.indices.map { "?\($0 + 1)" }
    let update =
      rest.isEmpty
      ? "NOTHING"
      : "UPDATE SET " + rest.map { "\($0) = excluded.\($0)" }.joined(separator: ", ") + " WHERE "
        + rest.map { "\(table).\($0) IS NOT excluded.\($0)" }.joined(separator: " OR ")
    var statement = try database.prepare(
      "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places.joined(separator: ", "))) "
        + "ON CONFLICT DO \(update)")
    for row in rows {
      try statement.bind(row)
      try statement.run()
    }
  }
}
