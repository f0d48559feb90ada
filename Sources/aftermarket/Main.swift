import FileKit
import FoundationEssentials
import Glibc
import Pipeline
import Records

/// The command line: finds the command, reads its words, and turns what it throws into an exit code.
@main
struct Main {
  static func main() async {
    StandardStreams.reserve()
    StandardOutput.ignoreBrokenPipes()
    let code = await run(Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
    exit(code.rawValue)
  }

  /// Runs one command line.
  static func run(_ words: [String], environment: [String: String]) async -> ExitCode {
    do {
      return try await dispatch(words, environment)
    } catch let stop as Stop {
      complain(stop.message)
      return stop.code
    } catch let failure as FileFailure where failure.isBrokenPipe {
      // Whoever read the answer has read enough.
      return .incomplete
    } catch {
      let failure = RunFailure(error)
      complain(failure.description)
      return ExitCode(failure.kind)
    }
  }

  private static func dispatch(_ words: [String], _ environment: [String: String]) async throws -> ExitCode {
    guard let first = words.first else {
      try print(Help.overview(version: Version.current))
      return .usage
    }
    if first == "--version" {
      try print("aftermarket \(Version.current)\n")
      return .done
    }
    if first == "--help" || first == "-h" || first == "help" {
      if words.count > 1, let command = Command.named(words[1]) {
        try print(Help.text(of: command))
      } else {
        try print(Help.overview(version: Version.current))
      }
      return .done
    }
    // Global options may also stand before the command.
    var rest = words
    guard let at = commandIndex(words) else {
      throw Stop(.usage, "no command in \"\(words.joined(separator: " "))\"; see: aftermarket --help")
    }
    let name = rest.remove(at: at)
    guard let command = Command.named(name) else {
      let near = Command.all.map { $0.name }.min { Arguments.distance(name, $0) < Arguments.distance(name, $1) } ?? ""
      let hint = Arguments.distance(name, near) <= 2 ? " (did you mean \(near)?)" : ""
      throw Stop(.usage, "unknown command \"\(name)\"\(hint); see: aftermarket --help")
    }
    let arguments = try Arguments(rest, known: command.options + Option.global, command: name)
    if arguments.has("help") {
      try print(Help.text(of: command))
      return .done
    }
    let context = try Context(
      arguments, environment: environment, cores: ProcessInfo.processInfo.activeProcessorCount)
    guard command.isPatient else { return try await command.run(arguments, context) }
    return try await Patience.run(context.story) { try await command.run(arguments, context) }
  }

  /// Where the command's name stands: the first word that is neither a global option nor its value.
  private static func commandIndex(_ words: [String]) -> Int? {
    var index = 0
    while index < words.count {
      let word = words[index]
      guard word.hasPrefix("--") else { return index }
      let option = Option.global.first { "--\($0.name)" == word }
      index += option?.value == nil ? 1 : 2
    }
    return nil
  }

  private static func print(_ text: String) throws(FileFailure) { try StandardOutput.write(text) }

  private static func complain(_ message: String) {
    guard !message.isEmpty else { return }
    try? StandardError.write("aftermarket: \(Story.escaped(message))\n")
  }
}

extension ExitCode {
  /// The code that a failure of a kind ends with.
  init(_ kind: RunFailure.Kind) {
    self =
      switch kind {
      case .usage: .usage
      case .damaged: .damaged
      case .nothingUsable: .nothingUsable
      case .busy: .busy
      case .interrupted: .terminated
      }
  }
}
