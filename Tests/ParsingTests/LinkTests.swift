import Records
import Testing

@testable import Parsing

/// The links that a source declares, read from its pages.
struct LinkTests {
  private static let address = "https://shop.example/list/gpu?p=1"

  private static func source(_ fetch: String, read: String = html) throws -> SourceDefinition {
    let text = """
      { name: "shop", title: "Shop", kind: "marketplace", access: "nightly", url: "https://shop.example/", terms: "t",
        robots: "r", auth: "none", allowed_uses: ["analysis"], recognize: { hosts: ["shop.example"] },
        fetch: { urls: ["https://shop.example/list/gpu"], \(fetch) }, read: \(read) }
      """
    return try SourceDefinition(json5: Array(text.utf8), file: "shop.json5")
  }

  private static let html =
    #"{ format: "html", layouts: [{ name: "l", rows: "li", fields: { key: "@id", title: "b" } }] }"#
  private static let json =
    #"{ format: "json", layouts: [{ name: "l", rows: "/items", fields: { key: "/id", title: "/name" } }] }"#

  private static func links(
    _ body: String, _ fetch: String, read: String = html, url: String? = address, status: Int? = nil
  ) throws -> PageLinks {
    var page = Project.page(body, url: url)
    page.status = status
    return try PageParser(sources: [source(fetch, read: read)]).parse(page, as: SourceID("shop")).links
  }

  /// A usable page with this markup in it.
  private static func list(_ markup: String, head: String = "") -> String {
    "<head>\(head)</head><ul><li id=1><b>A100</b></ul>\(markup)"
  }

  @Test(
    arguments: [
      ("/x?p=2", "https://shop.example/x?p=2"), ("?p=2", "https://shop.example/list/gpu?p=2"),
      ("2", "https://shop.example/list/2"), ("./2", "https://shop.example/list/2"),
      ("../2?a=../b", "https://shop.example/2?a=../b"), ("/a/../../b/./c/..", "https://shop.example/b/"),
      ("//cdn.example/x", "https://cdn.example/x"), ("HTTPS://Shop.example/x", "HTTPS://Shop.example/x"),
      (" /x?p=2 ", "https://shop.example/x?p=2"), ("/x?a=1&amp;b=2", "https://shop.example/x?a=1&b=2"),
      ("#", nil), ("", nil), ("javascript:void(0)", nil), ("mailto:a@shop.example", nil), ("data:text/html,x", nil),
      ("file:///etc/passwd", nil), ("ftp://shop.example/x", nil), ("//", nil),
      ("https://evil.example/x", "https://evil.example/x"),
    ] as [(String, String?)])
  func `a next link is resolved against the page`(href: String, address: String?) throws {
    let body = Self.list("<a rel=prev href=/0>back</a><a rel=next href='\(href)'>on</a>")
    #expect(try Self.links(body, #"pagination: { next: "a[rel=next]@href" }"#).next == address)
  }

  @Test(arguments: [
    ("/base/", "https://shop.example/base/x"), ("https://SHOP.example/b/", "https://SHOP.example/b/x"),
    ("https://evil.example/", "https://shop.example/list/x"), ("//evil.example/", "https://shop.example/list/x"),
    ("javascript:1", "https://shop.example/list/x"), ("", "https://shop.example/list/x"),
  ])
  func `a base counts on the page's own host only`(base: String, address: String) throws {
    let body = Self.list("<a rel=next href=x>on</a>", head: "<base href='\(base)'>")
    #expect(try Self.links(body, #"pagination: { next: "a[rel=next]" }"#).next == address)
  }

  @Test func `alternatives come in order, and a filter passes over what does not fit`() throws {
    let body = Self.list("<a class=p href=/1>1</a><a class=p href=/more/2>2</a><link rel=next href=/3>")
    let first = #"pagination: { next: [{ select: "a.p@href", contains: ["more"] }, "link@href"] }"#
    #expect(try Self.links(body, first).next == "https://shop.example/more/2")
    let second = #"pagination: { next: [{ select: "a.p@href", contains: ["none"] }, "link@href"] }"#
    #expect(try Self.links(body, second).next == "https://shop.example/3")
  }

