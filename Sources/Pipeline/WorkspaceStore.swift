import Archiving
import Deduplicating
import FileKit
import Loading
import Normalizing
import Records

/// The database and the archive folder of a job that writes; the job holds the workspace's lock.
struct WorkspaceStore: ~Copyable {
  /// The path of the database.
  let database: String
  private let workspace: Workspace
  let configuration: Configuration
  var loader: Loader

  /// Opens the database at `path`, makes it when there is none, and brings its reference data up to date.
  init(database path: String, _ workspace: Workspace, configuration: Configuration) throws {
    var opened = try Loader(path: path)
    try opened.store(configuration.sources)
    try opened.store(configuration.catalog.models)
    try opened.store(configuration.events)
    try opened.store(configuration.priceRanges)
    database = path
    self.workspace = workspace
    self.configuration = configuration
    loader = opened
  }

  /// Begins a new archive, named after its purpose and the time.
  func newArchive(_ purpose: String, _ now: Instant) throws -> ArchiveWriter {
    try Self.newArchive(in: workspace, purpose, now)
  }

  /// Begins a new archive in a workspace whose lock is held.
  static func newArchive(in workspace: Workspace, _ purpose: String, _ now: Instant) throws -> ArchiveWriter {
    let stamp = now.description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
    let taken = try FileSystem.list(workspace.archive)
    var number = 1
    while taken.contains(where: { $0.hasPrefix("\(purpose)-\(stamp)-\(number).") }) { number += 1 }
    return try ArchiveWriter(
      folder: workspace.archive, name: "\(purpose)-\(stamp)-\(number)", createdAt: now,
      software: "aftermarket \(Version.current)")
  }

  /// Seals what a killed run left open in a workspace whose lock is held, and tells what became of it.
  static func rescueArchives(of workspace: Workspace, _ story: Story) throws {
    for rescued in try ArchiveFolder(workspace.archive).rescue() {
      let lost = rescued.lostBytes > 0 ? "; \(rescued.lostBytes) bytes of a page cut off were dropped" : ""
      if let file = rescued.file {
        story.tell(.event, "rescued \(file), which an earlier run left open: \(rescued.pages) pages\(lost)")
      } else {
        story.tell(.event, "removed an archive that an earlier run left open without a whole page\(lost)")
      }
    }
  }

  /// The sealed archives that no finished run has loaded.
  func unfinishedArchives() throws -> [String] {
    let finished = try loader.finishedRunKeys()
    return try ArchiveFolder(workspace.archive).archives().filter { !finished.contains("archive:\($0)") }
  }

  /// Whether the page, with these bytes, this address and this time, is in the database.
  func isKnown(_ page: Page) throws -> Bool {
    try loader.isKnown(sha256: page.sha256, fetchedAt: page.fetchedAt, url: page.url)
  }

  /// Whether what became of an address is in the database.
  func isKnown(_ outcome: PageLine) throws -> Bool { try loader.isKnown(outcome) }

  /// Loads records in one transaction.
  mutating func load(_ records: [NormalizedRecord]) throws { _ = try loader.load(records) }

  /// Derives one archive into the database, as one run of the ledger.
  mutating func derive(_ file: String, _ derivation: Derivation, clock: Clock) async throws -> RunSummary {
    let run = RunRecord(
      key: "archive:\(file)", startedAt: clock.now(), pipelinesSHA256: configuration.sha256, version: Version.current)
    try loader.begin(run)
    let stopwatch = ContinuousClock.now
    let summary = try await derivation.run(file, into: &loader)
    try loader.note(try ArchiveDigest.of(file, in: workspace.archive))
    let stage = StageRecord(
      stage: "load", itemsIn: summary.pages, itemsOut: summary.listings + summary.reports + summary.rates,
      setAside: summary.setAside, seconds: stopwatch.duration(to: .now) / .seconds(1))
    try loader.finish(
      run, at: clock.now(), status: summary.isIncomplete ? "partial" : "done", stages: [stage])
    return summary
  }

  /// How the last run of a key ended; nil when there was none.
  func status(of key: RunKey) throws -> String? { try loader.runStatus(of: key.description) }

