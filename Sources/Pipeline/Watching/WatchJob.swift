import CurlKit
import FileKit
import Loading
import Records

/// Tells what watches waited for, each once by each of its ways.
///
/// A message is sent first and noted then: a crash in between sends it a second time, none is lost. What could not be
/// sent stays and is tried again by the next call.
public struct WatchJob: Sendable {
  /// What came of a call.
  public struct Outcome: Hashable, Sendable {
    /// Things that were told.
    public internal(set) var told = 0
    /// Things that could not be told and wait for the next call.
    public internal(set) var waiting = 0
    /// Why some could not be told.
    public internal(set) var complaints: [String] = []
  }

  let workspace: Workspace
  let configuration: Configuration
  let delivery: WatchDelivery
  let clock: Clock

  /// A job on a workspace.
  ///
  /// - Parameter environment: The environment, with `AFTERMARKET_MAIL_TO` and `AFTERMARKET_WEBHOOK`.
  public init(
    workspace: Workspace, configuration: Configuration, settings: FetchSettings, environment: [String: String],
    clock: Clock
  ) {
    self.workspace = workspace
    self.configuration = configuration
    self.clock = clock
    delivery = WatchDelivery(
      workspace: workspace, environment: environment,
      network: EngineSettings(maximumConnections: 1, proxy: settings.proxy, caFile: settings.caFile))
  }

  /// Looks, tells and notes.
  ///
  /// - Parameters:
  ///   - isDry: Whether to tell all that is due by `write` alone, and to note nothing.
  ///   - isJSON: Whether lines are JSON objects.
  ///   - write: Takes lines of the answer.
  public func run(isDry: Bool, isJSON: Bool, write: (String) throws -> Void) async throws -> Outcome {
    guard !configuration.watches.isEmpty else { return Outcome() }
    for channel in Watch.Channel.allCases where configuration.watches.contains(where: { $0.channels.contains(channel) })
    {
      if let lack = delivery.lack(of: channel), !isDry {
        throw RunFailure(
          .usage, "\(configuration.folder)/watches.json5 delivers by \(channel.rawValue), but \(lack); nothing was told"
        )
      }
    }
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let lock: FileLock? = if isDry { nil } else { try FileLock(FileSystem.join(workspace.folder, "watches.lock")) }
    var memory = try WatchMemory(workspace.watches)
    let finder = WatchFinder(
      reader: DatabaseReaderBox(try DatabaseReader(path: workspace.database)), today: clock.now().day)
    let found = try configuration.watches.map { watch in (watch, try finder.hits(of: watch)) }
    var outcome = Outcome()
    for channel in Watch.Channel.allCases {
      let due = found.filter { $0.0.channels.contains(channel) }.flatMap(\.1).filter { !memory.holds($0, channel) }
      guard !due.isEmpty else { continue }
      if isDry {
        for hit in due { try write(Self.line(hit, channel, isDelivered: false, isJSON: isJSON, isNamed: true)) }
        outcome.told += due.count
        continue
      }
      if let complaint = try await delivery.send(due, by: channel) {
        outcome.waiting += due.count
        outcome.complaints.append("\(due.count) watches wait for the next call: \(complaint)")
        continue
      }
      if isJSON || channel == .lines {
        for hit in due { try write(Self.line(hit, channel, isDelivered: true, isJSON: isJSON)) }
      }
      try memory.note(due, channel, at: clock.now())
      outcome.told += due.count
    }
    _ = consume lock
    return outcome
  }

  private static func line(
    _ hit: WatchHit, _ channel: Watch.Channel, isDelivered: Bool, isJSON: Bool, isNamed: Bool = false
  ) -> String {
    guard isJSON else {
      return (isNamed && channel != .lines ? "(\(channel.rawValue)) " : "") + WatchDelivery.line(hit) + "\n"
    }
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("watch", hit.watch)
      writer.member("key", hit.key)
      writer.member("channel", channel.rawValue)
      writer.member("delivered", isDelivered)
      writer.member("text", hit.text)
      writer.member("url", hit.url)
    }
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
