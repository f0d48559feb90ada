import Parsing
import Records
import Testing

/// Posts that offer several things, by the table of `fixtures/posts`.
struct PostTests {
  /// A row of the table.
  struct Case: Sendable, CustomTestStringConvertible {
    let json: JSON
    var testDescription: String { json["why"]?.string ?? "" }
  }

  static let cases: [Case] = {
    let bytes = (try? Project.bytes("fixtures/posts/cases.json")) ?? []
    return ((try? JSONReader.read(bytes))?.array ?? []).map { Case(json: $0) }
  }()

  /// The listings of a post, read as its source's pages are.
  private static func listings(_ post: JSON) throws -> [Listing] {
    let source = try #require(post["source"]?.string)
    let title = post["title"]?.string ?? "a post"
    let body = try #require(post["body"]?.string)
    let definition: SourceDefinition
    let page: Page
    if source == "board-zh" {
      definition = try SourceDefinition(
        json5: try Project.bytes("fixtures/posts/board-zh.json5"), file: "board-zh.json5")
      var writer = JSONWriter()
      writer.object { writer in
        writer.key("posts")
        writer.array { writer in
          writer.object { writer in
            writer.member("id", "p1")
            writer.member("title", title)
            writer.member("body", body)
          }
        }
      }
      page = Project.page(writer.bytes)
    } else {
      definition = try Project.source(source)
      page = Project.page(feed(title, body, isAtom: source.hasPrefix("reddit")))
    }
    let parsed = try PageParser(sources: [definition]).parse(page, as: definition.id)
    return parsed.records.compactMap { if case .listing(let listing) = $0 { listing } else { nil } }
  }

  private static func feed(_ title: String, _ body: String, isAtom: Bool) -> String {
    let escaped = body.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
      .split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
    let time = "<updated>2026-02-23T20:00:00+00:00</updated>"
    return isAtom
      ? "<feed><entry><id>p1</id><title>\(title)</title><link href=\"https://example.org/p1\"/>\(time)"
        + "<content type=\"html\">\(escaped) submitted by /u/sample</content></entry></feed>"
      : "<rss><channel><item><guid>p1</guid><title>\(title)</title><link>https://example.org/p1</link>"
        + "<pubDate>Tue, 09 Jun 2026 02:02:08 +0000</pubDate>"
        + "<content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\(escaped)</content:encoded>"
        + "</item></channel></rss>"
  }

  @Test func `the table is long enough to say something`() { #expect(Self.cases.count >= 40) }

  @Test(arguments: cases)
  func `a post becomes the items beside it`(_ example: Case) throws {
    let expected = example.json["items"]?.array ?? []
    let found = try Self.listings(example.json)
    guard !expected.isEmpty else {
      #expect(found.map(\.key) == ["p1"], "split into \(found.map(\.title))")
      return
    }
    #expect(found.map(\.key) == expected.indices.map { "p1#\($0 + 1)" })
    for (listing, item) in zip(found, expected) {
      #expect(listing.title == item["title"]?.string)
      #expect(listing.price == item["price"]?.string, "\(listing.title)")
      #expect(listing.quantityText == item["quantity_text"]?.string, "\(listing.title)")
      #expect((listing.status ?? .active).rawValue == item["status"]?.string ?? "active", "\(listing.title)")
      if let side = item["side"]?.string { #expect(listing.side?.rawValue == side, "\(listing.title)") }
      #expect(listing.url != nil || example.json["source"]?.string == "board-zh")
      #expect(listing.attributes.contains { $0.name == "post_title" })
    }
  }

  @Test func `every post split or not keeps its order and reads the same twice`() throws {
    for example in Self.cases {
      #expect(try Self.listings(example.json) == Self.listings(example.json))
    }
  }

  @Test(arguments: [
    ("an open tag without end", String(repeating: "<li", count: 20_000)),
    ("comments without end", String(repeating: "<!--", count: 15_000)),
    ("entities line by line", String(repeating: "&amp;<br>", count: 7_000)),
    ("one line of commas and amounts", "RTX 3090 $700" + String(repeating: ", $1", count: 15_000)),
    (
      "spans that strike and never end",
      String(repeating: "<span style=\"text-decoration:line-through\">", count: 1_400)
    ),
    ("a table in a table", String(repeating: "<table><tr><td>$1 V100", count: 2_500)),
    ("the mark between pieces", "RTX 3090 $700<br>\u{241E}<br>RTX 3080 $400"),
  ])
  func `a hostile post stays one, and soon`(_ why: String, _ body: String) throws {
    let clock = ContinuousClock()
    let post = JSON(
      .object([
        JSON.Member(key: "source", offset: 0, value: JSON(.string("xenforo-forum"), offset: 0)),
        JSON.Member(key: "body", offset: 0, value: JSON(.string(body), offset: 0)),
      ]), offset: 0)
    var keys: [String] = []
    let duration = try clock.measure { keys = try Self.listings(post).map(\.key) }
    #expect(keys == ["p1"], "\(why)")
    #expect(duration < .seconds(20), "\(why)")
  }

  @Test func `an amount that belongs to no item leaves any post whole`() throws {
    for example in Self.cases where example.json["source"]?.string == "reddit-hardwareswap" {
      guard let body = example.json["body"]?.string, body.hasPrefix("<ul>") else { continue }
      let post = JSON(
        .object([
          JSON.Member(key: "source", offset: 0, value: JSON(.string("reddit-hardwareswap"), offset: 0)),
          JSON.Member(key: "body", offset: 0, value: JSON(.string(body + "<hr><p>$123</p>"), offset: 0)),
        ]), offset: 0)
      #expect(try Self.listings(post).map(\.key) == ["p1"], "\(body)")
    }
  }
}
