import Records
import Testing

@testable import Parsing

struct SourceRuleTests {
  private static let good = """
    { name: "shop", title: "Shop", kind: "marketplace", access: "saved", url: "https://shop.example/", terms: "t",
      robots: "r", auth: "none", allowed_uses: ["analysis"], recognize: { hosts: ["shop.example"] },
      read: { format: "html", layouts: [{ name: "list", rows: "li", fields: { key: "@id", title: "b" } }] } }
    """

  @Test(arguments: [
    ("auth: \"none\"", "auth: \"none\", colour: 1", "unknown key \"colour\""),
    ("auth: \"none\"", "auth: \"none\", auth: \"x\"", "auth"),
    ("key: \"@id\", ", "", "\"key\" is missing"),
    ("key: \"@id\"", "key: { select: \"a\", untill: \"?\" }", "/read/layouts/0/fields/key"),
    ("access: \"saved\"", "access: \"nightly\"", "needs \"fetch\""),
    ("kind: \"marketplace\"", "kind: \"market\"", "kind"),
  ])
  func `a mistake is told with its place`(old: String, new: String, message: String) {
    let text = Self.good.replacing(old, with: new)
    do {
      _ = try SourceDefinition(json5: Array(text.utf8), file: "shop.json5")
      Issue.record("it was accepted")
    } catch {
      #expect(error.description.hasPrefix("shop.json5:"))
      #expect(error.description.contains(message), "\(error)")
    }
  }

  @Test
  func `a selector that is not understood names its file and field`() throws {
    let text = Self.good.replacing("title: \"b\"", with: "title: \"b:hover\"")
    let source = try SourceDefinition(json5: Array(text.utf8), file: "shop.json5")
    #expect(throws: ParsingFailure.self) { try PageParser(sources: [source]) }
  }

  @Test
  func `an XPath layout reads what the selectors read`() throws {
    let text = Self.good.replacing("rows: \"li\"", with: "rows: { xpath: \"//li\" }")
      .replacing("key: \"@id\"", with: "key: { xpath: \"@id\" }").replacing("title: \"b\"", with: "title: \"./b\"")
    let page = Project.page("<ul><li id=7><b>A100</b><li id=8><b> V100 </b></ul>", url: "https://shop.example/")
    let ways = try [Self.good, text].map { try SourceDefinition(json5: Array($0.utf8), file: "shop.json5") }
    let read = try ways.map { try PageParser(sources: [$0]).parse(page) }
    #expect(read[0].records.count == 2)
    #expect(read[0] == read[1])
  }

  @Test(
    arguments: [
      ("9,100+ results for 3090", 9_100), ("97.000+ Ergebnisse", 97_000), ("3 533", 3_533), ("12.5 of 3", 12),
      ("no digits", nil),
    ] as [(String, Int?)])
  func `the first count of a text is read`(text: String, count: Int?) {
    #expect(firstCount(in: text.utf8) == count)
  }

  @Test
  func `no prefix of a page traps or is called empty`() throws {
    let parser = try Project.parser()
    let whole = try Project.bytes("fixtures/pages/ebay-search/day-2025-08-05/page.html")
    for end in stride(from: 0, to: whole.count, by: 997) {
      let line = parser.parse(Project.page(Array(whole[..<end])), as: SourceID("ebay-search")).line
      #expect(line.verdict != .empty)
    }
  }
}
