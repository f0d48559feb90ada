import FileKit
import Foundation
import Records
import Testing
import XMLKit

@testable import Parsing

/// Reading a page while it is parsed gives what reading its tree gives.
struct StreamTests {
  @Test(arguments: PageFixtureTests.cases)
  func `a page gives the same records with and without a tree`(name: String) throws {
    let folder = "fixtures/pages/\(name)"
    let source = try Project.source(String(name.prefix { $0 != "/" }))
    guard case .html(let layouts) = source.reading.format else { return }
    let text = try Project.bytes("\(folder)/page.html").filter { $0 != 0 }
    let reader = try HTMLReader(layouts, of: source)
    let page = Project.page(text)
    let streamed = try reader.read(text, of: page, link: nil)
    let fromTree = try reader.readTree(text, of: page, link: nil)
    #expect(streamed.records == fromTree.records)
    #expect(streamed.title == fromTree.title && streamed.claimed == fromTree.claimed)
    #expect(streamed.rows == fromTree.rows && streamed.skipped == fromTree.skipped)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `any soup of tags gives the same table with and without a tree`(seed: UInt64) throws {
    var soup = Soup(seed: seed)
    let page = Array(soup.page().utf8)
    // Scripts are passed over where no rule wants their text.
    let raw = seed % 2 == 0 ? [FieldRule(selector: try Selector("script"), takesAll: true, isRaw: true)] : []
    let plan = try RowPlan(
      pageFields: raw + [
        FieldRule(selector: try Selector("b, .x b"), takesAll: true), FieldRule(selector: try Selector("div")),
        FieldRule(selector: try Selector("p"), attribute: "title", takesAll: true),
        FieldRule(selector: try Selector("noscript, style, script"), takesAll: true),
      ],
      layouts: [
        (
          rows: try Selector("li.x, tr"),
          fields: [
            FieldRule(selector: nil), FieldRule(selector: nil, attribute: "id"),
            FieldRule(selector: try Selector("span")), FieldRule(selector: try Selector("span span, b > i, .y")),
            FieldRule(selector: try Selector("a"), attribute: "href"),
            FieldRule(selector: try Selector("span"), takesAll: true, filter: .that(contains: "e")),
          ]
        ), (rows: try Selector("section"), fields: [FieldRule(selector: try Selector("[title~=y] > *.x"))]),
      ])
    let streamed = try Self.lines(plan.read(streaming: page))
    let fromTree = try Self.lines(HTMLDocument(utf8: page).read(plan))
    #expect(streamed == fromTree, "seed \(seed): \(String(decoding: page, as: UTF8.self))")
  }

  @Test
  func `deep and crowded pages are refused, broken ones read`() throws {
    let plan = try RowPlan(pageFields: [FieldRule(selector: try Selector("b"))], layouts: [])
    let deep = Array((String(repeating: "<div>", count: 2_000) + "<b>end</b>").utf8)
    #expect(try plan.read(streaming: deep).pageValues.count == 1)
    let limits = MarkupLimits(bytes: 1 << 20, depth: 100, attributes: 50)
    #expect(throws: MarkupFailure(.tooDeep(limit: 100))) { try plan.read(streaming: deep, limits: limits) }
    #expect(throws: MarkupFailure(.empty)) { try plan.read(streaming: []) }
    let huge = Array(("<b>" + String(repeating: "x", count: 12_000_000) + "</b>").utf8)
    let table = try plan.read(streaming: huge)
    #expect(table.text(of: try #require(table.pageValues.first)).count == 12_000_000)
  }

  private static func lines(_ table: RowTable) -> [String] {
    func text(_ value: RowTable.Value) -> String {
      "\(value.rule) \(value.rowsBefore) \(String(decoding: table.text(of: value), as: UTF8.self))"
    }
    return table.pageValues.map(text) + ["\(table.elements) elements"]
      + table.rows.flatMap { row in ["\(row.layout) \(row.path)"] + table.values(of: row).map(text) }
  }
}

extension FieldRule.Filter {
  fileprivate static func that(contains part: String) -> FieldRule.Filter {
    var filter = FieldRule.Filter()
    filter.contains = [Array(part.utf8)]
    return filter
  }
}

/// Makes pages that no browser would complain about and no human would write.
private struct Soup {
  private var random: SplitMix
  private static let pieces = [
    "<li class='x y' id=7>", "<li class=z>", "</li>", "<tr>", "<td>", "</tr>", "<table>", "</table>", "<ul>", "</ul>",
    "<span>", "<span class=y title='x y'>", "</span>", "<b>", "</b>", "<i>", "</i>", "<a href='/one?a=1&amp;b'>",
    "</a>",
    "<a href>", "<div>", "<div class=x>", "</div>", "<p title=' two  words '>", "<p>", "</p>", "<section title='x y'>",
    "</section>", "<em class='x'>", "</em>", "text", " ", "\n", "é", "\u{a0}", "words here", "&nbsp;", "&lt;", "<br>",
    "<img src=a>", "<script>if (a < b) { \"</b>\" }</script>", "<style>li{}</style>", "<script src=a></script>",
    "<script/>", "<SCRIPT >",
    "<style", "</style >", "</scriptx>", "</SCRIPT>", "<noscript>quiet</noscript>",
    "<noscript>quiet<b>not</b></noscript>", "<!-- note <b> -->", "<title>name</title>", "</body>", "<body class=x>",
    "<html id=7>", "</html>", "<svg><b>drawn</b></svg>", "<template><b>kept</b></template>", "<td", "<b <i>", "<?xml?>",
    "<select><option>one<option>two</select>", "<h1>", "</h1>", "<dl><dt>a<dd>b</dl>", "<button>", "</button>",
    "<a:b class=x>", "</a:b>", "<svg:span>drawn</svg:span>", "<x:script>a<b>c</b></x:script>", "<a:li class=x>",
    "<li:a>",
  ]

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func page() -> String {
    var text = ["<p>", "", "<!DOCTYPE html>", "<!-- -->", "<html><body>"].randomElement(using: &random) ?? ""
    for _ in 0..<Int.random(in: 5..<160, using: &random) { text += Self.pieces.randomElement(using: &random) ?? "" }
    return text + "<p>"
  }
}
