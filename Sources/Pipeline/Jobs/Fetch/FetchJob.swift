import FileKit
import Records

/// Fetches sources into the archive, and no more.
public struct FetchJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let settings: FetchSettings
  let clock: Clock
  let story: Story

  /// A job on a workspace.
  public init(
    workspace: Workspace, configuration: Configuration, settings: FetchSettings, clock: Clock, story: Story
  ) {
    self.workspace = workspace
    self.configuration = configuration
    self.settings = settings
    self.clock = clock
    self.story = story
  }

  /// Fetches the named sources, or those of a night, and leaves out what today's archives of the same sources hold.
  ///
  /// - Throws: `RunFailure` for an unknown source, a missing contact, a full disk, or a run that is under way.
  public func run(_ names: [SourceID]) async throws -> FetchSummary {
    let sources = try SourceChoice(configuration, settings).sources(names, story)
    try FileSystem.makeFolders(workspace.archive)
    let lock = try FileLock(workspace.lock)
    try WorkspaceStore.rescueArchives(of: workspace, story)
    let stage = FetchStage(
      workspace: workspace, configuration: configuration, settings: settings, clock: clock, story: story)
    let summary = try await stage.run(
      sources, key: RunKey(day: clock.now().day, sources: sources.map(\.id)), purpose: .fetch)
    try lock.release()
    return summary
  }
}
