/// One option of a command.
struct Option: Sendable {
  /// Its name without the dashes.
  let name: String
  /// What its value is called in the help; nil for a flag.
  let value: String?
  /// What it does, as a sentence without a full stop.
  let help: String
  /// The words that its value may be; empty when it may be any text.
  var words: [String] = []

  /// A flag.
  static func flag(_ name: String, _ help: String) -> Option { Option(name: name, value: nil, help: help) }

  /// An option with a value.
  static func value(_ name: String, _ value: String, _ help: String, words: [String] = []) -> Option {
    Option(name: name, value: value, help: help, words: words)
  }

  /// The options that every command takes.
  static let global: [Option] = [
    .value(
      "workspace", "DIR",
      "where the database, the archive and the reports are (default: $AFTERMARKET_WORKSPACE, else ./workspace)"),
    .value(
      "pipelines", "DIR",
      "sources, catalog, events and queries (default: $AFTERMARKET_PIPELINES, else ./pipelines, else what is installed)"
    ),
    .value("jobs", "N", "how many pages are read at once (default: one for each core)"),
    .flag("json", "answer on stdout as JSON"),
    .flag("quiet", "no story on stderr, only errors"),
    .flag("verbose", "a line on stderr for each page"),
    .flag("no-color", "no colors; NO_COLOR is honored too"),
    .flag("help", "this help"),
  ]
}
