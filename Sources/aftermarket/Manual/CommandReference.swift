/// `docs/commands.md`, made from what the commands say of themselves.
enum CommandReference {
  /// The whole text.
  static func markdown() -> String {
    var text = """
      # Commands

      Made from the program's own help by `make docs`; what stands here is what `aftermarket COMMAND --help` says.
      Exit codes are told in [exit-codes.md](exit-codes.md).

      | command | does |
      |---|---|

      """
    for command in Command.all { text += "| [`\(command.name)`](#\(command.name)) | \(cell(command.summary)) |\n" }
    text += "\n## Options of every command\n\n" + table(Option.global) + "| `--version` | the version |\n"
    text += "\n## Environment\n\n| variable | does |\n|---|---|\n"
    for variable in Variable.all { text += "| `\(variable.name)` | \(cell(variable.help)) |\n" }
    text += "\nWhat `cron/nightly.sh` reads besides stands in `cron/nightly.env.example`.\n"
    for command in Command.all {
      text += "\n## \(command.name)\n\n    aftermarket \(command.name) \(command.usage)\n"
      for paragraph in ManualPage.paragraphs(command.discussion) { text += "\n" + wrapped(paragraph) + "\n" }
      if !command.options.isEmpty { text += "\n" + table(command.options) }
      text += "\n"
      for example in command.examples { text += "    $ \(example.line)\n" }
    }
    return text
  }

  private static func table(_ options: [Option]) -> String {
    "| option | does |\n|---|---|\n"
      + options.map { option in
        let value = option.value.map { " \($0)" } ?? ""
        return "| `--\(option.name)\(value)` | \(cell(option.help)) |\n"
      }.joined()
  }

  /// A text in which no bar ends a cell, and which does not begin a tag.
  private static func cell(_ text: String) -> String {
    text.map { $0 == "|" ? "\\|" : $0 == "<" ? "&lt;" : String($0) }.joined()
  }

  /// A paragraph in lines of at most 120 columns.
  private static func wrapped(_ text: String) -> String {
    var lines: [String] = [""]
    for word in text.split(separator: " ") {
      let last = lines.count - 1
      if lines[last].isEmpty {
        lines[last] = String(word)
      } else if lines[last].count + 1 + word.count <= 120 {
        lines[last] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}
