import Foundation
import Outside
import Testing

/// What comes out, and what happens when nobody takes it.
struct AnswerTests {
  static let queries =
    ((try? FileManager.default.contentsOfDirectory(atPath: Program.root + "/pipelines/queries")) ?? [])
    .filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }.sorted()

  @Test func `every shipped query runs on a small workspace`() async throws {
    let scratch = try Scratch()
    let pages = Program.root + "/fixtures/pages/avito/day-2025-08-04"
    #expect(try await Program.run("ingest", pages, in: scratch).status == 0)
    let listed = try await Program.run("query", in: scratch)
    #expect(listed.output.split(separator: "\n").map(String.init) == Self.queries)
    #expect(!Self.queries.isEmpty)
    for name in Self.queries {
      let outcome = try await Program.run("query", name, "--format", "ndjson", in: scratch)
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(name): \(outcome)")
    }
  }

  @Test func `a query that writes, or is no query, is refused as a wrong word`() async throws {
    let scratch = try Scratch()
    try scratch.write(Page.auction, to: "p.html")
    _ = try await Program.run("ingest", "p.html", "--source", "avito", in: scratch)
    for sql in ["DELETE FROM listing", "SELECT nothing FROM nowhere", "SELECT 1; DROP TABLE listing"] {
      let outcome = try await Program.run("query", sql, in: scratch)
      #expect(outcome.status == 2 && outcome.errorLines.count == 1, "\(sql): \(outcome)")
    }
    let rows = try await Program.run("query", "SELECT count(*) AS n FROM listing", "--format", "csv", in: scratch)
    #expect(rows.output.split(whereSeparator: \.isNewline).last == "1", "\(rows)")
  }

  @Test func `R2 an answer that nobody takes ends quietly, not with success`() async throws {
    let scratch = try Scratch()
    try scratch.write(Page.auction, to: "p.html")
    _ = try await Program.run("ingest", "p.html", "--source", "avito", in: scratch)
    let outcome = try await Program.shell(
      #"("$0" dump; echo $? > code) | head -1"#, in: scratch)
    #expect(outcome.output.split(separator: "\n").count == 1)
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(String(decoding: try scratch.read("code"), as: UTF8.self) == "1\n")
  }

  @Test(arguments: [">&-", "> /dev/full", "| true", ">&- 2>&-", "2> /dev/full > /dev/full", "2>&-"])
  func `R2 an ingest whose answer cannot be written has still loaded everything`(to: String) async throws {
    let scratch = try Scratch()
    try scratch.write(Page.auction, to: "p.html")
    let words =
      "ingest p.html --source avito --fetched-at 2025-07-14T20:00:00Z --pipelines '\(Program.root)/pipelines'"
    let closed = try await Program.shell(#"("$0" \#(words) --workspace closed; echo $? > code) \#(to)"#, in: scratch)
    // A reader who has gone may have gone before or after the answer; a story that nobody hears is no failure.
    let code = String(decoding: try scratch.read("code"), as: UTF8.self)
    #expect(to == "2>&-" ? code == "0\n" : to == "| true" || code != "0\n", "\(code) \(closed)")
    let open = try await Program.shell(#""$0" \#(words) --workspace open"#, in: scratch)
    #expect(open.status == 0, "\(open)")
    let wanted = try await Program.dump("open", in: scratch)
    #expect(wanted.contains("RTX 3090"))
    #expect(try await Program.dump("closed", in: scratch) == wanted)
  }

  @Test(arguments: [
    "dump", "query latest-prices", "status", "changes", "check", "report --text", "explain avito:77", "manual",
    "export out", "quarantine", "doctor", "--help", "--version",
  ])
  func `R2 a full disk behind the answer is told, and is no success`(words: String) async throws {
    let scratch = try Scratch()
    try scratch.write(Page.auction, to: "p.html")
    _ = try await Program.run("ingest", "p.html", "--source", "avito", in: scratch)
    let name = words.split(separator: " ")[0]
    let rest = words.dropFirst(name.count)
    let pipelines = words.hasPrefix("--") ? "" : "--pipelines '\(Program.root)/pipelines'"
    let outcome = try await Program.shell("\"$0\" \(name) \(pipelines) \(rest) > /dev/full", in: scratch)
    #expect(outcome.status == 3, "\(words): \(outcome)")
    #expect(outcome.errors.contains("No space left"), "\(words): \(outcome)")
  }

  @Test func `nothing that a page or a path says can forge a line of the story`() async throws {
    let scratch = try Scratch()
    let forged = "\nall is well\r\u{1b}[2K\u{9b}31m\u{202e}"
    try scratch.write(Page.page(title: "RTX 3090\(forged)"), to: "c/page.html")
    try scratch.write(
      #"{"why":"w","url":"https://www.avito.ru/x\nall is well\u001b[2K","fetched_at":"2025-07-14T20:00:00Z"}"#,
      to: "c/case.json")
    let runs = [
      try await Program.run("ingest", "c", "--verbose", in: scratch),
      try await Program.run("ingest", "gone\(forged)", in: scratch),
      try await Program.run("load", "-", input: "{\"type\":\"\u{1b}[2Kall is well\"}\n", in: scratch),
      try await Program.run("query", "no\(forged)", in: scratch),
    ]
    for run in runs {
      #expect(!run.errors.isEmpty)
      #expect(!run.errorLines.contains { $0.hasPrefix("all is well") }, "\(run.errors)")
      let unsafe = run.errors.unicodeScalars.filter {
        $0 != "\n" && ($0.value < 0x20 || (0x7f...0x9f).contains($0.value) || $0.value == 0x202e)
      }
      #expect(unsafe.isEmpty, "\(run.errors.debugDescription)")
    }
  }
}
