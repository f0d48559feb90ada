import Parsing
import Records
import Testing

/// Where the pages of the project's own sources lead.
struct SourceLinkTests {
  @Test(
    arguments: [
      ("federal-register", "documents/page.json", "&page=2"), ("federal-register", "second-page/page.json", nil),
      ("federal-register", "empty/page.json", nil), ("ebay-browse", "search/page.json", "&offset=200"),
      ("ebay-browse", "second-page/page.json", nil), ("ebay-browse", "empty/page.json", nil),
    ] as [(String, String, String?)])
  func `a page that has a next one leads to it`(source: String, path: String, end: String?) throws {
    let page = Project.page(try Project.bytes("fixtures/pages/\(source)/\(path)"))
    let next = try Project.parser().parse(page, as: SourceID(source)).links.next
    #expect(end == nil ? next == nil : next?.hasSuffix(end ?? "") == true, "\(next ?? "nowhere")")
  }

  @Test(arguments: [
    ("padded/page.xml", ["https://news.example.org/a100-boxes"]), ("atom/page.html", ["https://blog.example.org/v100"]),
    ("article/page.html", []), ("challenge/page.html", []),
  ])
  func `a news feed leads to its articles, and an article nowhere`(path: String, addresses: [String]) throws {
    let page = Project.page(try Project.bytes("fixtures/pages/news-rss/\(path)"), url: "https://news.example.org/f")
    #expect(try Project.parser().parse(page, as: SourceID("news-rss")).links.details == addresses)
  }
}
