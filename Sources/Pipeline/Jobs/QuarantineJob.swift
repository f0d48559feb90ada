import Archiving
import FileKit
import Loading
import Normalizing
import Records

/// What was set aside, by reason, and its replay after a rule was mended.
public struct QuarantineJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let salt: [UInt8]
  let clock: Clock
  let story: Story

  /// What a replay did.
  public struct Replay: Hashable, Sendable {
    /// Lines that were looked at.
    public var lines = 0
    /// Lines that could be used now.
    public var passed = 0
    /// Lines that still cannot.
    public var stayed = 0
    /// Lines that today's rules no longer find on their page.
    public var gone = 0

    /// One line for people.
    public var line: String {
      "\(lines) lines replayed: \(passed) loaded, \(stayed) still set aside, \(gone) no longer on their page"
    }

    /// The figures as one JSON object.
    public var json: String {
      var outline = Outline()
      outline.add("lines", lines)
      outline.add("loaded", passed)
      outline.add("set_aside", stayed)
      outline.add("gone", gone)
      return outline.line
    }
  }

  /// A job on a workspace.
  public init(
    workspace: Workspace, configuration: Configuration, salt: [UInt8], clock: Clock, story: Story
  ) {
    self.workspace = workspace
    self.configuration = configuration
    self.salt = salt
    self.clock = clock
    self.story = story
  }

  /// What is set aside: a line for each code, or with `code` for each record.
  ///
  /// - Returns: For people and as NDJSON.
  public func list(code: String?) throws -> (text: String, json: String) {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let reader = try DatabaseReader(path: workspace.database)
    let seen = "iif(json_valid(record), json_extract(record, '$.provenance.fetched_at'), NULL)"
    let rows =
      try code.map {
        try reader.rows(
          """
          SELECT quarantine_id, stage, code, source_id, \(seen) AS seen_at, message, record FROM quarantine
          WHERE code = ?1 ORDER BY seen_at, quarantine_id
          """, $0)
      }
      ?? reader.rows(
        """
        SELECT stage, code, count(*) AS lines, group_concat(DISTINCT source_id) AS sources,
          min(\(seen)) AS since, max(\(seen)) AS until, min(message) AS for_instance
        FROM quarantine GROUP BY stage, code ORDER BY lines DESC, stage, code
        """)
    let outlines = rows.map { row in
      var outline = Outline()
      for (name, cell) in zip(row.columns, row.cells) {
        if case .integer(let number) = cell { outline.add(name, Int(number)) } else { outline.add(name, cell.text) }
      }
      return outline
    }
    let json = outlines.map(\.line).joined()
    if outlines.isEmpty {
      return (code.map { "nothing is set aside with the code \"\($0)\"\n" } ?? "nothing is set aside\n", json)
    }
    return (outlines.map(\.text).joined(separator: "\n"), json)
  }

  /// Reads what was set aside again under today's rules: what passes now is loaded, what does not stays.
  public func replay(code: String?) async throws -> Replay {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let lock = try FileLock(workspace.lock)
    try WorkspaceStore.rescueArchives(of: workspace, story)
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    let rules = try Rules(configuration, salt: salt, forgotten: Forgotten(workspace))
    let rows = try DatabaseReader(path: workspace.database).rows(
      "SELECT quarantine_id, stage, code, record FROM quarantine WHERE ?1 IS NULL OR code = ?1 ORDER BY quarantine_id",
      code)
    var replay = Replay()
    var pages: [ArchiveLocation: [Waiting]] = [:]
    for row in rows {
      replay.lines += 1
      let waiting = Waiting(row)
      if let location = waiting.location, (try? ArchiveFolder(workspace.archive).record(at: location)) != nil {
        pages[location, default: []].append(waiting)
      } else {
        try retry(waiting, rules, &store, &replay)
      }
    }
    for (location, waiting) in pages.sorted(by: { ($0.key.file, $0.key.offset) < ($1.key.file, $1.key.offset) }) {
      try Task.checkCancellation()
      try retry(waiting, at: location, rules, &store, &replay)
    }
    try store.finish()
    try lock.release()
    return replay
  }

  /// A line that was set aside.
  private struct Waiting {
    let id: String
    let record: [UInt8]
    let json: JSON?

    init(_ row: Row) {
      id = row.text("quarantine_id") ?? ""
      record = Array((row.text("record") ?? "").utf8)
      json = try? JSONReader.read(record, source: "")
    }

    var location: ArchiveLocation? {
      guard let origin = json?["provenance"], let file = origin["archive"]?.string,
        let offset = origin["offset"]?.integer
      else { return nil }
      return ArchiveLocation(file: file, offset: offset)
    }

    var place: String? { json?["provenance"]?["at"]?.string }
  }

  /// The lines of one page: the whole page is read again, which loads what it gives now.
  private func retry(
    _ waiting: [Waiting], at location: ArchiveLocation, _ rules: Rules, _ store: inout WorkspaceStore,
    _ replay: inout Replay
  ) throws {
    let folder = ArchiveFolder(workspace.archive)
    guard let page = try folder.record(at: location).page() else {
      replay.stayed += waiting.count
      return
    }
    let records = rules.records(of: try folder.filled(page))
    try store.load(records)
    var stillAside: Set<String> = []
    for case .quarantine(let line) in records { stillAside.insert(Identity.quarantine(line)) }
    let places = Set(records.compactMap { $0.provenance?.at })
    for line in waiting {
      if stillAside.contains(line.id) {
        replay.stayed += 1
      } else {
        if line.place.map({ places.contains($0) }) == true { replay.passed += 1 } else { replay.gone += 1 }
        try store.loader.release([line.id])
      }
    }
  }

  /// A line whose page is not archived: its record is read again.
  private func retry(
    _ waiting: Waiting, _ rules: Rules, _ store: inout WorkspaceStore, _ replay: inout Replay
  ) throws {
    let record: NormalizedRecord
    if let raw = try? RawRecord(line: waiting.record) {
      record = rules.normalizer.normalize(raw)
    } else if let normalized = try? NormalizedRecord(line: waiting.record) {
      record = normalized
    } else {
      replay.stayed += 1
      return
    }
    var stays = false
    if case .quarantine(let line) = record { stays = Identity.quarantine(line) == waiting.id }
    if case .observation(let observation) = record, observation.observedAt == nil,
      observation.provenance.fetchedAt == nil
    {
      stays = true
    }
    guard !stays else {
      replay.stayed += 1
      return
    }
    try store.load(rules.forgotten.filter([record]))
    try store.loader.release([waiting.id])
    if case .quarantine = record { replay.stayed += 1 } else { replay.passed += 1 }
  }
}
