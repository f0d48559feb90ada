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
  private func files(with text: String, in scratch: Scratch) async throws -> String {
    try await Program.shell(
      "for f in $(find workspace copy.sqlite -type f); do case $f in *.gz) zcat $f;; *) cat $f;; esac | grep -qaF '\(text)' && echo $f; done; true",
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
