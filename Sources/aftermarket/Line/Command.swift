/// One subcommand: what it is called, what its help says, and what it does.
protocol Command {
  /// The word on the command line.
  static var name: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  /// What stands after the name in the usage line: "PATH… [--source NAME]".
  static var usage: String { get }
  /// What it does, in full sentences.
  static var discussion: String { get }
  /// Commands that can be run as they stand, each with what it does.
  static var examples: [(line: String, does: String)] { get }
  /// Its own options, beside the global ones.
  static var options: [Option] { get }

  /// Does the work.
  static func run(_ arguments: Arguments, _ context: Context) async throws -> ExitCode
}

extension Command {
  static var options: [Option] { [] }
}

/// Every command, in the order of the help.
var commands: [any Command.Type] { [] }
