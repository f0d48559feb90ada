import Archiving
import DigestKit
import FileKit
import Loading
import Records

/// Erases a seller, a listing, a report or a page from archive, database and backups, for good.
public struct ForgetJob: Sendable {
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

  /// Rows that have to go.
  private struct Doomed {
    var listings: [String] = []
    var reports: [String] = []
    var pages: [String] = []
    var quarantine: [String] = []

    var isEmpty: Bool { listings.isEmpty && reports.isEmpty && pages.isEmpty && quarantine.isEmpty }
  }

  /// Erases `target`, a seller's name or salted hash or an address, and all that was to be forgotten before.
  ///
  /// The tombstone is written first: whatever happens then, the same command without a target completes it.
  /// - Returns: What was erased, for people and as JSON.
  public func run(_ target: String?) async throws -> (text: String, json: String) {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let lock = try FileLock(workspace.lock)
    try WorkspaceStore.rescueArchives(of: workspace, story)
    var forgotten = try Forgotten(workspace)
    if let target {
      let fresh = try tombstones(of: target).subtracting(forgotten.tombstones)
      try Forgotten.append(fresh, to: workspace, at: clock.now())
      forgotten.formUnion(fresh)
    }
    guard !forgotten.isEmpty else {
      throw RunFailure(.usage, "there is nothing to forget; name a seller or an address")
    }
    let rules = try Rules(configuration, salt: salt, forgotten: forgotten)
    var beside: Set<String> = []
    var hasSpecs = false
    let rewriting = try ArchiveFolder(workspace.archive).rewrite(
      fate: { page in
        guard !forgotten.holds(address: page.url) else {
          // What else stood on the page has to be derived again from the others.
          if page.evidence == nil {
            let records = rules.unfiltered(page)
            beside.formUnion(records.compactMap(Self.listing))
            hasSpecs = hasSpecs || records.contains { if case .spec = $0 { true } else { false } }
          }
          return .goes
        }
        guard page.evidence == nil else { return .stays }
        let records = rules.unfiltered(page)
        guard records.contains(where: { forgotten.holds($0) }) else { return .stays }
        return .kept(
          KeptPage(
            reason: .forgotten, url: page.url, fetchedAt: page.fetchedAt, records: forgotten.filter(records)))
      }, outcome: { forgotten.holds(address: $0.url) })
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    let doomed = try doomed(in: workspace.database, forgotten, rules)
    try store.loader.erase(
      listings: doomed.listings + beside.subtracting(doomed.listings).sorted(), reports: doomed.reports,
      pages: doomed.pages, quarantine: doomed.quarantine)
    let folder = ArchiveFolder(workspace.archive)
    for file in rewriting.files {
      try store.loader.relocate(file, folder.places(in: file))
      // What is written again on purpose is no damage to `verify`.
      try store.loader.note(try ArchiveDigest.of(file, in: workspace.archive))
    }
    if !beside.isEmpty || hasSpecs {
      let derivation = Derivation(rules: rules, archive: folder, width: width, story: story, pagesAreTold: true)
      for file in try folder.archives() { _ = try await store.derive(file, derivation, clock: clock) }
    }
    try store.finish()
    var backups = try eraseBackups(forgotten, rules)
    backups.erased += try removeSchemaBackups(of: workspace.database, forgotten, rules)
    try lock.release()
    var outline = Outline()
    outline.add("listings", doomed.listings.count)
    outline.add("reports", doomed.reports.count)
    outline.add("pages", rewriting.pages)
    outline.add("set_aside", doomed.quarantine.count)
    outline.add("archives_written_again", rewriting.files)
    outline.add("backups_erased_in", backups.erased)
    outline.add("backups_not_reached", backups.missed)
    if target != nil, doomed.listings.isEmpty, doomed.reports.isEmpty, rewriting.pages == 0 {
      story.tell(.event, "nothing of it was found; its tombstone keeps it out from now on")
    }
    return (outline.text, outline.line)
  }

  private static func listing(_ record: NormalizedRecord) -> String? {
    guard case .observation(let observation) = record else { return nil }
    return Identity.listing(source: observation.source, key: observation.key)
  }

  /// What stands for a target, with the listings and reports that are known to be of it.
  private func tombstones(of target: String) throws -> Set<Forgotten.Tombstone> {
    let reader = try DatabaseReader(path: workspace.database)
    guard !target.contains("://") else {
      var found: Set = [Forgotten.Tombstone(kind: .address, id: Forgotten.digest(ofAddress: target))]
      for row in try reader.rows("SELECT listing_id AS id FROM listing WHERE url = ?1", target) {
        found.insert(Forgotten.Tombstone(kind: .listing, id: row.text("id") ?? ""))
      }
      for row in try reader.rows("SELECT report_id AS id FROM market_report WHERE url = ?1", target) {
        found.insert(Forgotten.Tombstone(kind: .report, id: row.text("id") ?? ""))
      }
      return found
    }
    let isHash = target.utf8.count == 16 && Lookup.ids(beginningWith: target) != nil
    let hash = isHash ? target : Digest256(of: salt + Array(target.utf8)).shortHex
    var found: Set = [Forgotten.Tombstone(kind: .seller, id: hash)]
    for row in try reader.rows("SELECT listing_id AS id FROM listing WHERE seller_hash = ?1", hash) {
      found.insert(Forgotten.Tombstone(kind: .listing, id: row.text("id") ?? ""))
    }
    return found
  }

