import Archiving
import CurlKit
import Fetching
import FileKit
import Parsing
import Records

/// Fetches sources side by side into the archive of a run; the caller holds the lock of the workspace.
struct FetchStage: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let settings: FetchSettings
  let clock: Clock
  let story: Story

  /// Fetches what the archives of `key` do not hold yet.
  ///
  /// A source that fails does not stop the others.
  /// - Throws: No contact, a full disk, an archive that cannot be written, or the end of the run by a signal. Whatever
  ///   came before is in the archive, sealed or to be rescued.
  func run(_ sources: [SourceDefinition], key: RunKey, purpose: RunKey.Purpose) async throws -> FetchSummary {
    let identity = try identity()
    let space = FreeSpace(folder: workspace.folder, floor: configuration.nightly.freeSpaceFloorBytes)
    try space.check()
    let archive = ArchiveFolder(workspace.archive)
    let held = try RunArchives(
      archive, key: key, countingRequests: sources.contains { $0.fetch?.dailyRequests != nil }, story)
    let earlier = try EarlierPages(workspace)
    try await warnOfClock(earlier)
    let engine = try engine()
    defer { engine.close() }
    let fetcher = Fetcher(
      identity: identity, environment: environment(engine),
      maximumConcurrency: configuration.nightly.maximumConcurrency)
    let desk = ArchiveDesk(workspace, key: key, purpose: purpose, clock: clock, space: space)
    let parser = try PageParser(
      sources: configuration.sources, signs: configuration.blockSigns, words: configuration.pageWords)
    let progress = FetchProgress()
    let drives = try sources.map { source in
      var policy = try FetchPolicy(source)
      if let left = policy.requestsLeft { policy.requestsLeft = max(0, left - held.requests[source.id, default: 0]) }
      return SourceDrive(
        source: source, policy: policy, fetcher: fetcher, parser: parser, archive: archive, held: held,
        earlier: earlier, desk: desk, progress: progress, clock: clock, story: story)
    }
    let ticker = Task { await tick(progress, fetcher) }
    defer {
      ticker.cancel()
      story.show("")
    }
    do {
      var summary = try await drive(drives)
      summary.archives = try await desk.seal()
      return summary
    } catch {
      // What is finished is kept; should the archive not take its end, the next run rescues it.
      _ = try? await desk.seal()
      throw error
    }
  }

  private func drive(_ drives: [SourceDrive]) async throws -> FetchSummary {
    try await withThrowingTaskGroup(of: FetchSummary.Tally.self) { group in
      for drive in drives { group.addTask { try await drive.run() } }
      var summary = FetchSummary()
      for try await tally in group { summary.sources.append(tally) }
      summary.sources.sort { $0.source < $1.source }
      return summary
    }
  }

  private func tick(_ progress: FetchProgress, _ fetcher: Fetcher) async {
    guard story.isWatched else { return }
    while !Task.isCancelled {
      story.show(progress.line(fetcher.waiting()))
      try? await Task.sleep(for: .milliseconds(250))
    }
  }

  private func identity() throws(RunFailure) -> CrawlerIdentity {
    guard let contact = settings.contact,
      let identity = CrawlerIdentity(version: Version.current, contact: contact)
    else {
      throw RunFailure(
        .usage,
        "set AFTERMARKET_CONTACT to a mail address or URL under which a webmaster can reach you; nothing is fetched without"
      )
    }
    return identity
  }

  private func warnOfClock(_ earlier: EarlierPages) async throws {
    let now = clock.now()
    guard let newest = try await earlier.newestTime(), newest > now else { return }
    story.tell(
      .error, "the clock says \(now), but the newest archived page is of \(newest); if the clock is wrong, set it right"
    )
  }

  private func engine() throws -> TransferEngine {
    do {
      return try TransferEngine(
        EngineSettings(
          maximumConnections: configuration.nightly.maximumConcurrency, proxy: settings.proxy, caFile: settings.caFile))
    } catch { throw RunFailure(.usage, "\(error)") }
  }

  private func environment(_ engine: TransferEngine) -> FetchEnvironment {
    let clock = self.clock
    let secrets = settings.secrets
    let start = ContinuousClock.now
    return FetchEnvironment(
      now: { clock.now() },
      elapsedMilliseconds: { Int(start.duration(to: .now) / .milliseconds(1)) },
      sleep: { try? await Task.sleep(for: .milliseconds($0)) },
      jitter: { Double.random(in: 0..<1) },
      secret: { secrets.value($0) },
      transport: FetchEnvironment.network(engine))
  }
}
