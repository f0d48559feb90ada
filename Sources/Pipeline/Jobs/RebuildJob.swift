import Archiving
import FileKit
import Loading
import Records

/// Derives the database again from the archive, beside the old one, and swaps it in.
public struct RebuildJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let salt: [UInt8]
  let width: Int
  let clock: Clock
  let story: Story

  /// A job on a workspace.
  public init(
    workspace: Workspace, configuration: Configuration, salt: [UInt8], width: Int, clock: Clock, story: Story
  ) {
    self.workspace = workspace
    self.configuration = configuration
    self.salt = salt
    self.width = width
    self.clock = clock
    self.story = story
  }

  /// Reads the whole archive.
  ///
  /// - Throws: `RunFailure`; the old database then stays as it was.
  public func run() async throws -> RunSummary {
    guard FileSystem.isFolder(workspace.archive) else {
      throw RunFailure(.usage, "\(workspace.archive) does not exist; a workspace begins with: aftermarket ingest PATH")
    }
    let lock = try FileLock(workspace.lock)
    let fresh = workspace.database + ".rebuild"
    try remove(fresh)
    let summary = try await derive(into: fresh)
    try remove(workspace.database, keepingFile: true)
    try FileSystem.rename(fresh, to: workspace.database)
    try FileSystem.syncFolder(workspace.folder)
    try lock.release()
    return summary
  }

  private func derive(into path: String) async throws -> RunSummary {
    var store = try WorkspaceStore(database: path, workspace, configuration: configuration)
    let derivation = Derivation(
      rules: try Rules(configuration, salt: salt), archive: ArchiveFolder(workspace.archive), width: width,
      story: story)
    var summary = RunSummary()
    for file in try store.unfinishedArchives() {
      story.tell(.event, "reading \(file)")
      summary = summary + (try await store.derive(file, derivation, clock: clock))
    }
    try store.finish()
    return summary
  }

  /// Removes a database with what SQLite keeps beside it.
  private func remove(_ path: String, keepingFile: Bool = false) throws {
    for suffix in (keepingFile ? [] : [""]) + ["-wal", "-shm"] where FileSystem.exists(path + suffix) {
      try FileSystem.remove(path + suffix)
    }
  }
}