  private func doomed(in database: String, _ forgotten: Forgotten, _ rules: Rules) throws -> Doomed {
    let reader = try DatabaseReader(path: database)
    var doomed = Doomed()
    for row in try reader.rows("SELECT listing_id, seller_hash, url FROM listing ORDER BY listing_id") {
      let id = row.text("listing_id") ?? ""
      let isSeller = row.text("seller_hash").map {
        forgotten.tombstones.contains(Forgotten.Tombstone(kind: .seller, id: $0))
      }
      if isSeller == true || forgotten.tombstones.contains(Forgotten.Tombstone(kind: .listing, id: id))
        || forgotten.holds(address: row.text("url"))
      {
        doomed.listings.append(id)
      }
    }
    for row in try reader.rows("SELECT report_id, url FROM market_report ORDER BY report_id") {
      let id = row.text("report_id") ?? ""
      if forgotten.tombstones.contains(Forgotten.Tombstone(kind: .report, id: id))
        || forgotten.holds(address: row.text("url"))
      {
        doomed.reports.append(id)
      }
    }
    for row in try reader.rows("SELECT page_id, url FROM page WHERE url IS NOT NULL ORDER BY page_id")
    where forgotten.holds(address: row.text("url")) { doomed.pages.append(row.text("page_id") ?? "") }
    for row in try reader.rows("SELECT quarantine_id, record FROM quarantine ORDER BY quarantine_id") {
      guard let raw = try? RawRecord(line: Array((row.text("record") ?? "").utf8)) else { continue }
      if case .listing(let listing) = raw {
        let hash = listing.seller.map { Digest256(of: salt + Array($0.utf8)).shortHex }
        let isSeller = hash.map { forgotten.tombstones.contains(Forgotten.Tombstone(kind: .seller, id: $0)) } ?? false
        if isSeller || forgotten.holds(address: listing.url) {
          doomed.quarantine.append(row.text("quarantine_id") ?? "")
        }
      }
    }
    return doomed
  }

  /// Removes what migrations left beside a database, where it holds what must go or cannot be read by this program.
  ///
  /// They are there for going back to the program before, which nobody wants with what is forgotten in them.
  private func removeSchemaBackups(of database: String, _ forgotten: Forgotten, _ rules: Rules) throws -> [String] {
    let folder = FileSystem.folder(of: database)
    let beginning = FileSystem.name(of: database) + ".schema-"
    var removed: [String] = []
    for name in try FileSystem.list(folder).sorted() where name.hasPrefix(beginning) {
      guard name.hasSuffix(".backup") || name.hasSuffix(".backup.part") else { continue }
      let path = FileSystem.join(folder, name)
      if let found = try? doomed(in: path, forgotten, rules), found.isEmpty { continue }
      try FileSystem.remove(path)
      for more in ["-wal", "-shm", "-journal"] where FileSystem.exists(path + more) {
        try FileSystem.remove(path + more)
      }
      removed.append(path)
    }
    if !removed.isEmpty { try FileSystem.syncFolder(folder) }
    return removed
  }

  /// Erases the same from the backups that were noted; one that is gone has nothing to erase.
  private func eraseBackups(_ forgotten: Forgotten, _ rules: Rules) throws -> (erased: [String], missed: [String]) {
    guard FileSystem.exists(workspace.backups) else { return ([], []) }
    var lines = LineReader(try File(workspace.backups, for: .reading))
    var files: Set<String> = []
    while let line = try lines.next() {
      if let json = try? JSONReader.read(Array(line), source: workspace.backups), let file = json["file"]?.string {
        files.insert(file)
      }
    }
    var erased: [String] = []
    var missed: [String] = []
    for file in files.sorted() where FileSystem.exists(file) {
      do {
        let found = try doomed(in: file, forgotten, rules)
        var loader = try Loader(path: file)
        try loader.erase(
          listings: found.listings, reports: found.reports, pages: found.pages, quarantine: found.quarantine)
        erased.append(file)
        // Opening a backup of an older schema has left that beside it.
        erased += try removeSchemaBackups(of: file, forgotten, rules)
      } catch {
        missed.append(file)
        story.tell(.error, "the backup \(file) could not be reached; delete it: \(error)")
      }
    }
    return (erased, missed)
  }
}
