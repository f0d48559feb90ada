import Archiving
import FileKit
import Loading
import Records

/// The nightly job: fetch, archive, load, analyze, report.
public struct RunJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let settings: FetchSettings
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
    workspace: Workspace, configuration: Configuration, settings: FetchSettings, salt: [UInt8], width: Int,
    clock: Clock, story: Story
  ) {
    self.workspace = workspace
    self.configuration = configuration
    self.settings = settings
    self.salt = salt
    self.width = width
    self.clock = clock
    self.story = story
  }

  /// Does what the run of this day and these sources has not done yet.
  ///
  /// - Parameters:
  ///   - names: The sources; those of a night when there is none.
  ///   - date: The UTC day of the run, today when it is nil. Only today's pages can be fetched: an earlier day's run
  ///     loads, analyzes and reports what is archived.
  ///   - isOffline: Whether nothing is fetched.
  /// - Throws: `RunFailure`. What was finished before is kept, and the same run completes the rest.
  public func run(_ names: [SourceID], date: Day? = nil, isOffline: Bool = false) async throws -> NightSummary {
    let today = clock.now().day
    let day = date ?? today
    guard day <= today else { throw RunFailure(.usage, "--date \(day) is in the future; today is \(today) in UTC") }
    let sources = try SourceChoice(configuration, settings).sources(names, story)
    let key = RunKey(day: day, sources: sources.map(\.id))
    try FileSystem.makeFolders(workspace.archive)
    let lock = try FileLock(workspace.lock)
    try FreeSpace(folder: workspace.folder, floor: configuration.nightly.freeSpaceFloorBytes).check()
    try WorkspaceStore.rescueArchives(of: workspace, story)
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    try store.tellClock(clock.now(), story)
    if try store.status(of: key) == "done", try store.unfinishedArchives().isEmpty {
      try lock.release()
      return NightSummary(key: key, wasDone: true)
    }
    try store.begin(key, at: clock.now())
    var ledger = StageLedger()
    do {
      let isFetching = !isOffline && day == today
      if !isFetching, !isOffline {
        story.tell(.event, "\(day) is over: nothing is fetched, what is archived is loaded")
      }
      let summary = try await work(sources, key, isFetching: isFetching, day: date, &store, &ledger)
      try store.finish(
        key, at: clock.now(), status: status(summary, hasFetched: isFetching), stages: ledger.stages)
      try lock.release()
      if let damage = summary.damage {
        story.tell(.event, summary.line)
        throw damage
      }
      return summary
    } catch {
      let status = RunFailure(error).kind == .interrupted ? "interrupted" : "failed"
      try? store.finish(key, at: clock.now(), status: status, stages: ledger.stages)
      throw error
    }
  }

  /// How the run ended; one that fetched nothing has not done what a night is for.
  private func status(_ summary: NightSummary, hasFetched: Bool) -> String {
    if summary.isUseless { return "failed" }
    return summary.isIncomplete || !hasFetched ? "partial" : "done"
  }

  private func work(
    _ sources: [SourceDefinition], _ key: RunKey, isFetching: Bool, day: Day?, _ store: inout WorkspaceStore,
    _ ledger: inout StageLedger
  ) async throws -> NightSummary {
    var summary = NightSummary(key: key)
    if isFetching {
      let stage = FetchStage(
        workspace: workspace, configuration: configuration, settings: settings, clock: clock, story: story)
      let watch = ledger.begin()
      let fetched = try await stage.run(sources, key: key, purpose: .run)
      ledger.end(
        watch, "fetch", in: fetched.addresses, out: fetched.usable, setAside: fetched.addresses - fetched.usable)
      story.tell(.event, fetched.line)
      summary.fetched = fetched
    }
    let watch = ledger.begin()
    let derivation = Derivation(
      rules: try Rules(configuration, salt: salt, forgotten: Forgotten(workspace)),
      archive: ArchiveFolder(workspace.archive), width: width,
      story: story, pagesAreTold: isFetching)
    derivation.rules.tellFailedCanaries(story)
    let derived = try await store.deriveUnfinished(derivation, clock: clock)
    summary.loaded = derived.summary
    summary.damage = derived.damage.map { RunFailure($0) }
    try store.finish()
    store.tellRowWarnings(story)
    ledger.end(
      watch, "load", in: derived.summary.pages,
      out: derived.summary.listings + derived.summary.reports + derived.summary.rates,
      setAside: derived.summary.setAside)
    try Task.checkCancellation()
    try conclude(day, &store, &ledger, &summary)
    return summary
  }

  /// Analyzes and reports, when something was ever observed.
  private func conclude(
    _ day: Day?, _ store: inout WorkspaceStore, _ ledger: inout StageLedger, _ summary: inout NightSummary
  ) throws {
    var watch = ledger.begin()
    guard let line = try store.analyze(asOf: day) else {
      story.tell(.event, "nothing to analyze: the database holds no observation yet")
      return
    }
    story.tell(.event, line)
    ledger.end(watch, "analyze", in: 1, out: 1)
    try Task.checkCancellation()
    watch = ledger.begin()
    let job = ReportJob(workspace: workspace, checks: configuration.checks, clock: clock)
    summary.failedChecks = try job.failedChecks()
    guard summary.failedChecks.isEmpty else {
      for check in summary.failedChecks { story.tell(.error, "data test \(check)") }
      return story.tell(.error, "no report is written, the one before stays; see: aftermarket check")
    }
    summary.report = try job.write(to: workspace.reports, asOf: day)
    ledger.end(watch, "report", in: 1, out: 1)
  }
}
