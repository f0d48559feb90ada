import Records
import SQLiteKit

/// A sealed archive as it was when it was read.
public struct ArchiveFile: Hashable, Sendable {
  /// The file, below the folder of archives.
  public var name: String
  /// Its size.
  public var bytes: Int
  /// The SHA-256 of its bytes.
  public var sha256: String

  /// An archive from its parts.
  public init(name: String, bytes: Int, sha256: String) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
  }
}

extension Loader {
  /// Notes that an archive was read.
  public mutating func note(_ file: ArchiveFile) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.upsert(
        "archive_file", ["name", "bytes", "sha256"], keys: 1,
        [[.text(file.name), .int(file.bytes), .text(file.sha256)]])
    }
  }

  /// Notes that somebody let something through that looked like a loss.
  public mutating func accept(
    _ findings: [String], of command: String, reason: String, at time: Instant
  ) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.upsert(
        "accepted_drop", ["accepted_at", "command", "finding", "reason"], keys: 3,
        findings.map { [.text(time.description), .text(command), .text($0), .text(reason)] })
    }
  }

  /// Takes over what no archive can give: the ledger of runs and what was let through, of another database.
  ///
  /// Runs that read archives are left out: they are run again.
  public mutating func inherit(from old: borrowing DatabaseReader) throws(LoadFailure) {
    for table in ["run", "run_stage", "accepted_drop"] {
      var columns: [String] = []
      var rows: [[Value]] = []
      let condition =
        switch table {
        case "run": " WHERE run_key NOT GLOB 'archive:*'"
        case "run_stage": " WHERE run_id IN (SELECT run_id FROM run WHERE run_key NOT GLOB 'archive:*')"
        default: ""
        }
      try old.query("SELECT * FROM \(table)\(condition)", columns: { columns = $0 }) { cells in
        rows.append(cells.map { Value($0) })
        return true
      }
      try write { loader throws(SQLiteFailure) in
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        var insert = try loader.database.prepare(
          "INSERT OR IGNORE INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))")
        for row in rows {
          try insert.bind(row)
          try insert.run()
        }
      }
    }
  }
}

extension DatabaseReader {
  /// The archives that were read, by name.
  public func archiveFiles() throws(LoadFailure) -> [ArchiveFile] {
    do {
      var select = try database.prepare("SELECT name, bytes, sha256 FROM archive_file ORDER BY name")
      return try select.all { row in
        ArchiveFile(name: row.text(0) ?? "", bytes: Int(row.int64(1)), sha256: row.text(2) ?? "")
      }
    } catch {
      throw LoadFailure(error, path: path)
    }
  }
}

extension Value {
  fileprivate init(_ cell: Cell) {
    switch cell {
    case .null: self = .text(nil)
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .text(let text): self = .text(text)
    }
  }
}
