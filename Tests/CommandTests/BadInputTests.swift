import FileKit
import Foundation
import Outside
import Testing

/// What a person gets who hands in the wrong thing: a code that says which kind it is, and one clear line.
struct BadInputTests {
  /// One command line that cannot work.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    var files: [String: String] = [:]
    let status: Int32
    let says: [String]
    var testDescription: String { words.joined(separator: " ") }
  }

  static let cases = [
    Case(words: ["ingets"], status: 2, says: ["unknown command \"ingets\"", "did you mean ingest?"]),
    Case(words: ["ingest", "--sorce", "x"], status: 2, says: ["unknown option --sorce", "did you mean --source?"]),
    Case(words: ["ingest", "-x"], status: 2, says: ["unknown option -x"]),
    Case(words: ["ingest", "--source"], status: 2, says: ["--source needs a value"]),
    Case(words: ["status", "--json=1"], status: 2, says: ["--json takes no value"]),
    Case(words: ["parse", "p.html", "--jobs", "none"], status: 2, says: ["--jobs", "\"none\""]),
    Case(words: ["ingest", "gone.html"], status: 2, says: ["gone.html does not exist"]),
    Case(words: ["ingest", "d"], files: ["d/t.csv": "x"], status: 2, says: ["d holds no pages"]),
    Case(
      words: ["ingest", "p.html", "--source", "evay"], files: ["p.html": "x"], status: 2,
      says: ["no source is called \"evay\"", "ebay-search"]),
    Case(
      words: ["ingest", "p.html", "--fetched-at", "yesterday"], files: ["p.html": "x"], status: 2,
      says: ["--fetched-at", "\"yesterday\""]),
    Case(words: ["ingest", "e.html"], files: ["e.html": ""], status: 4, says: ["e.html is empty"]),
    Case(
      words: ["ingest", "a.arc"], files: ["a.arc": "filedesc://a.arc 0.0.0.0 20200101000000 text/plain 9\n1 0 A\n\n"],
      status: 4, says: ["a.arc is an ARC file", "warcio recompress"]),
    Case(
      words: ["ingest", "a.data"], files: ["a.data": "WARC/1.0\r\nContent-Length: 0\r\n\r\n"], status: 4,
      says: ["a.data is a WARC archive", ".warc.gz"]),
    Case(words: ["ingest", "e.html", "--workspace", "e.html"], files: ["e.html": ""], status: 2, says: ["e.html"]),
    Case(words: ["parse"], status: 2, says: ["parse needs a file or a folder"]),
    Case(words: ["load"], status: 2, says: ["load needs a file"]),
    Case(words: ["load", "gone.ndjson"], status: 2, says: ["gone.ndjson does not exist"]),
    Case(words: ["dump"], status: 2, says: ["workspace/aftermarket.sqlite does not exist", "aftermarket ingest"]),
    Case(words: ["rebuild"], status: 2, says: ["workspace/archive does not exist"]),
    Case(words: ["analyze", "--as-of", "soon"], status: 2, says: ["--as-of takes a day", "\"soon\""]),
    Case(words: ["query", "no-such-query"], status: 2, says: ["no-such-query", "latest-prices"]),
    Case(words: ["fetch", "ecb"], status: 2, says: ["AFTERMARKET_CONTACT"]),
    Case(words: ["doctor", "--pipelines", "nowhere"], status: 2, says: []),
    Case(words: ["sources", "--pipelines", "nowhere"], status: 2, says: ["nowhere/sources is not a folder"]),
  ]

  @Test(arguments: cases)
  func `bad input ends with its code and one clear line`(_ given: Case) async throws {
    let scratch = try Scratch()
    for (name, text) in given.files { try scratch.write(text, to: name) }
    let outcome = try await Program.run(given.words, in: scratch)
    #expect(outcome.status == given.status, "\(outcome)")
    guard !given.says.isEmpty else { return }
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    for part in given.says { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
  }

  @Test func `a gzip file that is cut off is named, and the others are loaded`() async throws {
    let scratch = try Scratch()
    try scratch.write(Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c]), to: "in/cut.html.gz")
    try scratch.write(Page.auction, to: "in/good.html")
    let outcome = try await Program.run(
      "ingest", "in", "--source", "avito", "--fetched-at", "2025-07-14T20:00:00Z", in: scratch)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.errorLines.filter { $0.contains("in/cut.html.gz") }.count == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("1 unreadable") && outcome.output.contains("1 listings"), "\(outcome.output)")
  }

  @Test func `a page that no source recognizes is set aside and kept`() async throws {
    let scratch = try Scratch()
    try scratch.write("<html><title>A letter</title><p>Dear reader</p></html>", to: "letter.html")
    let outcome = try await Program.run("ingest", "letter.html", in: scratch)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains("unrecognized"), "\(outcome.errors)")
    #expect(scratch.names(in: "workspace/archive").count == 1)
    let rows = try await Program.run("query", "SELECT count(*) AS n FROM listing", "--format", "csv", in: scratch)
    #expect(rows.output.split(whereSeparator: \.isNewline).last == "0", "\(rows)")
  }

  @Test func `an unknown key of a configuration is named by file, line and path`() async throws {
    let scratch = try Scratch()
    let pipelines = try scratch.pipelines()
    let text = String(decoding: try scratch.read("pipelines/sources/ecb.json5"), as: UTF8.self)
    try scratch.write(
      text.replacingOccurrences(of: "  fetch: {\n", with: "  fetch: {\n    dalay: 3,\n"),
      to: "pipelines/sources/ecb.json5")
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(of: "  fetch: {").map { $0 + 2 }
    let outcome = try await Program.run("sources", "--pipelines", pipelines, in: scratch)
    #expect(outcome.status == 2 && outcome.errorLines.count == 1, "\(outcome)")
    #expect(outcome.errors.contains("sources/ecb.json5:\(line ?? 0)"), "\(outcome.errors)")
    #expect(outcome.errors.contains("/fetch") && outcome.errors.contains("dalay"), "\(outcome.errors)")
  }

  @Test func `a database of a newer program is left as it is`() async throws {
    let scratch = try Scratch()
    try scratch.write(Page.auction, to: "p.html")
    #expect(try await Program.run("ingest", "p.html", "--source", "avito", in: scratch).status == 0)
    var bytes = try scratch.read("workspace/aftermarket.sqlite")
    bytes[63] = 99  // The last byte of user_version in the header of the file.
    try scratch.write(bytes, to: "workspace/aftermarket.sqlite")
    for words in [["ingest"], ["status"], ["dump"]] {
      let outcome = try await Program.run(words, in: scratch)
      #expect(outcome.status == 3 && outcome.errorLines.count == 1, "\(words): \(outcome)")
      #expect(outcome.errors.contains("schema 99"), "\(outcome.errors)")
    }
    #expect(try scratch.read("workspace/aftermarket.sqlite") == bytes)
  }

  @Test func `a workspace that another run holds is busy`() async throws {
    let scratch = try Scratch()
    try scratch.write(Page.auction, to: "p.html")
    try FileSystem.makeFolders(scratch.path("workspace/archive"))
    let lock = try FileLock(scratch.path("workspace/lock"))
    for words in [["ingest", "p.html"], ["rebuild"], ["load", "-"]] {
      let outcome = try await Program.run(words, in: scratch)
      #expect(outcome.status == 5 && outcome.errorLines.count == 1, "\(words): \(outcome)")
      #expect(outcome.errors.contains("workspace/lock"), "\(outcome.errors)")
    }
    try lock.release()
    #expect(try await Program.run("ingest", "p.html", "--source", "avito", in: scratch).status == 0)
  }
}
