/// One subcommand: what it is called, what its help says, and what it does.
struct Command: Sendable {
  /// A command line that can be run as it stands.
  struct Example: Sendable {
    /// The line, without the prompt.
    let line: String
    /// What it does.
    let does: String

    init(_ line: String, _ does: String) {
      self.line = line
      self.does = does
    }
  }

  /// What kind of words stand behind the name of a command.
  enum Operands: Hashable, Sendable {
    /// None, or words that nobody can guess.
    case none
    /// Files and folders.
    case paths
    /// Names of sources.
    case sources
    /// Names of shipped queries.
    case queries
    /// Names of commands.
    case commands
    /// One of these.
    case words([String])
  }

  /// The word on the command line.
  let name: String
  /// One line for the list of commands.
  let summary: String
  /// What stands after the name in the usage line: "PATH… [--source NAME]".
  let usage: String
  /// What it does, in full sentences.
  let discussion: String
  /// Command lines that can be run as they stand.
  let examples: [Example]
  /// Its own options, beside the global ones.
  var options: [Option] = []
  /// What may stand behind its name, for completions.
  var operands = Operands.none
  /// Whether it writes to the workspace, so that a signal lets it finish what it has in hand.
  var isPatient = false
  /// Does the work.
  let run: @Sendable (Arguments, Context) async throws -> ExitCode

  /// Every command, in the order of the help.
  static let all: [Command] = [
    .run, .ingest, .fetch, .parse, .normalize, .dedupe, .load, .rebuild, .analyze, .study, .report, .explain, .query,
    .dump, .status, .changes, .check, .quarantine, .export, .backup, .prune, .forget, .verify,
    .watch, .doctor,
    .sources, .models, .events, .money,
    .completions, .manual,
  ]

  /// The command of a name.
  static func named(_ name: String) -> Command? { all.first { $0.name == name } }
}
