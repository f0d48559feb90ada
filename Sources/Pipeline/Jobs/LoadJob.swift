import FileKit
import Loading
import Records

/// Normalized NDJSON into the database.
public struct LoadJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let story: Story

  /// How many records are loaded in one transaction, about.
  private static let batchSize = 20_000

  /// A job on a workspace.
  public init(workspace: Workspace, configuration: Configuration, story: Story) {
    self.workspace = workspace
    self.configuration = configuration
    self.story = story
  }

  /// Loads the files, "-" being stdin.
  ///
  /// A line that cannot be read is set aside with its place and does not stop the others.
  /// - Throws: `RunFailure`; what was loaded before stays, and loading all again completes it.
  public func run(_ paths: [String]) throws -> RunSummary {
    for path in paths where path != "-" && !FileSystem.exists(path) {
      throw RunFailure(.usage, "\(path) does not exist; name files of normalized NDJSON, or - for stdin")
    }
    try FileSystem.makeFolders(workspace.folder)
    let lock = try FileLock(workspace.lock)
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    var summary = RunSummary()
    for path in paths { try load(path, &store, &summary) }
    try store.finish()
    try lock.release()
    return summary
  }

  private func load(_ path: String, _ store: inout WorkspaceStore, _ summary: inout RunSummary) throws {
    var lines = path == "-" ? StandardInput.lines() : LineReader(try File(path, for: .reading))
    let name = path == "-" ? "stdin" : path
    var batch: [NormalizedRecord] = []
    while let line = try lines.next() {
      try Task.checkCancellation()
      let record: NormalizedRecord
      do throws(JSONFailure) {
        record = try NormalizedRecord(line: Array(line), source: name)
      } catch {
        let message = "line \(lines.lineNumber) of \(name): \(error)"
        story.tell(.error, message)
        record = .quarantine(
          Quarantined(
            stage: "load", code: "line_unreadable", message: message, record: String(decoding: line, as: UTF8.self)))
      }
      if case .page(let line) = record, line.planMark != nil {} else { summary.count(record) }
      batch.append(record)
      // The records of a page and the line that ends them belong into one transaction.
      if batch.count >= LoadJob.batchSize, case .page = record {
        try store.load(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    try store.load(batch)
    summary.pages = summary.verdicts.values.reduce(0, +)
  }
}
