import Archiving
import FileKit
import Records

/// Where the tasks of a run hand in what came: the one writer of its archives.
///
/// What is handed in is in the file when the call returns, so a process that is killed then loses nothing of it. An
/// archive begins with the first page and is sealed when it is large, and another begun.
actor ArchiveDesk {
  /// Bytes after which an archive is sealed.
  private static let usualSize = 1 << 30

  private let workspace: Workspace
  private let key: RunKey
  private let purpose: RunKey.Purpose
  private let clock: Clock
  private let space: FreeSpace
  private var writer: ArchiveWriter?
  private var sealed: [String] = []

  init(_ workspace: Workspace, key: RunKey, purpose: RunKey.Purpose, clock: Clock, space: FreeSpace) {
    self.workspace = workspace
    self.key = key
    self.purpose = purpose
    self.clock = clock
    self.space = space
  }

  /// Appends answers in their order, and what became of an address.
  ///
  /// - Returns: Where the last of the answers is.
  @discardableResult
  func store(_ pages: [Page], _ outcome: PageLine? = nil) throws -> ArchiveLocation? {
    guard !pages.isEmpty || outcome != nil else { return nil }
    try space.check()
    if writer == nil { writer = try begin() }
    var place: ArchiveLocation?
    // Fetching digests each body as it makes the page of it.
    for page in pages { place = try writer?.append(page, isDigestKnown: true) }
    if let outcome { _ = try writer?.append(outcome) }
    if writer?.byteCount ?? 0 > Self.usualSize { try sealCurrent() }
    return place
  }

  /// Seals what is open.
  ///
  /// - Returns: All archives of the run.
  func seal() throws -> [String] {
    try sealCurrent()
    return sealed
  }

  private func sealCurrent() throws {
    if let file = try writer.take()?.seal() { sealed.append(file) }
  }

  private func begin() throws -> ArchiveWriter {
    let taken = try FileSystem.list(workspace.archive)
    let prefix = key.prefix(purpose)
    var number = 1
    while taken.contains(where: { $0.hasPrefix("\(prefix)\(number).") }) { number += 1 }
    return try ArchiveWriter(
      folder: workspace.archive, name: "\(prefix)\(number)", createdAt: clock.now(),
      software: "aftermarket \(Version.current)", facts: [("run-key", key.description)])
  }
}
