import Foundation
import Outside
import Testing

/// The program as a whole against real pages.
@Suite(.enabled(if: NormalizingCorpora.folder != nil, "AFTERMARKET_CORPORA is not set"))
struct WholeGate {
  func corpus(_ name: String) throws -> String { try #require(NormalizingCorpora.folder) + "/" + name }

  func rows(_ sql: String, _ workspace: String, _ scratch: Scratch) async throws -> [String] {
    let outcome = try await Program.run(
      "query", sql, "--format", "csv", "--workspace", workspace, in: scratch)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
  }

  @Test func `a block page is told as one and ends no listing`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("ingest", Program.root + "/fixtures/pages/ebay-search", in: scratch)
    let state = "SELECT count(*), count(ended_at), min(last_seen_at), max(last_seen_at) FROM listing"
    let before = try await rows(state, "workspace", scratch)
    let outcome = try await Program.run(
      "ingest", try corpus("blocked"), "--fetched-at", "2025-09-30T06:00:00Z", in: scratch)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("2 blocked"), "\(outcome)")
    #expect(try await rows(state, "workspace", scratch) == before)
  }

  /// Consecutive observations of an ad whose price differs; no price and "negotiable" are states of their own.
  static let changes = """
    WITH told AS (
      SELECT listing_id, observed_at, coalesce(price_minor, -1) || ' ' || coalesce(low_minor, -1) || ' ' ||
        coalesce(high_minor, -1) || ' ' || coalesce(currency, '') || ' ' || coalesce(price_text, '') || negotiable AS now
      FROM observation),
    moved AS (
      SELECT listing_id, now, lag(now) OVER (PARTITION BY listing_id ORDER BY observed_at) AS before FROM told)
    SELECT count(*), count(DISTINCT listing_id) FROM moved WHERE now <> before
    """

  @Test func `twelve days of ads give their listings and price changes in any order`() async throws {
    let scratch = try Scratch()
    let manifest = try corpus("avito/pages.tsv")
    let first = try await Program.run("ingest", "--manifest", manifest, in: scratch)
    #expect(first.status <= 1, "\(first)")
    #expect(try await rows("SELECT count(*) FROM listing", "workspace", scratch) == ["2364"])
    #expect(try await rows(Self.changes, "workspace", scratch) == ["181,157"])
    let once = try await Program.dump("workspace", in: scratch)

    let again = try await Program.run("ingest", "--manifest", manifest, in: scratch)
    #expect(again.output.contains("12 known already"), "\(again)")
    #expect(try await Program.dump("workspace", in: scratch) == once)

    let lines = try String(contentsOfFile: manifest, encoding: .utf8).split(separator: "\n")
    let head = try #require(lines.first)
    let turned = try lines.dropFirst().reversed().map { try "\(corpus("avito"))/\($0)" }
    try scratch.write(([String(head)] + turned).joined(separator: "\n") + "\n", to: "turned.tsv")
    _ = try await Program.run("ingest", "--manifest", "turned.tsv", "--workspace", "turned", in: scratch)
    #expect(try await Program.dump("turned", in: scratch) == once)

    _ = try await Program.run("rebuild", in: scratch)
    #expect(try await Program.dump("workspace", in: scratch) == once)
  }

  @Test func `every item of the result pages is a listing, the ghost is none`() async throws {
    let scratch = try Scratch()
    let table = try String(contentsOfFile: corpus("ebay/records.tsv"), encoding: .utf8).split(separator: "\n")
    let fields = table.dropFirst().map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    let wanted = Set(fields.map { String($0[3]) }.filter { $0 != "123456" })
    #expect(wanted.count == 319)
    let pages = Set(fields.map { "\($0[0]).gz" })
    let words = try pages.sorted().map { try "\(corpus("ebay"))/\($0)" }
    let outcome = try await Program.run(
      ["ingest", "--source", "ebay-search", "--fetched-at", "2025-07-20T00:00:00Z"] + words, in: scratch)
    #expect(outcome.status <= 1, "\(outcome)")
    let found = Set(try await rows("SELECT source_key FROM listing", "workspace", scratch))
    #expect(wanted.subtracting(found).isEmpty, "missing: \(wanted.subtracting(found).sorted())")
    #expect(found.subtracting(wanted).isEmpty, "too many: \(found.subtracting(wanted).sorted())")
  }
}
