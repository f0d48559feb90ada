import FileKit
import Pipeline
import Records

// What is made from the help: completions and manual pages.

extension Command {
  /// Completions for shells.
  static let completions = Command(
    name: "completions",
    summary: "print completions for a shell",
    usage: "bash|zsh|fish",
    discussion: """
      Prints a file that completes commands, options, sources and queries; `make install` and the Debian package put it
      where each shell looks. For one session: source <(aftermarket completions bash)
      """,
    examples: [Example("aftermarket completions bash > /tmp/aftermarket.bash", "writes the file for bash")],
    operands: .words(Completions.Shell.allCases.map(\.rawValue)),
    run: { arguments, context in
      guard arguments.operands.count == 1, let shell = Completions.Shell(rawValue: arguments.operands[0]) else {
        throw Stop(
          .usage, "completions takes bash, zsh or fish, not \"\(arguments.operands.joined(separator: " "))\"")
      }
      try context.answer(Completions.text(for: shell))
      return .done
    })

  /// Manual pages.
  static let manual = Command(
    name: "manual",
    summary: "print a manual page, or write all of them",
    usage: "[COMMAND] [--markdown] [--output DIR]",
    discussion: """
      Prints the manual page of the program or of one command, in the language of man(7), made from the same tables as
      the help. --output writes all pages into a folder that is there; --markdown prints docs/commands.md instead.
      """,
    examples: [
      Example("aftermarket manual run | man -l -", "shows the page of a command"),
      Example("aftermarket manual --markdown > /tmp/commands.md", "all commands as one Markdown file"),
    ],
    options: [
      .flag("markdown", "print all commands as one Markdown file"),
      .value("output", "DIR", "write aftermarket.1 and a page for each command there"),
    ],
    operands: .commands,
    run: { arguments, context in
      let version = Version.current
      guard arguments.operands.count <= 1 else { throw Stop(.usage, "manual takes the name of one command") }
      if arguments.has("markdown") {
        try context.answer(CommandReference.markdown())
      } else if let folder = arguments["output"] {
        guard FileSystem.isFolder(folder) else { throw Stop(.usage, "\(folder) is not a folder") }
        try FileSystem.writeAtomically(
          Array(ManualPage.overview(version: version).utf8), to: FileSystem.join(folder, "aftermarket.1"))
        for command in Command.all {
          try FileSystem.writeAtomically(
            Array(ManualPage.text(of: command, version: version).utf8),
            to: FileSystem.join(folder, "aftermarket-\(command.name).1"))
        }
      } else if let name = arguments.operands.first {
        guard let command = Command.named(name) else { throw Stop(.usage, "no command is called \"\(name)\"") }
        try context.answer(ManualPage.text(of: command, version: version))
      } else {
        try context.answer(ManualPage.overview(version: version))
      }
      return .done
    })
}
