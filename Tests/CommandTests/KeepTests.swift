import Foundation
import Outside
import Testing

/// What leaves the workspace, and what was set aside in it.
struct KeepTests {
  private func load(_ title: String, in scratch: Scratch) async throws {
    try scratch.write(Page.page(title: title), to: "p.html")
    let outcome = try await Program.run(
      "ingest", "p.html", "--source", "avito", "--fetched-at", "2025-09-30T20:00:00Z", in: scratch)
    #expect(outcome.status <= 1, "\(outcome)")
  }

  @Test func `X2 an export neutralizes formulas, leaves numbers alone and counts with digests`() async throws {
    let scratch = try Scratch()
    try await load("=HYPERLINK(\"http://x\") RTX 3090, 24GB", in: scratch)
    #expect(try await Program.run("export", "out", in: scratch).status == 0)
    let listing = String(decoding: try scratch.read("out/listing.csv"), as: UTF8.self)
    #expect(listing.contains("\"'=HYPERLINK(\"\"http://x\"\") RTX 3090, 24GB\""), "\(listing)")
    #expect(listing.contains("\r\n"))
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: scratch.read("out/manifest.json")) as? [String: Any])
    let tables = try #require(manifest["tables"] as? [[String: Any]])
    #expect(tables.first { $0["table"] as? String == "listing" }?["rows"] as? Int == 1)
    // What leaves the house says of which day and rules it is, and on what terms.
    let sources = try #require(manifest["sources"] as? [[String: Any]])
    #expect(sources.contains { $0["allowed_uses"] is String && $0["terms"] is String }, "\(sources)")
    #expect((manifest["pipelines_sha256"] as? String)?.count == 64 && manifest["version"] is String, "\(manifest)")
    for table in tables {
      let file = try #require(table["file"] as? String)
      let sum = try await Program.shell("sha256sum out/\(file)", in: scratch)
      #expect(sum.output.hasPrefix(try #require(table["sha256"] as? String)), "\(file)")
    }
    // Again: the earlier export is replaced; what is no export is not touched.
    #expect(try await Program.run("export", "out", "--format", "ndjson", in: scratch).status == 0)
    #expect(!scratch.names(in: "out").contains("listing.csv") && scratch.names(in: ".").contains("out"))
    try scratch.write("mine", to: "other/letter.txt")
    let refused = try await Program.run("export", "other", in: scratch)
    #expect(refused.status == 2 && scratch.names(in: "other") == ["letter.txt"], "\(refused)")
  }

  @Test func `X4 each line of an export as NDJSON is one object`() async throws {
    let scratch = try Scratch()
    try await load("RTX 3090\u{2028}24GB", in: scratch)
    #expect(try await Program.run("export", "out", "--format", "ndjson", in: scratch).status == 0)
    for name in scratch.names(in: "out") where name.hasSuffix(".ndjson") {
      for line in try scratch.read("out/\(name)").split(separator: 0x0A) {
        #expect(try JSONSerialization.jsonObject(with: line) is [String: Any], "\(name)")
      }
    }
  }

  @Test func `a backup says the same and is not written over without leave`() async throws {
    let scratch = try Scratch()
    try await load("RTX 3090 24GB", in: scratch)
    let made = try await Program.run("backup", "copy/aftermarket.sqlite", in: scratch)
    #expect(made.status == 2, "there is no such folder: \(made)")
    try scratch.write("", to: "copy/note")
    #expect(try await Program.run("backup", "copy/aftermarket.sqlite", in: scratch).status == 0)
    #expect(try await Program.dump("copy", in: scratch) == Program.dump(in: scratch))
    let again = try await Program.run("backup", "copy/aftermarket.sqlite", in: scratch)
    #expect(again.status == 2 && again.errors.contains("--force"), "\(again)")
    #expect(try await Program.run("backup", "copy/aftermarket.sqlite", "--force", in: scratch).status == 0)
    #expect(scratch.names(in: "copy").filter { $0.hasPrefix("aftermarket") } == ["aftermarket.sqlite"])
  }

  @Test func `what was set aside is counted by reason, and replayed when it passes now`() async throws {
    let scratch = try Scratch()
    try await load("RTX 3090 24GB", in: scratch)
    let raw =
      #"{"type":"listing","source":"avito","key":"5","title":"RTX 3080 10GB","provenance":{"fetched_at":"2025-09-30T20:00:00Z"}}"#
    let quoted = String(decoding: try JSONEncoder().encode(raw), as: UTF8.self)
    let line =
      #"{"type":"quarantine","stage":"normalize","code":"title_missing","message":"no word","source":"avito","record":"#
    try scratch.write("\(line)\(quoted)}\n\(line)\"not JSON\"}\n", to: "aside.ndjson")
    #expect(try await Program.run("load", "aside.ndjson", in: scratch).status == 1)
    let listed = try await Program.run("quarantine", "--json", in: scratch)
    let row = try #require(try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [String: Any])
    #expect(
      row["code"] as? String == "title_missing" && row["lines"] as? Int == 2 && row["sources"] as? String == "avito")
    #expect(row["since"] as? String == "2025-09-30T20:00:00Z")
    let replay = try await Program.run("quarantine", "replay", in: scratch)
    #expect(replay.status == 1 && replay.output.contains("2 lines replayed: 1 loaded, 1 still set aside"), "\(replay)")
    let keys = try await Program.run(
      "query", "SELECT source_key FROM listing ORDER BY 1", "--format", "csv", in: scratch)
    #expect(keys.output.split(whereSeparator: \.isNewline) == ["source_key", "5", "77"], "\(keys)")
    let left = try await Program.run("quarantine", "list", "--code", "title_missing", "--json", in: scratch)
    #expect(left.output.split(separator: "\n").count == 1, "\(left)")
  }

  @Test func `changes tell what came and which price moved`() async throws {
    let scratch = try Scratch()
    for day in ["day-2025-07-15", "day-2025-08-05"] {
      let pages = "\(Program.root)/fixtures/pages/ebay-search/\(day)"
      #expect(try await Program.run("ingest", pages, in: scratch).status == 0)
    }
    let outcome = try await Program.run("changes", "--json", in: scratch)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(json["since"] as? String == "2025-08-05")
    let moves = try #require(json["price_moves"] as? [[String: Any]])
    #expect(moves.contains { $0["previous_minor"] as? Int == 1_490_000 && $0["price_minor"] as? Int == 1_525_000 })
    let lines = try await Program.run("changes", "--ndjson", in: scratch)
    let kinds = try lines.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])["change"] as? String
    }
    #expect(
      kinds.contains("price_move")
        && kinds.count
          == ["new", "gone", "price_moves", "levels", "effects"].map {
            (json[$0] as? [Any])?.count ?? -1
          }.reduce(0, +)
    )
    let all = try await Program.run("changes", "--since", "2025-07-15", in: scratch)
    #expect(all.output.contains("188600000011") && all.output.hasPrefix("since  2025-07-15\nnew\n  - "), "\(all)")
  }
}
