import Archiving
import FileKit
import Loading
import Records

/// Checks every byte of the archives and of the database of a workspace.
public struct VerifyJob: Sendable {
  /// What was found.
  public struct Summary: Hashable, Sendable {
    /// Sealed archives.
    public internal(set) var files = 0
    /// Records that could be read.
    public internal(set) var records = 0
    /// Bytes of the archives.
    public internal(set) var bytes = 0
    /// What is damaged.
    public internal(set) var damages = 0
    /// Archives that were not sealed yet.
    public internal(set) var open = 0
    /// Rows of the database, nil when there is none.
    public internal(set) var rows: Int?

    /// One line for people; it says what was looked at.
    public var line: String {
      let verdict = damages == 0 ? "all sound" : "\(damages) damaged"
      let database = rows.map { "; database checked: \($0) rows" } ?? "; there is no database"
      let unsealed = open > 0 ? "; \(open) not sealed yet" : ""
      return "archives checked: \(files) files, \(records) records, \(bytes) bytes\(database): \(verdict)\(unsealed)"
    }

    /// The figures as one JSON object.
    public var json: String {
      var writer = JSONWriter()
      writer.object { writer in
        writer.member("checked", rows == nil ? ["archive"] : ["archive", "database"])
        writer.member("files", files)
        writer.member("records", records)
        writer.member("bytes", bytes)
        writer.member("damaged", damages)
        writer.member("open", open)
        writer.member("rows", rows)
      }
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  private let workspace: Workspace
  private let story: Story

  /// A check of a workspace.
  public init(workspace: Workspace, story: Story) {
    self.workspace = workspace
    self.story = story
  }

  /// Reads every archive and the database from end to end and changes nothing.
  ///
  /// - Parameter tell: Takes each finding as a line for people and one of JSON.
  /// - Throws: `RunFailure` of kind `usage` when there is no archive, `LoadFailure` for a database of another schema, `interrupted` when a signal ended it.
  public func run(_ tell: (_ text: String, _ json: String) throws -> Void) throws -> Summary {
    guard FileSystem.isFolder(workspace.archive) else {
      throw RunFailure(.usage, "\(workspace.archive) does not exist; a workspace begins with: aftermarket ingest PATH")
    }
    let folder = ArchiveFolder(workspace.archive)
    let verifier = ArchiveVerifier(folder)
    var summary = Summary()
    let files = try folder.archives()
    for file in files {
      try Task.checkCancellation()
      story.show("\(summary.files) of \(files.count) archives, \(summary.bytes >> 20) MiB; checking \(file)")
      var findings: [ArchiveFinding] = []
      let tally = verifier.run(file: file) { findings.append($0) }
      summary.files += tally.files
      summary.records += tally.records
      summary.bytes += tally.bytes
      for finding in findings {
        if finding.isDamage { summary.damages += 1 }
        try tell(finding.description, Self.json(finding))
      }
    }
    story.show("")
    for file in try folder.openArchives() {
      summary.open += 1
      let finding = ArchiveFinding.open(file: file, bytes: try FileSystem.size(FileSystem.join(folder.path, file)))
      try tell(finding.description, Self.json(finding))
    }
    if FileSystem.exists(workspace.database) { try checkDatabase(files, &summary, tell) }
    return summary
  }

  private func checkDatabase(
    _ files: [String], _ summary: inout Summary, _ tell: (_ text: String, _ json: String) throws -> Void
  ) throws {
    story.show("checking the database")
    var findings: [DatabaseFinding] = []
    summary.rows = try DatabaseVerifier(path: workspace.database).run { findings.append($0) }.rows
    story.show("")
    for finding in findings {
      summary.damages += 1
      try tell(finding.description, Self.json(finding.code, finding.table, nil, finding.description))
    }
    guard let reader = try? DatabaseReader(path: workspace.database), let known = try? reader.archiveFiles() else {
      return
    }
    for file in known {
      try Task.checkCancellation()
      let message: String
      let code: String
      if !files.contains(file.name) {
        code = "archive_missing"
        message = "\(file.name): this archive was read and is gone (\(file.bytes) bytes); bring it back from a backup"
      } else if try ArchiveDigest.of(file.name, in: workspace.archive) != file {
        code = "archive_changed"
        message = "\(file.name): this archive is not the one that was read; bring it back from a backup"
      } else {
        continue
      }
      summary.damages += 1
      try tell(message, Self.json(code, nil, file.name, message))
    }
  }

  private static func json(_ code: String, _ table: String?, _ file: String?, _ message: String) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("code", code)
      writer.member("damage", true)
      writer.member("table", table)
      writer.member("file", file)
      writer.member("message", message)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func json(_ finding: ArchiveFinding) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("code", finding.code)
      writer.member("damage", finding.isDamage)
      writer.member("file", finding.file)
      writer.member("offset", finding.offset)
      writer.member("message", finding.description)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
