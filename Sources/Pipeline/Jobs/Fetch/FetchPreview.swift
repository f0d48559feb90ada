import Archiving
import Fetching
import Records
import Reporting

/// What fetching would ask of whom, found without asking or writing anything.
public struct FetchPreview: Hashable, Sendable {
  /// One source of it.
  public struct Line: Hashable, Sendable {
    /// The source.
    public let source: SourceID
    /// Why nothing would be asked of it, as a sentence; nil when it would.
    public var refusal: String?
    /// The fewest and the most requests for pages; robots.txt comes on top, once a host.
    public var requests: ClosedRange<Int> = 0...0
    /// How many of its start addresses today's archive holds already.
    public var kept = 0
    /// The hosts that would be asked.
    public var hosts: [String] = []
    /// Seconds between two requests to a host.
    public var delaySeconds = 0.0
    /// How many requests today's budget still grants; nil when there is none.
    public var budgetLeft: Int?
    /// Seconds that the fewest and the most requests take by the delay alone.
    public var seconds: ClosedRange<Int> = 0...0
  }

  /// The sources, by name.
  public private(set) var lines: [Line] = []
  /// What stands in the way of fetching anything, as a sentence; nil when nothing does.
  public let obstacle: String?
  /// The proxy, as it may be shown.
  public let proxy: String?
  /// The key of the run.
  public let key: RunKey

  /// Looks at the named sources, or at those of a night.
  ///
  /// - Throws: `RunFailure` of kind `usage` for an unknown source.
  public init(
    _ names: [SourceID], workspace: Workspace, configuration: Configuration, settings: FetchSettings, clock: Clock,
    story: Story
  ) throws {
    let sources = try SourceChoice(configuration, settings).sources(names, story)
    let day = clock.now().day
    key = RunKey(day: day, sources: sources.map(\.id))
    proxy = settings.shownProxy
    obstacle =
      settings.contact == nil ? "AFTERMARKET_CONTACT is not set; set it to a mail address or URL first" : nil
    let held = try RunArchives(
      ArchiveFolder(workspace.archive), key: key,
      countingRequests: sources.contains { $0.fetch?.dailyRequests != nil }, story)
    lines = sources.map { Self.line($0, settings, held) }
  }

  private static func line(_ source: SourceDefinition, _ settings: FetchSettings, _ held: RunArchives) -> Line {
    var line = Line(source: source.id)
    do throws(FetchFailure) {
      let policy = try FetchPolicy(source)
      line.refusal = policy.refusal
      guard let rules = source.fetch, line.refusal == nil else { return line }
      let missing = rules.credentials?.secretNames.filter { settings.secrets.value($0) == nil } ?? []
      if !missing.isEmpty {
        line.refusal = "\(UnsetNames.sentence(missing)) in the environment or the secrets file"
      }
      var plan = try FetchPlan(rules, source: source.id)
      line.requests = plan.expectedRequests
      while let step = plan.next() { line.kept += held.page(source.id, step.url) == nil ? 0 : 1 }
      line.hosts = Set(policy.hosts).sorted()
      line.delaySeconds = rules.delaySeconds
      line.budgetLeft = rules.dailyRequests.map { max(0, $0 - held.requests[source.id, default: 0]) }
      let most = min(line.requests.upperBound, line.budgetLeft ?? .max)
      let least = min(line.requests.lowerBound, most)
      func seconds(_ requests: Int) -> Int { Int((Double(max(0, requests - 1)) * rules.delaySeconds).rounded(.up)) }
      line.seconds = seconds(least)...seconds(most)
    } catch { line.refusal = "\(error)" }
    return line
  }

  /// The table for people.
  public func text(width: Int?) -> String {
    var table = TextTable([
      .init("source"), .init("requests", .trailing), .init("there", .trailing), .init("delay", .trailing),
      .init("about", .trailing), .init("budget", .trailing), .init("hosts"),
    ])
    for line in lines where line.refusal == nil {
      table.append([
        line.source.name, Self.words(line.requests), "\(line.kept)", "\(line.delaySeconds) s",
        Self.words(line.seconds) + " s", line.budgetLeft.map { "\($0) left" } ?? "none",
        line.hosts.joined(separator: " "),
      ])
    }
    var text = "\(key)\n"
    if lines.contains(where: { $0.refusal == nil }) { text += table.text(width: width) }
    for line in lines { if let why = line.refusal { text += "\(line.source) is refused: \(Story.escaped(why))\n" } }
    if let proxy { text += "through the proxy \(Story.escaped(proxy))\n" }
    if let obstacle { text += obstacle + "\n" }
    return text
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }

  /// The same as NDJSON, a line for each source.
  public var json: String {
    var writer = JSONWriter()
    for line in lines {
      writer.object { writer in
        writer.member("run_key", key.description)
        writer.member("source", line.source.name)
        writer.member("refused", line.refusal)
        if line.refusal == nil {
          writer.member("requests_least", line.requests.lowerBound)
          writer.member("requests_most", line.requests.upperBound)
          writer.member("there_already", line.kept)
          writer.member("hosts", line.hosts)
          writer.member("delay_seconds", line.delaySeconds)
          writer.member("budget_left", line.budgetLeft)
          writer.member("seconds_least", line.seconds.lowerBound)
          writer.member("seconds_most", line.seconds.upperBound)
        }
        writer.member("proxy", proxy)
        writer.member("obstacle", obstacle)
      }
      writer.endLine()
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
