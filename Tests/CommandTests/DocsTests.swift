import Foundation
import Outside
import Testing

@testable import aftermarket

/// The documentation says what there is, and nothing that there is not.
struct DocsTests {
  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(Program.root)/\(path)", encoding: .utf8)
  }

  /// Holds a generated page to its text; with RECORD_GOLDEN=1 the page is written anew and the test fails once.
  static func check(_ path: String, _ wanted: String) throws {
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try wanted.write(toFile: "\(Program.root)/\(path)", atomically: true, encoding: .utf8)
      Issue.record("\(path) was written anew; look at it, then run without RECORD_GOLDEN")
      return
    }
    let there = (try? text(path)) ?? ""
    let differing = zip(
      there.components(separatedBy: "\n") + [""], wanted.components(separatedBy: "\n") + [""]
    ).first { $0 != $1 }
    #expect(
      there == wanted,
      "\(path) is out of date: run make docs. First: \(differing?.0 ?? "(end)") should be \(differing?.1 ?? "(end)")")
  }

  @Test func `every command and option stands in the page made from the help`() throws {
    try Self.check("docs/commands.md", CommandReference.markdown())
  }

  @Test func `every shipped query stands in the page of queries`() throws {
    var page = """
      # Queries

      Made from `pipelines/queries/` by `make docs`; a test runs each. `aftermarket query NAME` prints a table, `--format
      csv`, `json`, `ndjson` or `markdown` something else. A file of your own in that folder is a query too.

      """
    for name in AnswerTests.queries {
      let lines = try Self.text("pipelines/queries/\(name).sql").components(separatedBy: "\n")
      let comment = lines.prefix { $0.hasPrefix("--") }.map { $0.dropFirst(2).drop { $0 == " " } }
      let sql = lines.dropFirst(comment.count).joined(separator: "\n").trimmingCharacters(in: .newlines)
      page += "\n## \(name)\n\n\(comment.joined(separator: "\n"))\n\n```sql\n\(sql)\n```\n"
    }
    try Self.check("docs/queries.md", page)
  }

  @Test func `every table and column has a description, and stands in the data dictionary`() async throws {
    let scratch = try Scratch()
    try scratch.write(Page.auction, to: "p.html")
    _ = try await Program.run("ingest", "p.html", "--source", "avito", in: scratch)
    let sql = """
      SELECT m.name AS t, m.type AS kind, p.name AS c, p.type AS type, p.pk AS pk, d.text AS text,
        (SELECT text FROM description WHERE table_name = m.name AND column_name = '') AS about
      FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS p
      LEFT JOIN description AS d ON d.table_name = m.name AND d.column_name = p.name
      WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, p.cid
      """
    let outcome = try await Program.run("query", sql, "--format", "ndjson", in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    var page = """
      # Data dictionary

      Made from the database's own descriptions by `make docs`: every table and view, and what each column holds. The same
      texts are in the table `description`, in `aftermarket query columns`, and in Datasette (`aftermarket query
      --datasette`). Times are RFC 3339 in UTC, days `YYYY-MM-DD`, amounts whole minor units beside an ISO 4217 currency.

      """
    var body = ""
    var index = ""
    var last = ""
    for line in outcome.output.split(separator: "\n") {
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      func word(_ name: String) -> String { row[name] as? String ?? "" }
      let table = word("t")
      if table != last {
        #expect(!word("about").isEmpty, "the \(word("kind")) \(table) has no description")
        index += "| [`\(table)`](#\(table)) | \(word("kind")) | \(Self.cell(word("about"))) |\n"
        body += "\n## \(table)\n\n\(word("about"))\n\n| column | type | holds |\n|---|---|---|\n"
        last = table
      }
      #expect(!word("text").isEmpty, "the column \(table).\(word("c")) has no description")
      let isKey = (row["pk"] as? Int ?? 0) > 0
      let name = isKey ? "**`\(word("c"))`**" : "`\(word("c"))`"
      body += "| \(name) | \(word("type")) | \(Self.cell(word("text"))) |\n"
    }
    page += "\n| table | kind | holds |\n|---|---|---|\n" + index + "\nColumns of the primary key are bold.\n" + body
    try Self.check("docs/data-dictionary.md", page)
  }

  private static func cell(_ text: String) -> String {
    text.replacingOccurrences(of: "|", with: "\\|").replacingOccurrences(of: "\n", with: " ")
  }

  @Test(arguments: ["docs/exit-codes.md", "cron/README.md"])
  func `every exit code is told`(_ page: String) throws {
    let text = try Self.text(page)
    for code in ExitCode.allCases {
      let row = text.components(separatedBy: "\n").contains { line in
        guard line.hasPrefix("| ") else { return false }
        let cell = line.split(separator: "|").first ?? ""
        return cell.split { !$0.isNumber }.contains(Substring("\(code.rawValue)"))
      }
      #expect(row, "\(page) has no row for exit code \(code.rawValue)")
    }
  }

  @Test func `every variable of the environment is told`() throws {
    let told = try Self.text("docs/commands.md") + Self.text("cron/nightly.env.example") + Self.text("cron/nightly.sh")
    let files =
      try FileManager.default.subpathsOfDirectory(atPath: "\(Program.root)/Sources").filter {
        $0.hasSuffix(".swift")
      }.map { "Sources/\($0)" } + ["cron/nightly.sh", "cron/lib/tell.sh", "cron/lib/state.sh"]
    for file in files {
      let text = try Self.text(file)
      for part in text.components(separatedBy: "AFTERMARKET_").dropFirst() {
        let name = "AFTERMARKET_" + part.prefix { $0.isUppercase || $0 == "_" }
        guard name.count > 12 else { continue }
        #expect(told.contains(name), "\(name) of \(file) is told nowhere")
      }
    }
  }

  static let pages: [String] = {
    let skipped = [".build", "demo", "fixtures", "mine"]
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: Program.root)) ?? []
    return paths.filter { path in path.hasSuffix(".md") && !skipped.contains { path.hasPrefix($0) } }.sorted()
  }()

  @Test(arguments: pages)
  func `no relative link is dead`(_ page: String) throws {
    let folder = (page as NSString).deletingLastPathComponent
    for target in Self.links(try Self.text(page)) {
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let path = parts[0].isEmpty ? page : (folder as NSString).appendingPathComponent(parts[0])
      let whole = "\(Program.root)/\(path)"
      #expect(FileManager.default.fileExists(atPath: whole), "\(page) links to \(target), which is not there")
      if parts.count > 1, path.hasSuffix(".md"), let text = try? String(contentsOfFile: whole, encoding: .utf8) {
        #expect(Self.anchors(text).contains(parts[1]), "\(page) links to \(target), and there is no such heading")
      }
    }
  }

  /// The targets of links that are not to other hosts, fenced blocks left out.
  static func links(_ text: String) -> [String] {
    var isCode = false
    var found: [String] = []
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") { isCode.toggle() }
      guard !isCode, !line.hasPrefix("    ") else { continue }
      for part in line.components(separatedBy: "](").dropFirst() {
        guard let end = part.firstIndex(of: ")") else { continue }
        let target = String(part[..<end])
        if !target.contains("://"), !target.hasPrefix("mailto:") { found.append(target) }
      }
    }
    return found
  }

  /// The names that headings have in links.
  static func anchors(_ text: String) -> Set<String> {
    Set(
      text.components(separatedBy: "\n").filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased().filter {
          $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
        }.replacingOccurrences(of: " ", with: "-")
      })
  }

  @Test func `the links of a page are found, and its headings named as links name them`() {
    #expect(Self.links("[a](b.md#c) ![d](e.png) [f](https://g)\n```\n[h](i)\n```") == ["b.md#c", "e.png"])
    #expect(Self.anchors("# A b\n## `c-d`: e\ntext") == ["a-b", "c-d-e"])
  }

  @Test(arguments: ["docs/start.md", "docs/terms-and-privacy.md"])
  func `every line that a page runs can be run`(_ page: String) async throws {
    let scratch = try Scratch()
    let set = """
      ln -s '\(Program.root)/pipelines' . && \
      "$0" ingest '\(Program.root)/fixtures/pages/avito' --workspace demo && "$0" analyze --workspace demo
      """
    #expect(try await Program.shell(set.replacingOccurrences(of: "demo &&", with: "demo;"), in: scratch).status == 0)
    let walk = try Walk(page: page)
    #expect(!walk.steps.isEmpty)
    #expect(try await walk.follow(in: scratch) == [])
  }
}
