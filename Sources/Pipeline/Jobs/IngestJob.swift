import Archiving
import FileKit
import Loading
import Records

/// Takes saved pages in: archives them, then derives their records into the database.
public struct IngestJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let salt: [UInt8]
  let width: Int
  let clock: Clock
  let story: Story

  /// A job on a workspace.
  ///
  /// - Parameters:
  ///   - salt: What sellers' names are hashed with.
  ///   - width: How many pages are read at once.
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

  /// Archives the pages of `files` and loads them, together with whatever an earlier run archived but did not load.
  ///
  /// Every page is in a sealed archive before anything reads it. A page that is known (same bytes, address and time)
  /// is passed over.
  /// - Throws: What stopped the work, or, when everything else is loaded, what is wrong with a damaged archive.
  public func run(_ files: [InputFile]) async throws -> RunSummary {
    try FileSystem.makeFolders(workspace.archive)
    let lock = try FileLock(workspace.lock)
    try WorkspaceStore.rescueArchives(of: workspace, story)
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    let derivation = Derivation(
      rules: try Rules(configuration, salt: salt, forgotten: Forgotten(workspace)),
      archive: ArchiveFolder(workspace.archive), width: width,
      story: story)
    derivation.rules.tellFailedCanaries(story)
    let unfinished = try store.unfinishedArchives()
    if !unfinished.isEmpty {
      story.tell(.event, "loading \(unfinished.count) archives that an earlier run fetched or did not finish")
    }
    // First what is archived already, so that its pages are known and not archived again.
    let derived = try await store.deriveUnfinished(derivation, clock: clock)
    var summary = derived.summary
    if let file = try archive(files, derivation.rules, store, &summary) {
      summary = summary + (try await store.derive(file, derivation, clock: clock))
    }
    try store.finish()
    store.tellRowWarnings(story)
    try lock.release()
    if let damage = derived.damage {
      story.tell(.event, summary.line)
      throw damage
    }
    return summary
  }

  /// Puts what is not known yet into one new archive.
  ///
  /// - Returns: The sealed file, or nil when there was nothing to put there.
  private func archive(
    _ files: [InputFile], _ rules: Rules, _ store: borrowing WorkspaceStore, _ summary: inout RunSummary
  ) throws -> String? {
    var feed = PageFeed(files)
    var writer: ArchiveWriter?
    let now = clock.now()
    while let item = feed.next() {
      try Task.checkCancellation()
      switch item {
      case .unreadable(let message):
        summary.unreadable += 1
        story.tell(.error, message)
      case .page(let page):
        if try store.isKnown(page) {
          summary.known += 1
          summary.pages += 1
          continue
        }
        let whole = rules.forgotten.isEmpty ? nil : rules.unfiltered(page)
        if rules.forgotten.holds(address: page.url) {
          story.tell(.event, "a page was passed over: its address is to be forgotten")
          continue
        }
        if writer == nil { writer = try store.newArchive("ingest", now) }
        if let whole, whole.contains(where: { rules.forgotten.holds($0) }) {
          _ = try writer?.append(
            KeptPage(
              reason: .forgotten, url: page.url, fetchedAt: page.fetchedAt, records: rules.forgotten.filter(whole)))
        } else {
          _ = try writer?.append(page)
        }
      case .kept(let kept):
        let records = rules.forgotten.filter(try kept.records())
        guard case .page(let line)? = records.last else { continue }
        if try store.isKnown(line) {
          summary.known += 1
          summary.pages += 1
          continue
        }
        if writer == nil { writer = try store.newArchive("ingest", now) }
        _ = try writer?.append(
          KeptPage(reason: kept.reason, url: kept.url, fetchedAt: kept.fetchedAt, records: records))
      case .outcome(let line):
        if try store.isKnown(line) {
          if line.planMark == nil {
            summary.known += 1
            summary.pages += 1
          }
          continue
        }
        if writer == nil { writer = try store.newArchive("ingest", now) }
        _ = try writer?.append(line)
      }
    }
    return try writer.take()?.seal()
  }
}
