import FileKit
import Pipeline
import Records

/// What every command works with: where things are, how much to tell, what time it is.
struct Context {
  /// The workspace.
  let workspace: Workspace
  /// The folder of sources, catalog, events and queries.
  var pipelines: String { place.folder }
  /// Where that folder was found.
  let place: PipelinesPlace
  /// How many pages are read at once.
  let jobs: Int
  /// Whether the answer is to be JSON.
  let isJSON: Bool
  /// Whether colors may be used on stderr and in tables.
  let isColored: Bool
  /// What goes to stderr.
  let story: Story
  /// The clock.
  let clock: Clock
  /// The environment.
  let environment: [String: String]

  /// Reads the global options and the environment.
  ///
  /// - Throws: `Stop` with code 2 for a value that cannot be used.
  init(_ arguments: Arguments, environment: [String: String], cores: Int) throws(Stop) {
    self.environment = environment
    workspace = Workspace(folder: arguments["workspace"] ?? environment["AFTERMARKET_WORKSPACE"] ?? "workspace")
    place = PipelinesPlace(named: arguments["pipelines"], environment: environment)
    isJSON = arguments.has("json")
    isColored = !arguments.has("no-color") && environment["NO_COLOR", default: ""].isEmpty && StandardError.isTerminal
    if let text = arguments["jobs"] {
      guard let count = Int(text), (1...256).contains(count) else {
        throw Stop(.usage, "--jobs takes a whole number from 1 to 256, not \"\(text)\"")
      }
      jobs = count
    } else {
      jobs = cores
    }
    if let text = environment["AFTERMARKET_NOW"], !text.isEmpty {
      guard let now = Instant(rfc3339: text) else {
        throw Stop(
          .usage, "AFTERMARKET_NOW is \"\(text)\", which is not a time with a zone, such as 2025-07-14T21:05:00Z")
      }
      clock = Clock(fixed: now)
    } else {
      clock = Clock()
    }
    let level: Story.Level = arguments.has("quiet") ? .error : arguments.has("verbose") ? .detail : .event
    let terminal = Terminal(width: Int(environment["COLUMNS"] ?? "") ?? 80)
    let isWatched = level >= .event && StandardError.isTerminal && environment["TERM"] != "dumb"
    var draw: (@Sendable (String) -> Void)?
    if isWatched { draw = { terminal.draw($0) } }
    story = Story(upTo: level, write: { terminal.write($0) }, draw: draw)
  }

  /// Writes the answer.
  ///
  /// - Throws: `Stop` when stdout cannot take it: a closed pipe ends quietly with 1, a full disk with 3.
  func answer(_ text: String) throws(Stop) { try answer(Array(text.utf8)) }

  /// Writes bytes of the answer.
  func answer(_ bytes: [UInt8]) throws(Stop) {
    do throws(FileFailure) { try StandardOutput.write(bytes) } catch {
      throw Stop(error.isBrokenPipe ? .incomplete : .damaged, error.isBrokenPipe ? "" : "\(error)")
    }
  }
}
