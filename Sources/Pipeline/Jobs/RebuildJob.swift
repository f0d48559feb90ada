import Analyzing
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
  /// - Parameter acceptedDrop: Why the new database may hold fewer listings or observations than the old one, which
  ///   is the case when records were loaded that no archived page gives.
  /// - Throws: `RunFailure`; the old database then stays as it was.
  public func run(acceptedDrop: String? = nil) async throws -> RunSummary {
    guard FileSystem.isFolder(workspace.archive) else {
      throw RunFailure(.usage, "\(workspace.archive) does not exist; a workspace begins with: aftermarket ingest PATH")
    }
    let lock = try FileLock(workspace.lock)
    try WorkspaceStore.rescueArchives(of: workspace, story)
    // What only reads does not bring an older schema up to date.
    if FileSystem.exists(workspace.database) { _ = try? Loader(path: workspace.database) }
    let missing = try missingArchives()
    if acceptedDrop == nil, let first = missing.first {
      throw RunFailure(
        .usage,
        "\(first) was read into the database and is gone from \(workspace.archive), with \(missing.count - 1) others: "
          + "bring it back from a backup, or drop what it gave: rebuild --accept-drop REASON")
    }
    let fresh = workspace.database + ".rebuild"
    try remove(fresh)
    let summary = try await derive(into: fresh)
    let drops = try drops(to: fresh) + missing.map { "archive \($0) is gone" }
    if let reason = acceptedDrop {
      story.tell(.event, "whatever the archive does not give is dropped: \(reason)")
      var loader = try Loader(path: fresh)
      try loader.accept(drops, of: "rebuild", reason: reason, at: clock.now())
    } else if let drop = drops.first {
      try remove(fresh)
      throw RunFailure(
        .usage,
        "\(drop): records were loaded that no archived page gives, or rules were tightened. The database stays as it is; "
          + "to drop them: rebuild --accept-drop REASON")
    }
    // What reading the new one left beside it must not outlive its name.
    try remove(fresh, ["-wal", "-shm"])
    try remove(workspace.database, ["-wal", "-shm", ".sums"])
    try FileSystem.rename(fresh, to: workspace.database)
    if FileSystem.exists(fresh + ".sums") { try FileSystem.rename(fresh + ".sums", to: workspace.database + ".sums") }
    try FileSystem.syncFolder(workspace.folder)
    try lock.release()
    return summary
  }

  private func derive(into path: String) async throws -> RunSummary {
    var store = try WorkspaceStore(database: path, workspace, configuration: configuration)
    if let old = try? DatabaseReader(path: workspace.database) { try store.inherit(from: old) }
    let derivation = Derivation(
      rules: try Rules(configuration, salt: salt, forgotten: Forgotten(workspace)),
      archive: ArchiveFolder(workspace.archive), width: width,
      story: story)
    derivation.rules.tellFailedCanaries(story)
    var summary = RunSummary()
    for file in try store.unfinishedArchives() {
      story.tell(.event, "reading \(file)")
      summary = summary + (try await store.derive(file, derivation, clock: clock))
    }
    try store.finish()
    store.tellRowWarnings(story)
    let days = analyzedDays()
    for day in days {
      // Of earlier days only the vintages of the index are kept, so the last one alone needs its events studied.
      let isLast = day == days.last
      let findings = try Analyst(path: path).findings(asOf: day, withEffects: isLast)
      if let vintage = findings.asOf {
        try store.store(findings, vintage: vintage, time: isLast ? .present : .pricesOnly)
      }
    }
    return summary
  }

  /// The days as of which the old database was analyzed, which the new one is too; none when it cannot be read.
  private func analyzedDays() -> [Day] {
    var days: [Day] = []
    guard FileSystem.exists(workspace.database), let old = try? DatabaseReader(path: workspace.database) else {
      return []
    }
    try? old.query(
      "SELECT DISTINCT vintage FROM price_index ORDER BY vintage", columns: { _ in },
      row: { cells in
        if let day = cells.first?.text.flatMap({ Day(iso: $0) }) { days.append(day) }
        return true
      })
    return days
  }

  /// The archives that the old database has read and that are gone.
  private func missingArchives() throws -> [String] {
    guard FileSystem.exists(workspace.database), let old = try? DatabaseReader(path: workspace.database),
      let known = try? old.archiveFiles()
    else { return [] }
    let there = Set(try ArchiveFolder(workspace.archive).archives())
    return known.map(\.name).filter { !there.contains($0) }
  }

  /// The tables of which the new database holds less than the old one; an old one that cannot be read holds nothing.
  ///
  /// What is set aside becomes less when rules were mended, so that it counts only where the rules are those of before.
  private func drops(to fresh: String) throws -> [String] {
    guard FileSystem.exists(workspace.database), let reader = try? DatabaseReader(path: workspace.database),
      let old = try? reader.status()
    else { return [] }
    let new = try DatabaseReader(path: fresh).status()
    var tables = ["listing", "observation", "fx_rate", "market_report", "policy_document", "part_spec", "page"]
    var rules: Set<String> = []
    try? reader.query(
      "SELECT DISTINCT ifnull(pipelines_sha256, '') FROM run WHERE run_key GLOB 'archive:*'", columns: { _ in },
      row: { cells in
        rules.insert(cells.first?.text ?? "")
        return true
      })
    if rules == [configuration.sha256] { tables.append("quarantine") }
    return tables.compactMap { table in
      let before = old.rows.first { $0.table == table }?.count ?? 0
      let after = new.rows.first { $0.table == table }?.count ?? 0
      return after < before ? "the archive gives \(after) rows of \(table), the database has \(before)" : nil
    }
  }

  /// Removes a database with what lies beside it.
  private func remove(_ path: String, _ suffixes: [String] = ["", "-wal", "-shm", "-journal", ".sums"]) throws {
    for suffix in suffixes where FileSystem.exists(path + suffix) { try FileSystem.remove(path + suffix) }
  }
}
