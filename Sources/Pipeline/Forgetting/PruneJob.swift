import Archiving
import FileKit
import Loading
import Parsing
import Records

/// Removes pages and texts that their source does not let be kept longer; what was read from them stays.
public struct PruneJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let salt: [UInt8]
  let clock: Clock
  let story: Story

  /// How far the clock may be ahead of the newest page before it is not believed.
  static let mostDaysAhead = 400

  /// A job on a workspace.
  public init(
    workspace: Workspace, configuration: Configuration, salt: [UInt8], clock: Clock, story: Story
  ) {
    self.workspace = workspace
    self.configuration = configuration
    self.salt = salt
    self.clock = clock
    self.story = story
  }

  /// Removes what is older than each source's `retention_days`.
  ///
  /// - Parameters:
  ///   - day: The day that ages are counted to, today when it is nil.
  ///   - isDry: Whether it is only told.
  public func run(asOf day: Day?, isDry: Bool) throws -> (text: String, json: String) {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let today = day ?? clock.now().day
    let reader = try DatabaseReader(path: workspace.database)
    if day == nil, let newest = try reader.newestPageTime(), newest.day.adding(Self.mostDaysAhead) < today {
      throw RunFailure(
        .usage,
        "the newest page is of \(newest.day) and the clock says \(today): if it is right, say prune --as-of \(today)")
    }
    var cutoffs: [SourceID: Day] = [:]
    for source in configuration.sources {
      if let days = source.retentionDays { cutoffs[source.id] = today.adding(-days) }
    }
    var parts: [Outline] = []
    for (source, cutoff) in cutoffs.sorted(by: { $0.key < $1.key }) {
      let row = try reader.rows(
        """
        SELECT count(*) AS pages, sum(bytes) AS bytes, min(fetched_at) AS oldest FROM page
        WHERE source_id = ?1 AND fetched_at < ?2 AND archive IS NOT NULL
        """, source.name, cutoff.description
      ).first
      let texts = try reader.rows(
        "SELECT count(*) AS n FROM market_report WHERE source_id = ?1 AND last_seen_at < ?2 AND text IS NOT NULL",
        source.name, cutoff.description
      ).first
      guard row?.integer("pages") ?? 0 > 0 || texts?.integer("n") ?? 0 > 0 else { continue }
      var part = Outline()
      part.add("source", source.name)
      part.add("kept_since", cutoff.description)
      part.add("pages", row?.integer("pages"))
      part.add("bytes", row?.integer("bytes"))
      part.add("oldest", row?.text("oldest"))
      part.add("texts", texts?.integer("n"))
      parts.append(part)
    }
    var outline = Outline()
    outline.add("as_of", today.description)
    outline.add("sources", parts)
    if !isDry { try prune(cutoffs, &outline) }
    return (outline.text, outline.line)
  }

  private func prune(_ cutoffs: [SourceID: Day], _ outline: inout Outline) throws {
    let lock = try FileLock(workspace.lock)
    try WorkspaceStore.rescueArchives(of: workspace, story)
    let rules = try Rules(configuration, salt: salt, forgotten: Forgotten(workspace))
    let folder = ArchiveFolder(workspace.archive)
    let rewriting = try folder.rewrite(
      fate: { page in
        guard page.evidence == nil, page.cut == nil else { return .stays }
        guard let source = page.source ?? rules.parser.recognize(page), let cutoff = cutoffs[source],
          page.fetchedAt.day < cutoff
        else { return .stays }
        let records = rules.records(of: page).map { record in
          guard case .report(var report) = record else { return record }
          report.report.text = nil
          return .report(report)
        }
        return .kept(KeptPage(reason: .expired, url: page.url, fetchedAt: page.fetchedAt, records: records))
      }, outcome: { _ in false })
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    var texts = 0
    for (source, cutoff) in cutoffs { texts += try store.loader.expireTexts(of: source, before: cutoff) }
    for file in rewriting.files {
      try store.loader.relocate(file, folder.places(in: file))
      // What is written again on purpose is no damage to `verify`.
      try store.loader.note(try ArchiveDigest.of(file, in: workspace.archive))
    }
    try store.loader.checkpoint()
    try lock.release()
    outline.add("pages_removed", rewriting.pages)
    outline.add("texts_removed", texts)
    outline.add("bytes_freed", rewriting.freedBytes)
    outline.add("archives_written_again", rewriting.files)
  }
}
