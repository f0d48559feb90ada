/// Where a run keeps things: one folder with the database, the archive, the reports and the lock.
public struct Workspace: Hashable, Sendable {
  /// The folder.
  public let folder: String

  /// The workspace in `folder`; nothing is created yet.
  public init(folder: String) { self.folder = folder }

  /// The database, one SQLite file.
  public var database: String { folder + "/aftermarket.sqlite" }
  /// The folder of WARC files.
  public var archive: String { folder + "/archive" }
  /// The folder that reports are written to unless the caller says otherwise.
  public var reports: String { folder + "/report" }
  /// The file of what must not come back.
  public var forgotten: String { folder + "/forgotten.ndjson" }
  /// The file that names the backups which were made.
  public var backups: String { folder + "/backups.ndjson" }
  /// The file that keeps which watches were told of what.
  public var watches: String { folder + "/watches.ndjson" }
  /// The file that a writer locks.
  public var lock: String { folder + "/lock" }
}
