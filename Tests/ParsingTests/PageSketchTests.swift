import Foundation
import Parsing
import Records
import Testing

/// What a sketch finds on pages nobody has declared, and what it says it could not tell.
struct PageSketchTests {
  private static func sketch(_ path: String) throws -> PageSketch {
    PageSketch(of: Project.page(try Project.bytes("fixtures/\(path)")))
  }

  @Test func `rows with prices come before a menu, their fields by name`() throws {
    let sketch = try Self.sketch("sketches/shop-rows.html")
    #expect(sketch.format == .html && sketch.host == "shop.example")
    let best = try #require(sketch.candidates.first)
    #expect(best.rows == "article.offer" && best.count == 4)
    let fields = best.fields.map { "\($0.name) \($0.place) \($0.found)" }
    #expect(
      fields == [
        "key @data-id 4", "url .offer-link@href 4", "title .offer-title 4", "price .offer-price 3",
        "seller .offer-seller 4", "posted time@datetime 4",
      ])
    #expect(best.fields.first { $0.name == "price" }?.samples.first == "$3,600.00")
    #expect(sketch.notes.contains { $0.contains("a feed") && $0.hasSuffix("/used.rss") })
    #expect(sketch.candidates.dropFirst().contains { $0.rows == "li.menu-item" })
  }

  @Test(arguments: [
    ("pages/avito/day-2025-09-15/page.html", "div.item", 7),
    ("pages/ebay-search/day-2025-09-16/page.html", "li.s-card", 10),
    ("pages/ebay-search/day-2025-07-15/page.html", "li.s-item", 10),
    ("pages/parts-table/video-cards/page.html", "tr.tr__product", 5),
    ("pages/xianyu/search/page.json", "/data/resultList", 4),
    ("pages/ebay-browse/search/page.json", "/itemSummaries", 4),
    ("sketches/list.json", "/answer/a~1b", 3),
  ])
  func `the rows that a declared source reads are found without it`(path: String, rows: String, count: Int) throws {
    let best = try #require(try Self.sketch(path).candidates.first)
    #expect(best.rows == rows && best.count == count)
    #expect(Set(best.fields.map(\.name)).isSuperset(of: ["key", "title", "price"]), "\(best.fields.map(\.name))")
  }

  @Test func `a price and its currency are told apart, and a flag is no seller`() throws {
    let best = try #require(try Self.sketch("sketches/list.json").candidates.first)
    let fields = best.fields.map { "\($0.name) \($0.place)" }
    #expect(
      fields == ["key /listingId", "title /name", "price /price/value", "currency_hint /price/currency"])
  }

  @Test func `JSON that a script holds is told, and that it cannot be read where it is`() throws {
    let sketch = try Self.sketch("sketches/app-state.html")
    #expect(sketch.candidates.isEmpty)
    let note = try #require(sketch.notes.first)
    #expect(note.contains("window.__STATE__") && note.contains("2 objects at /page/items"), "\(note)")
    #expect(note.contains("cannot read JSON inside HTML"))
    #expect(sketch.notes.contains { $0.contains("repeats three times") })
  }

  @Test(arguments: [
    ("", "neither HTML nor JSON"), ("plain words", "neither HTML nor JSON"), ("{\"a\":", "begins like JSON"),
    ("[1, 2, 3]", "no list of objects"), ("<p>one</p><p>two</p>", "repeats three times"),
  ])
  func `what is no page of rows is said to be none`(text: String, words: String) {
    let sketch = PageSketch(of: Project.page(text))
    #expect(sketch.candidates.isEmpty)
    #expect(sketch.notes.contains { $0.contains(words) }, "\(sketch.notes)")
  }

  @Test func `a class that no selector can name is not proposed`() {
    let row = "<li class=\"row 9col md:flex w-1/2\"><b class=\"a.b\">Tesla T4 16GB %</b><i class=\"price\">$5</i></li>"
    let rows = (1...4).map { row.replacing("%", with: "\($0)") }.joined()
    let best = PageSketch(of: Project.page("<ul>\(rows)</ul>")).candidates.first
    #expect(best?.rows == "li.row")
    #expect(best?.fields.map(\.place) == [".price"] || best?.fields.first { $0.name == "title" }?.place == "b")
  }
}
