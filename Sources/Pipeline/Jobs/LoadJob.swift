import FileKit
import Loading
import Records

/// Normalized NDJSON into the database.
public struct LoadJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let clock: Clock
  let story: Story

  /// How many records are loaded in one transaction, about.
  private static let batchSize = 20_000

  /// A job on a workspace.
  public init(workspace: Workspace, configuration: Configuration, clock: Clock, story: Story) {
    self.workspace = workspace
    self.configuration = configuration
    self.clock = clock
    self.story = story
  }

  /// Loads the files, "-" being stdin.
  ///
  /// A line that cannot be read is set aside with its place and does not stop the others.
  /// - Parameter acceptedDrop: Why nights may be loaded that have far more or fewer rows than their source has usually.
  /// - Throws: `RunFailure`; what was loaded before stays, and loading all again completes it. A night that leaves the
  ///   band of its source is refused before anything is loaded.
  public func run(_ paths: [String], acceptedDrop: String? = nil) throws -> RunSummary {
    for path in paths where path != "-" && !FileSystem.exists(path) {
      throw RunFailure(.usage, "\(path) does not exist; name files of normalized NDJSON, or - for stdin")
    }
    try FileSystem.makeFolders(workspace.folder)
    let lock = try FileLock(workspace.lock)
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    let spool = workspace.folder + "/load.part"
    let bands = try store.sourcesWithBands()
    let inputs = try paths.map { $0 == "-" && !bands.isEmpty ? try Self.spool(to: spool) : $0 }
    defer { if FileSystem.exists(spool) { try? FileSystem.remove(spool) } }
    if !bands.isEmpty { try shield(inputs, bands, acceptedDrop, &store) }
    var summary = RunSummary()
    for path in inputs { try load(path, spool: spool, &store, &summary) }
    try store.finish()
    try lock.release()
    return summary
  }

  /// Refuses nights that leave the band of their source, unless a reason was given, which is kept.
  private func shield(
    _ paths: [String], _ bands: Set<SourceID>, _ reason: String?, _ store: inout WorkspaceStore
  ) throws {
    var pages: [PageLine] = []
    for path in paths {
      var lines = LineReader(try File(path, for: .reading))
      while let line = try lines.next() {
        guard PageScan.mayBePage(line), case .page(let page)? = try? NormalizedRecord(line: Array(line)),
          let source = page.source, bands.contains(source)
        else { continue }
        pages.append(page)
      }
    }
    guard !pages.isEmpty else { return }
    let doubts = try store.doubts(about: pages).map(\.text)
    guard let first = doubts.first else { return }
    guard let reason else {
      let others = doubts.count > 1 ? " (and \(doubts.count - 1) more)" : ""
      throw RunFailure(
        .usage, "nothing was loaded: \(first)\(others). If that is how the market is: load --accept-drop REASON")
    }
    for doubt in doubts { story.tell(.event, "let through (\(reason)): \(doubt)") }
    try store.accept(doubts, of: "load", reason: reason, at: clock.now())
  }

  /// Keeps stdin in a file, for what has to be read twice.
  private static func spool(to path: String) throws -> String {
    let input = StandardInput.open()
    let file = try File(path, for: .creating)
    while true {
      let bytes = try input.read(upTo: 1 << 20)
      guard !bytes.isEmpty else { break }
      try file.write(bytes)
    }
    try file.close()
    return path
  }

  private func load(
    _ path: String, spool: String, _ store: inout WorkspaceStore, _ summary: inout RunSummary
  ) throws {
    var lines = path == "-" ? StandardInput.lines() : LineReader(try File(path, for: .reading))
    let name = path == "-" || path == spool ? "stdin" : path
    var batch: [NormalizedRecord] = []
    var refused = RefusedLines()
    while let line = try lines.next() {
      try Task.checkCancellation()
      let record: NormalizedRecord
      do throws(JSONFailure) {
        record = try NormalizedRecord(line: Array(line), source: name)
      } catch {
        record = .quarantine(refused.setAside(Array(line), number: lines.lineNumber, of: name, error, story))
      }
      if case .page(let line) = record, line.planMark != nil {} else { summary.count(record) }
      batch.append(record)
      // The records of a page and the line that ends them belong into one transaction.
      if batch.count >= LoadJob.batchSize, case .page = record {
        try store.load(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    try store.load(batch)
    refused.tell(of: name, story)
    summary.pages = summary.verdicts.values.reduce(0, +)
  }
}

/// Tells lines about pages from others without reading them.
enum PageScan {
  private static let beginning = Array(#"{"type":""#.utf8)
  private static let page = Array(#"page""#.utf8)
  private static let verdict = Array(#""verdict""#.utf8)

  /// Whether a line may be about a page; one that begins with its type, as ours do, is told by that.
  static func mayBePage(_ line: ArraySlice<UInt8>) -> Bool {
    if line.starts(with: beginning) { return line.dropFirst(beginning.count).starts(with: page) }
    guard line.count < 65_536 else { return false }
    return line.indices.contains { line[$0] == verdict[0] && line[$0...].starts(with: verdict) }
  }
}
