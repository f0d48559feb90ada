import FileKit
import SQLiteKit

/// How a database file is opened for writing: made whole under another name, migrated with a backup beside it.
enum Opening {
  /// The fewest bytes of a database: one page of the smallest size.
  private static let smallest = 512

  /// Opens `path` for the one writer; a file that is not ours, newer, or no database at all stays as it is.
  static func open(_ path: String, _ busyTimeoutMilliseconds: Int32) throws(LoadFailure) -> Database {
    if path != ":memory:", !FileSystem.exists(path) { try make(path) }
    if path != ":memory:" {
      try inspectSize(of: path)
      try inspectMode(of: path)
    }
    let database: Database
    do {
      database = try Database(
        path: path, mode: path == ":memory:" ? .create : .readWrite, busyTimeoutMilliseconds: busyTimeoutMilliseconds)
    } catch {
      throw LoadFailure(error, path: path)
    }
    // Looked at before any pragma is set, so that a file which is not ours stays as it is.
    let found = try Schema.inspect(database, path: path)
    if case .ours(let version) = found, version < Schema.version {
      try backUp(database, path, version)
      do { try FileSums.remove(of: path) } catch { throw disk(error, path) }
    }
    do {
      // A database in memory has no journal to write ahead.
      if path != ":memory:" { try database.pragma("journal_mode", "WAL", expecting: "wal") }
      // Of the modes that WAL knows only FULL keeps every acknowledged commit over a power loss.
      try database.pragma("synchronous", "FULL", expecting: "2")
      try database.pragma("foreign_keys", "ON", expecting: "1")
      try database.pragma("journal_size_limit", "67108864", expecting: "67108864")
    } catch {
      throw LoadFailure(error, path: path)
    }
    try Schema.migrate(database, path: path)
    return database
  }

  /// Refuses a file that is too small to be a database; SQLite itself would take an empty one for a database to be.
  static func inspectSize(of path: String) throws(LoadFailure) {
    guard FileSystem.exists(path), !FileSystem.isFolder(path) else { return }
    let size: Int
    do { size = try FileSystem.size(path) } catch { throw disk(error, path) }
    guard size < smallest else { return }
    // SQLITE_NOTADB
    throw LoadFailure(
      SQLiteFailure(resultCode: 26, message: "it has \(size) bytes, less than any database", sql: path), path: path)
  }

  /// Refuses a file that nobody may write; the administrator, whom nothing stops, is told too.
  private static func inspectMode(of path: String) throws(LoadFailure) {
    let mode: UInt32
    do { mode = try FileSystem.access(path).mode } catch { throw disk(error, path) }
    guard mode & 0o222 == 0 else { return }
    // SQLITE_READONLY
    throw LoadFailure(SQLiteFailure(resultCode: 8, message: "the file is marked as read-only", sql: path), path: path)
  }

  /// Makes an empty database under another name, then gives it its own: there is never half of one.
  private static func make(_ path: String) throws(LoadFailure) {
    let fresh = path + ".new"
    do {
      for suffix in ["", "-journal", "-wal", "-shm"] where FileSystem.exists(fresh + suffix) {
        try FileSystem.remove(fresh + suffix)
      }
    } catch {
      throw disk(error, path)
    }
    try fill(fresh)
    try publish(fresh, path)
  }

  private static func fill(_ path: String) throws(LoadFailure) {
    let database: Database
    do { database = try Database(path: path, mode: .create) } catch { throw LoadFailure(error, path: path) }
    try Schema.migrate(database, path: path)
  }

  /// Copies the database as it is beside itself, before its schema is changed.
  private static func backUp(_ database: borrowing Database, _ path: String, _ version: Int64) throws(LoadFailure) {
    let backup = path + ".schema-\(version).backup"
    let part = backup + ".part"
    do throws(FileFailure) {
      if FileSystem.exists(part) { try FileSystem.remove(part) }
    } catch {
      throw disk(error, path)
    }
    do throws(SQLiteFailure) {
      var copy = try database.prepare("VACUUM INTO ?1")
      try copy.run(.text(part))
    } catch {
      throw LoadFailure(error, path: part)
    }
    try publish(part, backup)
  }

  private static func publish(_ part: String, _ path: String) throws(LoadFailure) {
    do throws(FileFailure) {
      let file = try File(part, for: .appending)
      try file.sync()
      try file.close()
      try FileSystem.rename(part, to: path)
      try FileSystem.syncFolder(FileSystem.folder(of: path))
    } catch {
      throw disk(error, path)
    }
  }

  private static func disk(_ failure: FileFailure, _ path: String) -> LoadFailure {
    // SQLITE_IOERR
    LoadFailure(SQLiteFailure(resultCode: 10, message: "\(failure)", sql: path), path: path)
  }
}