  @Test(arguments: [#""a.item""#, #"{ xpath: "//a[@class='item']/@href" }"#])
  func `links to items come once each, in page order`(details: String) throws {
    let long = "/" + String(repeating: "x", count: 2_048)
    let body = Self.list(
      "<a class=item href=/b>b</a><a class=item href=/a>a</a><a class=item href=/b>b</a><a class=item href='#'>x</a>"
        + "<a class=item href='javascript:x'>x</a><a class=item href='\(long)'>x</a>")
    #expect(
      try Self.links(body, "details: \(details)").details == ["https://shop.example/b", "https://shop.example/a"])
  }

  @Test func `an XPath says where the next page is`() throws {
    let body = Self.list("<p><a href=/2>2</a> <a href=/3>older</a></p>")
    let links = try Self.links(body, #"pagination: { next: { xpath: "//a[text()='older']/@href" } }"#)
    #expect(links == PageLinks(next: "https://shop.example/3"))
  }

  @Test func `a JSON page says by pointers where it leads`() throws {
    let body = """
      {"items": [{"id": 1, "name": "A100", "href": "/i/1"}, {"id": 2, "name": "H100", "href": "/i/2"}],
       "next_page_url": "https://shop.example/list?page=2&x=%5B%5D", "meta": {"after": "t3_x=="}}
      """
    let next = #"pagination: { next: { pointer: "/next_page_url" } }, details: { pointer: "/items/*/href" }"#
    #expect(
      try Self.links(body, next, read: Self.json)
        == PageLinks(
          next: "https://shop.example/list?page=2&x=%5B%5D",
          details: ["https://shop.example/i/1", "https://shop.example/i/2"]))
    let cursor = #"pagination: { cursor: { read: "/meta/after", parameter: "after" } }"#
    #expect(try Self.links(body, cursor, read: Self.json) == PageLinks(cursor: "t3_x=="))
    #expect(try Self.links(#"{"items": [{"id": 1, "name": "A"}]}"#, next, read: Self.json) == .none)
    let null = #"{"items": [{"id": 1, "name": "A"}], "next_page_url": null}"#
    #expect(try Self.links(null, next, read: Self.json) == .none)
  }

  private static let rss = """
    <rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title><link>https://shop.example/</link>
    <atom:link rel="self" href="/feed"/><atom:link rel="next" href="/feed?page=2"/>
    <item><title>One</title><link> https://shop.example/1 </link><guid>1</guid><source><link>/no</link></source></item>
    <item><title>Two</title><link><![CDATA[https://shop.example/2]]></link><guid>2</guid></item></channel></rss>
    """
  private static let atom = """
    <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><link rel="next" href="?page=2"/><id>f</id>
    <entry><title>One</title><id>1</id><link href="/1"/></entry>
    <entry><title>Two</title><id>2</id><link href="/2"/></entry></feed>
    """

  @Test(arguments: [
    (rss, #"pagination: { next: "atom:link[rel=next]@href" }, details: "link""#, "https://shop.example/feed?page=2"),
    (
      atom, #"pagination: { next: "link[rel=next]@href" }, details: ["link", "link@href"]"#,
      "https://shop.example/list/gpu?page=2"
    ),
  ])
  func `a feed leads to its articles and its next page`(feed: String, fetch: String, next: String) throws {
    #expect(
      try Self.links(feed, fetch, read: #"{ format: "feed" }"#)
        == PageLinks(next: next, details: ["https://shop.example/1", "https://shop.example/2"]))
  }

  @Test(arguments: [
    (#"details: "a > b c""#, #"{ format: "feed" }"#), (#"details: "a:hover""#, html),
    (#"pagination: { next: { xpath: "//a[" } }"#, html),
  ])
  func `a place that is not understood names its source`(fetch: String, read: String) throws {
    let source = try Self.source(fetch, read: read)
    #expect(throws: ParsingFailure.self) { try PageParser(sources: [source]) }
  }

  @Test func `a page that cannot be used leads nowhere`() throws {
    let rule = #"pagination: { next: "a@href" }"#
    #expect(try Self.links("<p>nothing</p><a href=/2>on</a>", rule) == .none)
    #expect(try Self.links(Self.list("<a href=/2>on</a>"), rule, status: 503).next == "https://shop.example/2")
  }

  @Test func `a source that declares no links has no reader for them`() throws {
    #expect(try LinkReader(Self.source("")) == nil)
    #expect(try LinkReader(Self.source(#"pagination: { number: { parameter: "p" } }"#)) == nil)
  }

  @Test(
    arguments: [
      ("<ul><li id=1><b>A100</b></ul><a href=/2>on</a>", .unchanged, 1, "https://shop.example/2"),
      ("", .unchanged, 0, nil), ("<p>all is new</p>", .drifted, 0, nil),
    ] as [(String, PageLine.Verdict, Int, String?)])
  func `what did not change is read again from its body, where that was put in`(
    body: String, verdict: PageLine.Verdict, records: Int, next: String?
  ) throws {
    var page = Project.page(body, url: Self.address)
    page.status = 304
    let parser = try PageParser(sources: [Self.source(#"pagination: { next: "a@href" }"#)])
    let parsed = parser.parse(page, as: SourceID("shop"))
    #expect(parsed.line.verdict == verdict)
    #expect(parsed.records.count == records && parsed.links.next == next)
  }
}
