import FileKit
import Loading
import Records

/// Tests the configuration and what the database holds.
public struct CheckJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration
  let clock: Clock

  /// How many failing rows of a test are kept.
  static let keptRows = 100

  /// What the tests said.
  public struct Answer: Sendable {
    /// For people.
    public let text: String
    /// As NDJSON, a line for each test.
    public let json: String
    /// Whether a source's file has to be mended.
    public let isConfigurationBad: Bool
    /// The tests that failed as errors.
    public let errors: [String]
  }

  /// A job on a workspace.
  public init(workspace: Workspace, configuration: Configuration, clock: Clock) {
    self.workspace = workspace
    self.configuration = configuration
    self.clock = clock
  }

  /// Runs every test and keeps results and failing rows in the database.
  ///
  /// Without a database only the configuration is tested.
  public func run() throws -> Answer {
    var text = ""
    var json = ""
    let sources = try SourceCheck([], configuration)
    for line in sources.lines where !line.problems.isEmpty {
      text += "error  config \(line.source): \(line.problems.map(Story.escaped).joined(separator: "; "))\n"
    }
    text +=
      "\(sources.isClean ? "ok   " : "error")  config: \(sources.lines.count) sources, "
      + "\(configuration.canaries.count) canaries, \(configuration.checks.count) data tests\n"
    json += sources.json
    guard FileSystem.exists(workspace.database) else {
      text += "there is no database yet: only the configuration was tested\n"
      return Answer(text: text, json: json, isConfigurationBad: !sources.isClean, errors: [])
    }
    let lock = try FileLock(workspace.lock)
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    let results = try CheckJob.results(configuration.checks, database: workspace.database, today: clock.now().day)
    try store.loader.store(results, at: clock.now())
    try lock.release()
    for result in results {
      let word = result.failing == 0 ? "ok   " : result.severity == "error" ? "error" : "warn "
      text += "\(word)  \(result.name)"
      if result.failing > 0 {
        text += ": \(result.failing) rows; \(Story.escaped(result.why))"
        text += result.rows.prefix(3).map { "\n         " + Story.escaped($0) }.joined()
      }
      text += "\n"
      var outline = Outline()
      outline.add("check", result.name)
      outline.add("severity", result.severity)
      outline.add("status", result.status)
      outline.add("failing", result.failing)
      outline.add("why", result.why)
      outline.add("rows", result.rows)
      json += outline.line
    }
    return Answer(
      text: text, json: json, isConfigurationBad: !sources.isClean,
      errors: results.filter { $0.status == "error" }.map(\.name))
  }

  /// The tests of severity error that fail on a database, as sentences.
  static func errors(_ checks: [DataCheck], database: String, today: Day) throws -> [String] {
    try results(checks.filter { $0.severity == .error }, database: database, today: today)
      .filter { $0.failing > 0 }.map { "\($0.name) (\($0.failing) rows: \($0.why))" }
  }

  /// What each test finds.
  static func results(_ checks: [DataCheck], database: String, today: Day) throws -> [CheckResult] {
    let reader = try DatabaseReader(path: database)
    return try checks.map { check in
      var shown: [String] = []
      var failing = 0
      if let sql = check.sql {
        let values = sql.contains("?1") ? [today.description] : []
        do throws(LoadFailure) {
          let count = "SELECT count(*) AS failing FROM (\(sql))"
          failing = try reader.rows(count, values, limit: 1).first?.integer("failing") ?? 0
          if failing > 0 {
            shown = try reader.rows(sql, values, limit: keptRows).map { row in
              var outline = Outline()
              for (name, cell) in zip(row.columns, row.cells) { outline.add(name, cell.text) }
              return String(outline.line.dropLast())
            }
          }
        } catch {
          guard case .sqlite = error.reason else { throw error }
          throw RunFailure(
            .usage, "the test \"\(check.name)\" of checks.json5 cannot be run: \(error); check its table and columns")
        }
      } else {
        shown = try reader.rowWarnings().map(\.text)
        failing = shown.count
      }
      return CheckResult(
        name: check.name, severity: check.severity.rawValue, failing: failing, why: check.why, rows: shown)
    }
  }
}
