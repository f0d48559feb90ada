import Foundation
import Outside
import Testing

/// What comes on stdout and stderr when pages, names and addresses were written by somebody hostile.
struct OutputTests {
  private static let hostile =
    "RTX 3090 24GB \u{1B}[2J\u{1B}]0;owned\u{7}\u{202E}gnp\u{2066}\r\naftermarket: all is well\u{9B}31m\u{0}\u{8}"

  /// Bytes that could move a cursor or turn the direction of what follows.
  private func foul(_ text: String) -> [String] {
    text.unicodeScalars.filter { scalar in
      scalar.value < 0x20 && scalar != "\n" || (0x7F..<0xA0).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }.map { "U+" + String($0.value, radix: 16) }
  }

  @Test func `X3 logs and tables carry no control characters and no forged lines`() async throws {
    let scratch = try Scratch()
    try scratch.write(Page.page(title: Self.hostile), to: "p.html")
    try scratch.write("<html><body>\(Self.hostile)</body></html>", to: "q\u{1B}[2J\u{202E}.html")
    try scratch.write(
      "file\tsource\turl\tfetched_at\np.html\tavito\thttps://www.avito.ru/\u{1B}[2Jx\u{202E}\t2025-09-30T20:00:00Z\n",
      to: "m.tsv")
    let commands = [
      ["ingest", "p.html", "--manifest", "m.tsv", "--verbose"],
      ["ingest", "q\u{1B}[2J\u{202E}.html", "--source", "avito", "--fetched-at", "2025-09-30T20:00:00Z", "--verbose"],
      ["ingest", "missing\u{1B}[2J\u{202E}.html"], ["analyze"], ["report", "--text"], ["status"], ["quarantine"],
      ["changes", "--since", "2025-09-01"], ["models", "match", Self.hostile.filter { $0 != "\0" }],
      ["query", "SELECT title, url FROM listing"], ["query", "SELECT 1 \u{1B}[2J FROM x"], ["explain", "x\u{1B}[2J"],
    ]
    for words in commands {
      let outcome = try await Program.run(words, in: scratch)
      #expect(foul(outcome.errors).isEmpty, "\(words): \(outcome.errors.debugDescription)")
      #expect(foul(outcome.output).isEmpty, "\(words): \(outcome.output.debugDescription)")
      #expect(
        !outcome.errorLines.contains { $0.hasPrefix("aftermarket: all is well") }, "\(words): \(outcome.errors)")
    }
    #expect(try await Program.run("query", "SELECT title FROM listing", in: scratch).output.contains("RTX 3090"))
  }

  private static let writing = [
    "DELETE FROM listing", "UPDATE listing SET title = 'x'", "INSERT INTO source (source_id, name) VALUES ('x', 'x')",
    "DROP TABLE listing", "CREATE TABLE x (y)", "PRAGMA user_version = 99", "PRAGMA writable_schema = 1",
    "VACUUM INTO 'copy.sqlite'", "ATTACH DATABASE 'other.sqlite' AS o", "SELECT 1; DELETE FROM listing",
    "WITH x AS (SELECT 1) DELETE FROM listing", "SELECT load_extension('x')", "SELECT writefile('x', 'y')",
    "BEGIN IMMEDIATE",
  ]

  @Test func `X5 a query changes nothing, whatever it says`() async throws {
    let scratch = try Scratch()
    try scratch.write(Page.page(title: "RTX 3090 24GB"), to: "p.html")
    _ = try await Program.run(
      "ingest", "p.html", "--source", "avito", "--fetched-at", "2025-09-30T20:00:00Z", in: scratch)
    let before = try scratch.read("workspace/aftermarket.sqlite")
    for sql in Self.writing {
      let outcome = try await Program.run("query", sql, in: scratch)
      #expect(outcome.status == 2, "\(sql): \(outcome)")
      #expect(try scratch.read("workspace/aftermarket.sqlite") == before, "\(sql)")
    }
    let names = Set(scratch.names(in: ".") + scratch.names(in: "workspace"))
    #expect(names.isDisjoint(with: ["copy.sqlite", "other.sqlite", "x"]), "\(names)")
  }
}
