import Archiving
import FileKit
import Loading
import Records

/// Finds the page of an address that was archived last, so that it is asked for only if it changed.
actor EarlierPages {
  private let archive: ArchiveFolder
  private let reader: DatabaseReader?

  /// The pages of a workspace; none when it has no database yet.
  init(_ workspace: Workspace) throws {
    archive = ArchiveFolder(workspace.archive)
    reader = FileSystem.exists(workspace.database) ? try DatabaseReader(path: workspace.database) : nil
  }

  /// The newest usable page of an address; nil when there is none, or it is not in the archive any more.
  func page(_ source: SourceID, _ url: String) throws -> EarlierPage? {
    guard let place = try reader?.newestPage(of: url, source: source) else { return nil }
    return try? archive.earlier(at: place)
  }

  /// When the newest page was fetched.
  func newestTime() throws -> Instant? { try reader?.newestPageTime() }
}
