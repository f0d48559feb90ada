/// Manual pages in the language of man(7), made from what the commands say of themselves.
enum ManualPage {
  /// The page of the program, aftermarket(1).
  static func overview(version: String) -> String {
    var page = head("aftermarket", version)
    page += section("NAME")
    page += line("aftermarket - what secondhand GPUs cost, and what policy events did to their prices")
    page += section("SYNOPSIS")
    page += "\\fBaftermarket\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...]\n"
    page += section("DESCRIPTION")
    page += line(
      """
      Reads pages, feeds and official documents that list used GPUs, keeps every byte in an archive, reads each listing \
      into a price, a model, a condition and a place, loads one SQLite file, and sets prices and demand beside policy \
      events. One command does a night of it; each stage is a command of its own.
      """)
    page += section("COMMANDS")
    for command in Command.all {
      page += ".TP\n\\fBaftermarket\\-\(escaped(command.name))\\fR(1)\n" + line(command.summary)
    }
    page += options("OPTIONS OF EVERY COMMAND", Option.global)
    page += ".TP\n\\fB\\-\\-version\\fR\n" + line("the version")
    page += exitStatus
    page += section("ENVIRONMENT")
    for variable in Variable.all { page += ".TP\n.B \(escaped(variable.name))\n" + line(variable.help) }
    page += section("FILES")
    for (file, what) in files { page += ".TP\n.I \(escaped(file))\n" + line(what) }
    page += section("SEE ALSO")
    page += Command.all.map { "\\fBaftermarket\\-\(escaped($0.name))\\fR(1)" }.joined(separator: ",\n") + "\n"
    return page
  }

  /// The page of one command, aftermarket-NAME(1).
  static func text(of command: Command, version: String) -> String {
    var page = head("aftermarket-\(command.name)", version)
    page += section("NAME")
    page += line("aftermarket-\(command.name) - \(command.summary)")
    page += section("SYNOPSIS")
    page += "\\fBaftermarket \(escaped(command.name))\\fR" + (command.usage.isEmpty ? "" : " ")
    page += escaped(command.usage) + "\n"
    page += section("DESCRIPTION")
    for (number, paragraph) in paragraphs(command.discussion).enumerated() {
      if number > 0 { page += ".PP\n" }
      page += line(paragraph)
    }
    if !command.options.isEmpty { page += options("OPTIONS", command.options) }
    page += options("OPTIONS OF EVERY COMMAND", Option.global)
    page += exitStatus
    page += section("EXAMPLES")
    for example in command.examples {
      page += ".TP\n.B \(escaped(example.line))\n" + line(example.does)
    }
    page += section("SEE ALSO")
    page += "\\fBaftermarket\\fR(1)\n"
    return page
  }

  private static let files = [
    ("WORKSPACE/aftermarket.sqlite", "the database, one SQLite file"),
    ("WORKSPACE/archive", "the pages as they came, WARC 1.1"),
    ("WORKSPACE/report", "the report"),
    ("WORKSPACE/lock", "what a writer locks"),
    ("WORKSPACE/watches.ndjson", "which watches were told of what"),
    ("./pipelines, else PREFIX/share/aftermarket/pipelines", "sources, catalog, events, queries, checks, watches"),
  ]

  private static var exitStatus: String {
    var text = section("EXIT STATUS")
    for code in ExitCode.allCases { text += ".TP\n.B \(code.rawValue)\n" + line(code.meaning) }
    return text
  }

  /// The day on which the pages were last given another form.
  private static let written = "2026-11-24"

  private static func head(_ name: String, _ version: String) -> String {
    ".\\\" Made by: aftermarket manual\n.TH \(name.uppercased()) 1 \"\(written)\" \"aftermarket \(version)\" \"Aftermarket\"\n"
  }

  private static func section(_ title: String) -> String { ".SH \(title)\n" }

  private static func options(_ title: String, _ options: [Option]) -> String {
    section(title)
      + options.map { option in
        let value = option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""
        return ".TP\n\\fB\\-\\-\(escaped(option.name))\\fR\(value)\n" + line(option.help)
      }.joined()
  }

  /// The paragraphs of a text, each as one line.
  static func paragraphs(_ text: String) -> [String] {
    var paragraphs: [String] = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        paragraphs.append("")
      } else {
        let last = paragraphs.count - 1
        paragraphs[last] += (paragraphs[last].isEmpty ? "" : " ") + line
      }
    }
    return paragraphs.filter { !$0.isEmpty }
  }

  /// A text as lines of at most 78 bytes, where words let them, that troff takes as text.
  private static func line(_ text: String) -> String {
    var lines: [String] = []
    for word in escaped(text).split(separator: " ") {
      if let last = lines.last, last.utf8.count + 1 + word.utf8.count <= 78 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append((word.hasPrefix(".") ? "\\&" : "") + word)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A text with what troff would read otherwise escaped; letters beyond ASCII by their number.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      case "\n": escaped += " "
      case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
      }
    }
    return escaped
  }
}
