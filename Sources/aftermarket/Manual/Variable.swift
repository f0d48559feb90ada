/// One variable of the environment that the program or its night reads.
struct Variable: Sendable {
  /// Its name.
  let name: String
  /// What it does, as a sentence without a full stop.
  let help: String

  /// Those that the program itself reads.
  static let all: [Variable] = [
    Variable(name: "AFTERMARKET_WORKSPACE", help: "the workspace, where --workspace does not name one"),
    Variable(
      name: "AFTERMARKET_PIPELINES", help: "the folder of sources, catalog, events and queries, likewise"),
    Variable(
      name: "AFTERMARKET_CONTACT",
      help: "a mail address or URL that is told to the servers; nothing is fetched without"),
    Variable(
      name: "AFTERMARKET_SALT_FILE", help: "a file with the secret that sellers' names are hashed with; keep it"),
    Variable(
      name: "AFTERMARKET_SECRETS_FILE",
      help: "a file of NAME=VALUE lines, readable by its owner alone, with the keys of sources"),
    Variable(
      name: "AFTERMARKET_PROXY", help: "a proxy, also with name and password: http://, https:// or socks5h://"),
    Variable(
      name: "AFTERMARKET_CA_FILE", help: "certificates in PEM form that are trusted beside those of the system"),
    Variable(name: "AFTERMARKET_MAIL_TO", help: "where watches of \"mail\" are sent by sendmail"),
    Variable(name: "AFTERMARKET_WEBHOOK", help: "the URL that watches of \"webhook\" are posted to as JSON"),
    Variable(name: "AFTERMARKET_NOW", help: "a time (RFC 3339) that stands in for the clock, for tests"),
    Variable(name: "NO_COLOR", help: "no colors when it is not empty"),
    Variable(name: "COLUMNS", help: "how wide tables may be on a terminal"),
  ]
}
