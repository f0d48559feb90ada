import FileKit
import SQLiteKit

/// Checks a database from end to end and changes nothing: the shape of its trees, its relations, and the content of
/// every row against the sums that were kept when it was written.
public struct DatabaseVerifier {
  private let path: String
  private static let advice = "derive the database again with: aftermarket rebuild"

  /// A check of the database at `path`.
  public init(path: String) { self.path = path }

  /// Checks, and hands over each finding.
  ///
  /// - Throws: The database is missing, another program's, or of a newer or older schema. Damage is a finding.
  public func run(_ tell: (DatabaseFinding) -> Void) throws(LoadFailure) -> DatabaseTally {
    var tally = DatabaseTally()
    let reader: DatabaseReader
    do {
      reader = try DatabaseReader(path: path)
    } catch {
      switch error.reason {
      case .damaged(let failure):
        tally.findings += 1
        tell(
          DatabaseFinding(
            "database_unreadable", "\(path) is not a readable database: \(failure.message); \(Self.advice)"))
        return tally
      default: throw error
      }
    }
    func report(_ finding: DatabaseFinding) {
      tally.findings += 1
      tell(finding)
    }
    do {
      for range in try FileSums.changes(of: path) {
        report(
          DatabaseFinding(
            "bytes_changed",
            "\(path): bytes \(range.lowerBound) to \(range.upperBound - 1) are not what was written last; \(Self.advice)"
          ))
      }
    } catch {
      report(DatabaseFinding("database_unreadable", "\(error)"))
    }
    do {
      try reader.database.execute("BEGIN")
      try structure(reader.database, report)
      let tables = try RowLedger.tables(in: reader.database)
      for (place, table) in tables.enumerated() {
        tally.tables += 1
        do throws(SQLiteFailure) {
          tally.rows += try check(table, at: place, in: reader.database, report)
        } catch {
          report(unreadable(table.name, error))
        }
      }
      for name in try RowLedger.orphans(tables, in: reader.database) {
        report(
          DatabaseFinding(
            "rows_changed", table: name, "\(path) has no table \(name), of which rows were recorded; \(Self.advice)"))
      }
      if try !RowLedger.isSchemaSound(in: reader.database) {
        report(DatabaseFinding("schema_changed", "\(path): the schema is not the one that was made; \(Self.advice)"))
      }
    } catch {
      report(unreadable(nil, error))
    }
    return tally
  }

  private func unreadable(_ table: String?, _ error: SQLiteFailure) -> DatabaseFinding {
    DatabaseFinding(
      "database_unreadable", table: table,
      "\(path): \(table.map { "table \($0)" } ?? "the database") cannot be read (\(error.message)); \(Self.advice)")
  }

  private func structure(
    _ database: borrowing Database, _ report: (DatabaseFinding) -> Void
  ) throws(SQLiteFailure) {
    do throws(SQLiteFailure) {
      var check = try database.prepare("PRAGMA integrity_check(20)")
      for line in try check.all(row: { $0.text(0) ?? "" }) where line != "ok" {
        report(DatabaseFinding("structure_damaged", "\(path): \(line); \(Self.advice)"))
      }
    } catch {
      report(unreadable(nil, error))
    }
    var relations = try database.prepare("PRAGMA foreign_key_check")
    var broken: [String: Int] = [:]
    while try relations.step() {
      broken["\(relations.text(0) ?? "") has rows without their \(relations.text(2) ?? "")", default: 0] += 1
    }
    for (text, count) in broken.sorted(by: { $0.key < $1.key }) {
      report(DatabaseFinding("relation_broken", "\(path): \(text) (\(count)); \(Self.advice)"))
    }
  }

  /// Compares the rows of a table with their sums; how many rows there are.
  private func check(
    _ table: SummedTable, at place: Int, in database: borrowing Database, _ report: (DatabaseFinding) -> Void
  ) throws(SQLiteFailure) -> Int {
    let found = try database.rowSums(of: table, at: place)
    let recorded = try RowLedger.recorded(table, at: place, in: database)
    for group in Set(found.keys).union(recorded.keys).sorted(by: { $0.number < $1.number }) {
      let (before, now) = (recorded[group] ?? .none, found[group] ?? .none)
      guard before != now else { continue }
      let place = RowLedger.words(group, isText: table.hasTextKey)
      let counts = before.rows == now.rows ? "\(now.rows)" : "\(now.rows) instead of \(before.rows)"
      report(
        DatabaseFinding(
          "rows_changed", table: table.name,
          "\(path): the \(counts) rows of \(table.name) \(place) are not what was written; \(Self.advice)"))
    }
    return Int(found.values.reduce(0) { $0 + $1.rows })
  }
}
