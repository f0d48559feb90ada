import Foundation
import Outside
import Testing

/// News reports, from a feed and a page to what is asked of them.
struct ReportTests {
  private static let address = "https://news.example/chips/used-boards"

  private static let feed = """
    <?xml version="1.0"?><rss version="2.0"><channel><title>Compute Desk</title><language>en</language>
    <item><title>Used boards</title><link>http://www.news.example/chips/used-boards/?utm_source=rss</link>
    <guid isPermaLink="false">cd-77</guid><pubDate>Mon, 20 Oct 2025 08:00:00 GMT</pubDate>
    <description>Dealers in the south say that rebuilt boards are gone within a day.</description></item></channel></rss>
    """

  private static let page = """
    <html lang="en"><head><title>Used boards - Compute Desk</title><link rel="canonical" href="\(address)">
    <meta property="og:type" content="article"><meta property="og:site_name" content="Compute Desk">
    <meta property="article:published_time" content="2025-10-20T08:00:00Z"></head><body><article><h1>Used boards</h1>
    <p>A rebuilt A100 accelerator sells for $7,500 per card, dealers in the south told us, and buyers are content.</p>
    <p>The A100, launched in 2020, has up to 80 GB of HBM2e memory, and the H100 is up to six times as fast as the A100 in training.</p>
    <p>\(String(repeating: "Boards leave the racks of data centers by the pallet and come back in other boxes. ", count: 12))</p>
    </article></body></html>
    """

  /// A workspace with the item of the feed and the page of the article, of two nights.
  private func workspace(pageFirst: Bool = false) async throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(Self.feed, to: "feed.xml")
    try scratch.write(Self.page, to: "page.html")
    let feed = ["feed.xml", "--fetched-at", "2025-10-20T20:00:00Z"]
    let page = ["page.html", "--fetched-at", "2025-10-21T20:00:00Z"]
    for words in pageFirst ? [page, feed] : [feed, page] {
      let outcome = try await Program.run(["ingest"] + words + ["--source", "news-rss"], in: scratch)
      #expect(outcome.status == 0, "\(outcome)")
    }
    return scratch
  }

  private func rows(_ sql: String, in scratch: Scratch) async throws -> [String] {
    let outcome = try await Program.run("query", sql, "--format", "csv", in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    return outcome.output.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
  }

  @Test(arguments: [false, true])
  func `an item of a feed and its page of another night are one report, whichever came first`(
    pageFirst: Bool
  ) async throws {
    let scratch = try await workspace(pageFirst: pageFirst)
    let reports = try await rows(
      "SELECT source_key, url, published_at, publisher, text LIKE '%rebuilt A100%' FROM market_report", in: scratch)
    #expect(reports == ["\(Self.address),\(Self.address),2025-10-20T08:00:00Z,Compute Desk,1"])
    #expect(try await rows("SELECT rank FROM report_version ORDER BY rank", in: scratch) == ["1", "3"])
    #expect(try await rows("SELECT family, low, unit, basis FROM report_quote", in: scratch).count == 1)
    #expect(try await rows("SELECT sum(reports) FROM mention_series WHERE family = 'A100'", in: scratch) == ["1"])
  }

  @Test func `the query of claims shows each with its check and report, and explain leads back to the bytes`()
    async throws
  {
    let scratch = try await workspace()
    let claims = try await Program.run("query", "claims", "--format", "csv", in: scratch)
    #expect(claims.status == 0)
    let lines = claims.output.split(whereSeparator: \.isNewline).map(String.init)
    #expect(lines.contains { $0.contains("A100,launch_year,2020 year") && $0.contains(",holds,") }, "\(lines)")
    #expect(lines.contains { $0.contains("H100,training_performance,up to 6 x more,A100,holds_if,") }, "\(lines)")
    #expect(lines.dropFirst().allSatisfy { $0.contains("Used boards") && $0.contains(Self.address) }, "\(lines)")
    let id = try #require(try await rows("SELECT report_id FROM market_report", in: scratch).first)
    for name in [id, Self.address] {
      let outcome = try await Program.run(["explain", "--json", name], in: scratch)
      #expect(outcome.status == 0, "\(outcome)")
      let answer = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      let page = try #require(answer["page"] as? [String: Any])
      #expect(page["verified"] as? Bool == true, "\(page)")
      #expect((page["archive"] as? String)?.hasSuffix(".warc.gz") == true && page["offset"] as? Int ?? 0 > 0)
      #expect((answer["place"] as? [String: Any])?["at"] as? String == "(//article)[1]", "\(answer)")
      let told = try #require(answer["report_claim"] as? [[String: Any]])
      #expect(told.contains { $0["verdict"] as? String == "holds_if" && ($0["text"] as? String)?.isEmpty == false })
    }
  }

  @Test func `an export leaves out texts and sentences of a source that does not allow them`() async throws {
    let scratch = try await workspace()
    #expect(try await Program.run("export", "out", in: scratch).status == 0)
    for name in scratch.names(in: "out") where name.hasSuffix(".csv") {
      let text = String(decoding: try scratch.read("out/\(name)"), as: UTF8.self)
      #expect(!text.contains("dealers in the south") && !text.contains("six times as fast"), "\(name)")
    }
    let quotes = String(decoding: try scratch.read("out/report_quote.csv"), as: UTF8.self)
    #expect(quotes.contains("A100") && quotes.contains("7500"), "\(quotes)")
    let manifest = String(decoding: try scratch.read("out/manifest.json"), as: UTF8.self)
    #expect(manifest.contains("\"withheld\":1"), "\(manifest)")
  }
}
