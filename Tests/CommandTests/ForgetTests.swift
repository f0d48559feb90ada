import Foundation
import Outside
import Testing

/// What `forget` and `prune` take away, and that it stays away.
struct ForgetTests {
  private static let line = "https://www.ebay.com/itm/188600000011"

  private func workspace() async throws -> Scratch {
    let scratch = try Scratch()
    for day in ["day-2025-07-15", "day-2025-08-05"] {
      let pages = "\(Program.root)/fixtures/pages/ebay-search/\(day)"
      #expect(try await Program.run("ingest", pages, in: scratch).status == 0)
    }
    return scratch
  }

  private func count(_ sql: String, in scratch: Scratch) async throws -> Int? {
    let told = try await Program.run("query", sql, "--format", "csv", in: scratch)
    return told.output.split(whereSeparator: \.isNewline).last.flatMap { Int($0) }
  }

  /// Files of the workspace that hold a text, archives unpacked.
  private func files(
    with text: String, in scratch: Scratch, under places: String = "workspace copy.sqlite"
  ) async throws -> String {
    try await Program.shell(
      "for f in $(find \(places) -type f); do case $f in *.gz) zcat $f;; *) cat $f;; esac | grep -qaF '\(text)' && echo $f; done; true",
      in: scratch
    ).output
  }

  @Test func `a listing that is forgotten is gone from archive, database and backups, and stays out`() async throws {
    let scratch = try await workspace()
    #expect(try await Program.run("backup", "copy.sqlite", in: scratch).status == 0)
    let others = try #require(try await count("SELECT count(*) AS n FROM listing", in: scratch)) - 1
    #expect(try await files(with: "188600000011", in: scratch) != "")
    let told = try await Program.run("forget", Self.line, in: scratch)
    #expect(told.status == 0, "\(told)")
    #expect(try await files(with: "188600000011", in: scratch) == "", "\(told)")
    #expect(try await count("SELECT count(*) AS n FROM listing", in: scratch) == others)
    let verified = try await Program.run("verify", in: scratch)
    #expect(verified.status == 0, "\(verified)")
    let dump = try await Program.dump(in: scratch)
    #expect(try await Program.run("rebuild", in: scratch).status == 0)
    #expect(try await Program.dump(in: scratch) == dump)
    _ = try await Program.run("ingest", "\(Program.root)/fixtures/pages/ebay-search", in: scratch)
    #expect(try await count("SELECT count(*) AS n FROM listing WHERE source_key = '188600000011'", in: scratch) == 0)
    #expect(try await files(with: "188600000011", in: scratch) == "")
  }

