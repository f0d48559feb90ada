import Parsing
import Records
import Testing

/// Pages that come in place of an article, and reports that are the same by two ways.
struct WallTests {
  private static func parse(_ html: String, url: String = "https://news.example/a") throws -> ParsedPage {
    let time = try #require(Instant(rfc3339: "2025-09-01T00:00:00Z"))
    return try Project.parser().parse(Project.page(Array(html.utf8), url: url, at: time), as: SourceID("news-rss"))
  }

  private static let long = String(
    repeating: "<p>A rebuilt box sells for about half of what a new server costs, dealers said.</p>", count: 20)

  @Test(arguments: [
    (
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"H20\",\"isAccessibleForFree\":false}</script><h1>H20</h1>",
      "login"
    ),
    (
      "<meta property=\"og:type\" content=\"article\"><h1>H20</h1><p>Orders have stalled since July.</p><p>Subscribe to continue reading</p>",
      "login"
    ),
    ("<h1>Chip H20</h1><p>Đơn hàng chững lại.</p><p>Đăng nhập để đọc tiếp</p>", "login"),
    (
      "<title>Before you continue</title><h1>Before you continue to News</h1><p>We value your privacy.</p><button>Accept</button>",
      "blocked"
    ),
    (
      "<h1>Your choice</h1><p>We and our partners process data, such as store and/or access information on a device.</p>",
      "blocked"
    ),
    (
      "<meta property=\"og:type\" content=\"article\"><h1>H20</h1>\(long)<div><p>Already a subscriber? We value your privacy.</p></div>",
      "parsed"
    ),
  ])
  func `a wall before an article is told from an article`(html: String, verdict: String) throws {
    let parsed = try Self.parse("<html><body>\(html)</body></html>")
    #expect(parsed.line.verdict.rawValue == verdict, "\(parsed.line)")
    #expect(parsed.records.isEmpty == (verdict != "parsed"))
  }

  @Test
  func `an item of a feed and its page have one key`() throws {
    let feed = """
      <rss version="2.0"><channel><title>News</title><item><title>H20</title><guid isPermaLink="false">n-1</guid>
      <link>http://www.news.example/a/?utm_source=rss&amp;id=7</link></item></channel></rss>
      """
    let page = """
      <html><head><link rel="canonical" href="https://news.example/a?id=7"><meta property="og:type" content="article">
      </head><body><h1>H20</h1>\(Self.long)</body></html>
      """
    let keys = try [feed, page].map { text -> String? in
      guard case .report(let report)? = try Self.parse(text, url: "https://news.example/a?id=7&fbclid=x").records.first
      else { return nil }
      return report.key
    }
    #expect(keys == ["https://news.example/a?id=7", "https://news.example/a?id=7"])
  }
}
