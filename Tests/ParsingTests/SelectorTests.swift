import Testing
import XMLKit

struct SelectorTests {
  private static let page = """
    <div id=top class="box first"><p class=a>one</p><ul><li class="x y" data-n=1>two<b>!</b></li>
    <li data-n="12">three</li></ul></div><p class=a>four <i>five</i></p>
    """

  @Test(arguments: [
    ("p", "one|four five"), ("P.a", "one|four five"), (".x.y", "two!"), (".y.z", ""), ("#top p", "one"),
    ("div > p", "one"), ("div > li", ""), ("div li", "two!|three"), ("[data-n]", "two!|three"),
    ("[data-n=1]", "two!"), ("[data-n^='1']", "two!|three"), ("[data-n$=2]", "three"), ("[data-n*=2]", "three"),
    ("[class~=y]", "two!"), ("li, i", "two!|three|five"), ("ul > li.x > b", "!"), ("*.a", "one|four five"),
  ])
  func `a selector finds its elements`(selector: String, found: String) throws {
    let rule = FieldRule(selector: try Selector(selector), takesAll: true)
    let plan = try RowPlan(pageFields: [rule], layouts: [])
    let table = try HTMLDocument(utf8: Array(Self.page.utf8)).read(plan)
    let texts = table.pageValues.map { String(decoding: table.text(of: $0), as: UTF8.self) }
    #expect(texts.joined(separator: "|") == found)
  }

  @Test(arguments: ["", "p:first-child", "a >", "[x", "a + b", ".", "*"])
  func `what is not understood is an error`(selector: String) {
    #expect(throws: MarkupFailure.self) { try Selector(selector) }
  }

  @Test
  func `rows have fields of their own scope and a path`() throws {
    let plan = try RowPlan(
      pageFields: [], layouts: [(rows: Selector("li"), fields: [FieldRule(selector: Selector("ul b"))])])
    let table = try HTMLDocument(utf8: Array(Self.page.utf8)).read(plan)
    #expect(table.rows.map(\.path) == ["/html[1]/body[1]/div[1]/ul[1]/li[1]", "/html[1]/body[1]/div[1]/ul[1]/li[2]"])
    #expect(table.rows.allSatisfy { table.values(of: $0).isEmpty })
  }

  @Test
  func `deep, wide and crowded pages are read or refused, never cut`() throws {
    let deep = Array((String(repeating: "<div>", count: 2_000) + "<b>end</b>").utf8)
    let plan = try RowPlan(pageFields: [FieldRule(selector: try Selector("b"))], layouts: [])
    #expect(try HTMLDocument(utf8: deep).read(plan).pageValues.count == 1)
    let limits = MarkupLimits(bytes: 1 << 20, depth: 100, attributes: 50)
    #expect(throws: MarkupFailure(.tooDeep(limit: 100))) { try HTMLDocument(utf8: deep, limits: limits).read(plan) }
    let crowded = "<p " + (0..<100).map { "attribute\($0)=1" }.joined(separator: " ") + ">"
    #expect(throws: MarkupFailure(.tooManyAttributes(limit: 50))) {
      _ = try HTMLDocument(utf8: Array(crowded.utf8), limits: limits)
    }
  }

  @Test
  func `a feed with a DOCTYPE is refused`() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>"
    #expect(throws: MarkupFailure(.documentType)) { _ = try XMLFeed(utf8: Array(bomb.utf8)) }
  }
}
