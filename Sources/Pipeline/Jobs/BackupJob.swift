import DigestKit
import FileKit
import Loading
import Records

/// Copies the database while others may write to it.
public struct BackupJob: Sendable {
  let workspace: Workspace
  let clock: Clock

  /// A job on a workspace.
  public init(workspace: Workspace, clock: Clock) {
    self.workspace = workspace
    self.clock = clock
  }

  /// Writes a checked copy; a crash leaves the file that was there, or the whole new one.
  ///
  /// Where it was written is noted in the workspace, so that `forget` finds it.
  /// - Returns: What was written, for people and as JSON.
  public func run(to file: String, replacing: Bool) throws -> (text: String, json: String) {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    if FileSystem.exists(file) {
      guard !FileSystem.isFolder(file) else { throw RunFailure(.usage, "\(file) is a folder; name a file") }
      guard replacing else { throw RunFailure(.usage, "\(file) exists; name another file, or replace it with --force") }
    }
    let folder = FileSystem.folder(of: file)
    guard FileSystem.isFolder(folder) else { throw RunFailure(.usage, "\(folder) is no folder; make it first") }
    let temporary = file + ".tmp"
    func sweep() {
      for suffix in ["", "-journal", "-wal", "-shm"] where FileSystem.exists(temporary + suffix) {
        try? FileSystem.remove(temporary + suffix)
      }
    }
    sweep()
    do {
      guard
        let rows = try DatabaseReader(path: workspace.database).backup(to: temporary, goOn: { !Task.isCancelled })
      else { throw RunFailure.stopped }
      let copy = try File(temporary, for: .appending)
      try copy.sync()
      let bytes = try copy.size()
      try copy.close()
      try FileSystem.rename(temporary, to: file)
      try FileSystem.syncFolder(folder)
      try note(file)
      var outline = Outline()
      outline.add("file", file)
      outline.add("bytes", bytes)
      outline.add("rows", rows)
      return ("\(file): \(bytes) bytes, \(rows) rows, checked\n", outline.line)
    } catch {
      sweep()
      throw error
    }
  }

  /// Notes where the backup is.
  private func note(_ file: String) throws {
    var outline = Outline()
    outline.add("file", try FileSystem.realPath(file))
    outline.add("at", clock.now().description)
    let notes = try File(workspace.backups, for: .appending)
    try notes.write(Array(outline.line.utf8))
    try notes.sync()
    try notes.close()
  }
}
