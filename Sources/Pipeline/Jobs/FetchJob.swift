import Archiving
import CurlKit
import Fetching
import FileKit
import Records

/// Fetches the declared addresses of sources, one at a time, into the archive.
public struct FetchJob: Sendable {
  /// What came of it.
  public struct Summary: Hashable, Sendable {
    /// Pages that came.
    public var fetched = 0
    /// Addresses that gave none.
    public var failed = 0
    /// The archive file, when anything came.
    public var archive: String?

    /// One line for people.
    public var line: String {
      let place = archive.map { " into \($0); load them with: aftermarket ingest" } ?? ""
      return "\(fetched) pages fetched\(place)" + (failed > 0 ? "; \(failed) addresses failed" : "")
    }
  }

  let workspace: Workspace
  let configuration: Configuration
  let contact: String?
  let clock: Clock
  let story: Story

  /// A job on a workspace.
  ///
  /// - Parameter contact: A mail address or URL that is told to the servers; without one nothing is fetched.
  public init(workspace: Workspace, configuration: Configuration, contact: String?, clock: Clock, story: Story) {
    self.workspace = workspace
    self.configuration = configuration
    self.contact = contact
    self.clock = clock
    self.story = story
  }

  /// Fetches the named sources, or every source that may be fetched unattended.
  ///
  /// A source that fails does not stop the others.
  /// - Throws: `RunFailure` for an unknown source, a missing contact, or an archive that cannot be written.
  public func run(_ names: [SourceID]) async throws -> Summary {
    let sources = try chosen(names)
    guard let contact, let identity = CrawlerIdentity(version: Version.current, contact: contact) else {
      throw RunFailure(
        .usage,
        "set AFTERMARKET_CONTACT to a mail address or URL under which a webmaster can reach you; nothing is fetched without"
      )
    }
    try FileSystem.makeFolders(workspace.archive)
    let lock = try FileLock(workspace.lock)
    let fetcher = Fetcher(identity: identity, environment: try environment())
    var writer: ArchiveWriter?
    var summary = Summary()
    for source in sources {
      let policy: FetchPolicy
      do throws(FetchFailure) { policy = try FetchPolicy(source) } catch {
        summary.failed += 1
        story.tell(.error, "\(error)")
        continue
      }
      for url in source.fetch?.urls ?? [source.url] {
        var pages: [Page] = []
        do throws(FetchFailure) {
          let result = try await fetcher.fetch(url, policy: policy)
          summary.fetched += 1
          story.tell(.event, "\(source.id) \(url): \(result.page.body.count) bytes")
          for note in result.notes { story.tell(.event, "\(source.id): \(note)") }
          pages.append(contentsOf: result.trail.filter { $0.evidence == .redirect } + [result.page])
        } catch {
          summary.failed += 1
          story.tell(.error, "\(error)")
        }
        if writer == nil, !pages.isEmpty {
          writer = try WorkspaceStore.newArchive(in: workspace, "fetch", clock.now())
        }
        for page in pages { _ = try writer?.append(page) }
      }
    }
    summary.archive = try writer.take()?.seal()
    try lock.release()
    return summary
  }

  private func chosen(_ names: [SourceID]) throws(RunFailure) -> [SourceDefinition] {
    guard !names.isEmpty else { return configuration.sources.filter { $0.access == .nightly } }
    var sources: [SourceDefinition] = []
    for name in names {
      guard let source = configuration.source(name) else {
        let known = configuration.sources.map(\.id.name).joined(separator: ", ")
        throw RunFailure(.usage, "no source is called \"\(name)\"; there are \(known)")
      }
      sources.append(source)
    }
    return sources
  }

  private func environment() throws -> FetchEnvironment {
    let clock = self.clock
    let start = ContinuousClock.now
    return FetchEnvironment(
      now: { clock.now() },
      elapsedMilliseconds: { Int(start.duration(to: .now) / .milliseconds(1)) },
      sleep: { try? await Task.sleep(for: .milliseconds($0)) }, jitter: { Double.random(in: 0..<1) },
      transport: FetchEnvironment.network(try TransferEngine()))
  }
}