  /// Notes that the run of a key began.
  mutating func begin(_ key: RunKey, at time: Instant) throws { try loader.begin(record(key, time)) }

  /// Notes how the run of a key ended.
  mutating func finish(_ key: RunKey, at time: Instant, status: String, stages: [StageRecord]) throws {
    try loader.finish(record(key, time), at: time, status: status, stages: stages)
  }

  private func record(_ key: RunKey, _ time: Instant) -> RunRecord {
    RunRecord(
      key: key.description, startedAt: time, pipelinesSHA256: configuration.sha256, version: Version.current)
  }

  /// Derives every archive that no finished run has loaded.
  ///
  /// A damaged one must not keep the others out: it is told, and left for every run until it is mended.
  /// - Returns: What was loaded, and what is wrong with the last damaged archive.
  mutating func deriveUnfinished(
    _ derivation: Derivation, clock: Clock
  ) async throws -> (summary: RunSummary, damage: ArchiveFailure?) {
    var summary = RunSummary()
    var damage: ArchiveFailure?
    for file in try unfinishedArchives() {
      do {
        summary = summary + (try await derive(file, derivation, clock: clock))
      } catch let failure as ArchiveFailure {
        if let damage { derivation.story.tell(.error, damage.description) }
        damage = failure
      }
    }
    return (summary, damage)
  }

  /// Groups listings into offers and reports into stories, finds documents to review, then makes what was loaded last.
  mutating func finish() throws {
    try loader.settleAbsences()
    let candidates = CandidateFinder(
      terms: configuration.policyTerms, families: configuration.catalog.families.map(\.name),
      events: configuration.events)
    try loader.store(loader.policyDocuments().compactMap(candidates.candidate))
    var offers = OfferFinder()
    try loader.regroup(adding: { offers.add($0) }, offers: { offers.takeOffers() })
    try loader.store(StoryClusters.stories(of: loader.reportSummaries()))
    try loader.checkpoint()
  }

  /// Notes that somebody let something through that looked like a loss.
  mutating func accept(_ findings: [String], of command: String, reason: String, at time: Instant) throws {
    try loader.accept(findings, of: command, reason: reason, at: time)
  }

  /// The nights that would leave the band of their source, were these pages loaded.
  mutating func doubts(about lines: [PageLine]) throws -> [RowWarning] { try loader.doubts(about: lines) }

  /// The sources that have had enough complete nights to know what a usual one is.
  func sourcesWithBands() throws -> Set<SourceID> { try loader.sourcesWithBands() }

  /// Takes over the ledger of the runs of another database.
  mutating func inherit(from old: borrowing DatabaseReader) throws { try loader.inherit(from: old) }

  /// Tells when the clock cannot be right: it is before the last run, or half a year after it.
  ///
  /// Nothing is deleted or ordered by it either way.
  func tellClock(_ now: Instant, _ story: Story) throws {
    guard let last = try loader.lastRunStart() else { return }
    if now < last {
      story.tell(.error, "the clock says \(now), but the last run began at \(last); if it is wrong, set it right")
    } else if now.seconds - last.seconds > 180 * 86_400 {
      story.tell(.error, "the clock says \(now), half a year or more after the last run at \(last); is it right?")
    }
  }

  /// Tells which sources have far more or fewer rows than they used to.
  func tellRowWarnings(_ story: Story) {
    do {
      for warning in try DatabaseReader(path: database).rowWarnings() { story.tell(.error, warning.text) }
    } catch { story.tell(.error, "whether sources have as many rows as they used to is not known: \(error)") }
  }

  /// Stores what an analysis found.
  ///
  /// - Parameter time: What becomes of the figures; nil to tell by whether anything was observed after their day.
  mutating func store(_ findings: Findings, vintage: Day, time: AnalysisTime? = nil) throws {
    try loader.store(
      prices: findings.prices, demand: findings.demand, effects: findings.effects, placebos: findings.placebos,
      vintage: vintage, time: time ?? (findings.isPresent ? .present : .past))
    try loader.store(
      levels: findings.prices + findings.indices.points, findings.indices, spikes: findings.spikes,
      times: findings.timesOnMarket, vintage: vintage)
    try loader.checkpoint()
  }
}
