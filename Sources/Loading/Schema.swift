import SQLiteKit

/// The schema of the database: which version this program writes, and how older ones become it.
public enum Schema {
  /// "AFMK", which tells our files from those of other programs.
  public static let applicationID: Int64 = 0x4146_4D4B
  /// The version this program reads and writes.
  public static var version: Int64 { Int64(migrations.count) }

  /// One script for each version, in order.
  static var migrations: [[UInt8]] {
    [
      PackageResources.m0001_first_sql, PackageResources.m0002_plans_sql, PackageResources.m0003_specs_sql,
      PackageResources.m0004_integrity_sql,
      PackageResources.m0005_effects_sql, PackageResources.m0006_checks_sql,
      PackageResources.m0007_indices_sql,
      PackageResources.m0008_reports_sql,
      PackageResources.m0009_documents_sql,
      PackageResources.m0010_offers_sql,
      PackageResources.m0011_indexes_sql,
      PackageResources.m0012_ranges_sql,
      PackageResources.m0013_stays_sql,
      PackageResources.m0014_sums_sql,
    ]
  }

  /// What a file turned out to be.
  enum Found: Hashable {
    case empty
    case ours(version: Int64)
  }

  /// Looks at an open file without changing it.
  ///
  /// - Throws: The file is no database, another program's, or newer than this program.
  static func inspect(_ database: borrowing Database, path: String) throws(LoadFailure) -> Found {
    let id: Int64
    let found: Int64
    let tables: Int64
    do {
      id = try database.integer("PRAGMA application_id") ?? 0
      found = try database.integer("PRAGMA user_version") ?? 0
      tables = try database.integer("SELECT count(*) FROM sqlite_schema") ?? 0
    } catch {
      throw LoadFailure(error, path: path)
    }
    if id == 0, found == 0, tables == 0 { return .empty }
    guard id == applicationID else { throw LoadFailure(.foreign(applicationID: id), path: path) }
    guard found <= version else { throw LoadFailure(.newerSchema(found: found, known: version), path: path) }
    return .ours(version: found)
  }

  /// Brings an open file to this program's version in one transaction.
  static func migrate(_ database: borrowing Database, path: String) throws(LoadFailure) {
    guard case let found = try inspect(database, path: path), found != .ours(version: version) else { return }
    do {
      try database.execute("BEGIN IMMEDIATE")
      // Another process may have done it while this one waited for the lock.
      var done = Int(try database.integer("PRAGMA user_version") ?? 0)
      while done < migrations.count {
        try database.execute(String(decoding: migrations[done], as: UTF8.self))
        done += 1
      }
      try Descriptions.store(in: database)
      try RowLedger.rewrite(in: database)
      try database.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version); COMMIT")
    } catch {
      if database.isInTransaction { try? database.execute("ROLLBACK") }
      throw LoadFailure(error, path: path)
    }
  }
}
