/// The help texts, made from what the commands say of themselves.
enum Help {
  /// The list of commands.
  static func overview(version: String) -> String {
    let width = Command.all.map(\.name.count).max() ?? 0
    var text = """
      aftermarket \(version): what secondhand GPUs cost, and what policy events did to their prices

      usage: aftermarket COMMAND [OPTION…]

      Commands

      """
    for command in Command.all {
      let gap = String(repeating: " ", count: width - command.name.count + 2)
      text += "  \(command.name)\(gap)\(command.summary)\n"
    }
    text += "\nOptions of every command\n"
    text += list(Option.global)
    text += "  --version".padding(to: 24) + "the version\n"
    text += """

      Exit codes: 0 done; 1 finished, but something was set aside; 2 usage or configuration; 3 damaged or full;
      4 nothing usable; 5 busy; 128+n ended by signal n.

      aftermarket COMMAND --help tells more, with examples.

      """
    return text
  }

  /// The help of one command.
  static func text(of command: Command) -> String {
    var text = "usage: aftermarket \(command.name) \(command.usage)\n\n\(command.discussion)\n"
    if !command.options.isEmpty { text += "\nOptions\n" + list(command.options) }
    text += "\nOptions of every command\n" + list(Option.global)
    text += "\nExamples\n"
    for example in command.examples { text += "  $ \(example.line)\n      \(example.does)\n" }
    return text
  }

  private static func list(_ options: [Option]) -> String {
    options.map { option in
      let head = "  --\(option.name)" + (option.value.map { " \($0)" } ?? "")
      return head.padding(to: 24) + option.help + "\n"
    }.joined()
  }
}

extension String {
  /// The text with spaces behind it, at least two, so that what follows begins at `column`.
  fileprivate func padding(to column: Int) -> String { self + String(repeating: " ", count: max(2, column - count)) }
}