  @Test(arguments: [true, false])
  func `a seller who is forgotten is gone, also from what a migration left beside the database`(
    _ isByName: Bool
  ) async throws {
    let name = "\u{6837}\u{672C}\u{5356}\u{5BB6}"
    let scratch = try Scratch()
    let ingested = try await Program.run("ingest", "\(Program.root)/fixtures/pages/xianyu/search", in: scratch)
    #expect(ingested.status == 0, "\(ingested)")
    let told = try await Program.run(
      "query",
      "SELECT seller_hash FROM listing WHERE seller_hash IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
      "--format", "csv", in: scratch)
    let hash = try #require(told.output.split(whereSeparator: \.isNewline).last.map(String.init))
    let others = try #require(
      try await count("SELECT count(*) AS n FROM listing WHERE seller_hash IS NOT '\(hash)'", in: scratch))
    // One as this program writes it, one of a schema that it does not read any more.
    _ = try await Program.shell(
      "cd workspace && cp aftermarket.sqlite aftermarket.sqlite.schema-8.backup && "
        + "cp \(Program.root)/fixtures/databases/v3.sqlite aftermarket.sqlite.schema-3.backup", in: scratch)
    #expect(try await files(with: hash, in: scratch, under: "workspace") != "")
    let forgotten = try await Program.run("forget", isByName ? name : hash, in: scratch)
    #expect(forgotten.status == 0, "\(forgotten)")
    let tombstones = "workspace/forgotten.ndjson"
    let left = try await files(with: hash, in: scratch, under: "workspace ! -path \(tombstones)")
    #expect(left == "", "\(forgotten)")
    #expect(try await files(with: name, in: scratch, under: "workspace") == "", "\(forgotten)")
    #expect(!scratch.names(in: "workspace").contains { $0.contains(".schema-") })
    #expect(try await count("SELECT count(*) AS n FROM listing", in: scratch) == others)
    let dump = try await Program.dump(in: scratch)
    #expect(try await Program.run("verify", in: scratch).status == 0)
    #expect(try await Program.run("rebuild", in: scratch).status == 0)
    #expect(try await Program.dump(in: scratch) == dump)
  }

  @Test func `a forget that is killed is completed by giving it again`() async throws {
    let scratch = try await workspace()
    _ = try await Program.shell("cp -r workspace whole", in: scratch)
    #expect(try await Program.run("forget", Self.line, "--workspace", "whole", in: scratch).status == 0)
    let expected = try await Program.dump("whole", in: scratch)
    for milliseconds in [20, 60, 120, 200, 300] {
      _ = try await Program.shell("rm -rf killed && cp -r workspace killed", in: scratch)
      _ = try await Program.run(
        "forget", Self.line, "--workspace", "killed", in: scratch, killedAfter: .milliseconds(milliseconds))
      let told = try await Program.run("forget", Self.line, "--workspace", "killed", in: scratch)
      #expect(told.status == 0, "\(milliseconds): \(told)")
      #expect(try await files(with: "188600000011", in: scratch, under: "killed") == "", "\(milliseconds)")
      #expect(try await Program.dump("killed", in: scratch) == expected, "\(milliseconds)")
      #expect(try await Program.run("verify", "--workspace", "killed", in: scratch).status == 0, "\(milliseconds)")
    }
  }

  @Test func `a page that is forgotten takes its prices along and leaves those of other pages`() async throws {
    let scratch = try Scratch()
    for (name, day) in [("a", "01"), ("b", "02")] {
      try scratch.write(Page.page(title: "RTX 3090 24GB"), to: "\(name).html")
      try scratch.write(
        "file\tsource\turl\tfetched_at\n\(name).html\tavito\thttps://www.avito.ru/\(name)\t2025-09-\(day)T20:00:00Z\n",
        to: "\(name).tsv")
      #expect(try await Program.run("ingest", "--manifest", "\(name).tsv", in: scratch).status == 0)
    }
    let told = try await Program.run("forget", "https://www.avito.ru/b", in: scratch)
    #expect(told.status == 0, "\(told)")
    #expect(try await count("SELECT count(*) AS n FROM page", in: scratch) == 1)
    #expect(
      try await count(
        "SELECT count(*) AS n FROM listing WHERE last_seen_at = '2025-09-01T20:00:00Z'", in: scratch) == 1)
    #expect(try await Program.run("verify", in: scratch).status == 0)
  }

  @Test func `rows of a spec table go with their page and come back from an earlier one`() async throws {
    let scratch = try Scratch()
    let page = "\(Program.root)/fixtures/pages/parts-table/video-cards/page.html"
    for (name, day) in [("a", "01"), ("b", "02")] {
      _ = try await Program.shell("cp \(page) \(name).html", in: scratch)
      try scratch.write(
        "file\tsource\turl\tfetched_at\n\(name).html\tparts-table\thttps://parts.example/\(name)\t"
          + "2025-09-\(day)T20:00:00Z\n", to: "\(name).tsv")
      #expect(try await Program.run("ingest", "--manifest", "\(name).tsv", in: scratch).status == 0)
    }
    let rows = try #require(try await count("SELECT count(*) AS n FROM part_spec", in: scratch))
    #expect(rows > 0)
    let latest = "SELECT count(*) AS n FROM part_spec WHERE last_seen_at = '2025-09-0DT20:00:00Z'"
    #expect(try await Program.run("forget", "https://parts.example/b", in: scratch).status == 0)
    #expect(try await count(latest.replacingOccurrences(of: "0D", with: "01"), in: scratch) == rows)
    #expect(try await Program.run("forget", "https://parts.example/a", in: scratch).status == 0)
    #expect(try await count("SELECT count(*) AS n FROM part_spec", in: scratch) == 0)
    #expect(try await count("SELECT count(*) AS n FROM part_spec_value", in: scratch) == 0)
    #expect(try await Program.run("verify", in: scratch).status == 0)
  }

  @Test func `pages past their retention go, and what was read from them stays`() async throws {
    let scratch = try await workspace()
    let dump = try await Program.dump(in: scratch)
    let dry = try await Program.run("prune", "--dry-run", "--as-of", "2027-01-01", in: scratch)
    #expect(dry.status == 0 && dry.output.contains("source      ebay-search"), "\(dry)")
    #expect(try await files(with: "<html", in: scratch) != "")
    let told = try await Program.run("prune", "--as-of", "2027-01-01", in: scratch)
    #expect(told.status == 0 && told.output.contains("pages_removed"), "\(told)")
    #expect(try await files(with: "<html", in: scratch) == "", "\(told)")
    #expect(try await Program.dump(in: scratch) == dump)
    #expect(try await Program.run("verify", in: scratch).status == 0)
    #expect(try await Program.run("rebuild", in: scratch).status == 0)
    #expect(try await Program.dump(in: scratch) == dump)
  }
}
