import SQLiteKit

/// What the database holds and how old it is.
public struct DatabaseStatus: Hashable, Sendable {
  /// How fresh one source is.
  public struct Source: Hashable, Sendable {
    /// Its name.
    public var sourceID: String
    /// Pages of it, of every verdict.
    public var pages: Int
    /// Listings of it.
    public var listings: Int
    /// The last day it was asked.
    public var lastTriedOn: String?
    /// The last day something was read.
    public var lastReadOn: String?
    /// The last day all of it was read.
    public var lastCompleteOn: String?
  }

  /// One start of a command that wrote.
  public struct Run: Hashable, Sendable {
    /// What it was about.
    public var key: String
    /// When it began.
    public var startedAt: String
    /// When it ended.
    public var finishedAt: String?
    /// running, done, partial, failed or interrupted.
    public var status: String
  }

  /// The version of the schema.
  public var schemaVersion = 0
  /// Rows of each public table, in the order of the dump.
  public var rows: [(table: String, count: Int)] { tables.map { ($0.name, $0.rows) } }
  /// The sources, by name.
  public var sources: [Source] = []
  /// The last ten runs, the newest first.
  public var runs: [Run] = []
  /// The sources whose last complete night lies outside the band of those before it.
  public var warnings: [RowWarning] = []

  struct Table: Hashable, Sendable {
    var name: String
    var rows: Int
  }
  var tables: [Table] = []
}

extension DatabaseReader {
  /// What the database holds and how old it is.
  public func status() throws(LoadFailure) -> DatabaseStatus {
    var status = DatabaseStatus()
    try snapshot { () throws(SQLiteFailure) in
      status.schemaVersion = Int(try database.integer("PRAGMA user_version") ?? 0)
      for table in PublicTables.dumped {
        let count = try database.integer("SELECT count(*) FROM \(table)") ?? 0
        status.tables.append(DatabaseStatus.Table(name: table, rows: Int(count)))
      }
      var sources = try database.prepare(
        """
        SELECT source_id, listings, last_tried_on, last_read_on, last_complete_on,
          (SELECT count(*) FROM page AS p WHERE p.source_id = f.source_id)
        FROM freshness AS f ORDER BY source_id
        """)
      status.sources = try sources.all { row in
        DatabaseStatus.Source(
          sourceID: row.text(0) ?? "", pages: Int(row.int64(5)), listings: Int(row.int64(1)),
          lastTriedOn: row.text(2), lastReadOn: row.text(3), lastCompleteOn: row.text(4))
      }
      status.warnings = try RowWarning.all(in: database)
      var runs = try database.prepare(
        "SELECT run_key, started_at, finished_at, status FROM run ORDER BY sequence DESC LIMIT 10")
      status.runs = try runs.all { row in
        DatabaseStatus.Run(
          key: row.text(0) ?? "", startedAt: row.text(1) ?? "", finishedAt: row.text(2), status: row.text(3) ?? "")
      }
    }
    return status
  }
}
