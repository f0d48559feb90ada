import Foundation
import Testing

extension HostilePages {
  /// Markup without measure or sense.
  @Suite(.turns)
  struct MarkupTests {
    @Test(arguments: [
      ("div", 20_000), ("div", 200_000), ("table><tr><td><b><i", 5_000), ("svg><a", 50_000), ("ul><li><p", 30_000),
    ])
    func `P1 nesting without end is refused as too deep`(tags: String, count: Int) async throws {
      let page = "<html><body>" + String(repeating: "<\(tags)>", count: count) + row("1")
      let rows = try await read(page)
      #expect(rows.status == 1 && rows.verdict == "failed" && rows.reason.contains("deep"), "\(rows)")
      // A script stands where it stands, however deep the rest is.
      let scripted = try await read(script(product("1", price: "7995"), body: page), as: "scripts")
      #expect(scripted.status == 0 && scripted.records.map(\.price?.text) == ["7995"], "\(scripted)")
    }

    @Test
    func `P1 what real pages nest is read`() async throws {
      let page = String(repeating: "<div>", count: 2_000) + row("1")
      let outcome = try await read(page)
      #expect(outcome.status == 0 && outcome.titles == ["A100"], "\(outcome)")
    }

    @Test(
      arguments: [
        ("<a href='", "A", 12 << 20, "'>x</a>", nil), ("<a href='", "A", 20 << 20, "'>x</a>", "bytes"),
        ("<p>", "A100 ", 12 << 20, "</p>", nil), ("<p>", "A100 ", 20 << 20, "</p>", "bytes"),
        ("<body ", "a1=1 ", 250_000, ">", "attributes"), ("<!--", "x", 12 << 20, "-->", nil),
      ] as [(String, String, Int, String, String?)])
    func `P2 a huge piece is read or refused by a named limit`(
      open: String, piece: String, size: Int, close: String, limit: String?
    ) async throws {
      let filler = String(repeating: piece, count: size / piece.utf8.count)
      let outcome = try await read("<html><body>\(open)\(filler)\(close)\(row("1"))")
      if let limit {
        #expect(outcome.verdict == "failed" && outcome.reason.contains(limit), "\(outcome.page as Any)")
      } else {
        #expect(outcome.status == 0 && outcome.titles == ["A100"], "\(outcome.errors)")
      }
    }

    @Test
    func `P2 fifty thousand attributes are refused at once`() async throws {
      let attributes = (0..<50_000).map { "a\($0)=1" }.joined(separator: " ")
      let outcome = try await read("<html><body \(attributes)>" + row("1"), seconds: 2)
      #expect(outcome.verdict == "failed" && outcome.reason.contains("more than 4096 attributes"), "\(outcome)")
    }

    @Test
    func `P2 two hundred thousand rows are all read`() async throws {
      let page = (0..<200_000).map { row("\($0)", "A100", "$\(5_000 + $0 % 999)") }.joined()
      let outcome = try await read("<html><body>" + page)
      #expect(outcome.page?.listings == 200_000 && outcome.records.count == 200_000)
      #expect(outcome.status == 0 && outcome.records.last?.key == "199999", "\(outcome.errors)")
    }

    @Test(arguments: [
      "<p>A100 <!-- <script> <a href='x", "<p>A100 <script>var a = 1;", "<p title='" + row("2"),
      "<li class=l data-id=2",
      "</html></body></p>" + "<", "<![CDATA[ <b>", "<?xml <b", "<!DOCTYPE html \"", "&#x110000; &#0; &nosuch; &",
    ])
    func `P2 what is never closed costs nothing that stands before it`(rest: String) async throws {
      let outcome = try await read("<html><body>\(row("1"))\(rest)")
      #expect([0, 1].contains(outcome.status) && outcome.records.first?.key == "1", "\(outcome)")
    }

    @Test(arguments: ["i", "b", "p><i", "section itemscope itemprop=a itemtype='https://schema.org/Product'"])
    func `P2 what is nested in itself is not taken over and over`(tags: String) async throws {
      let nested = String(repeating: "<\(tags)>", count: 1_900) + String(repeating: "text ", count: 1 << 18)
      for source in ["rows", "schema-org"] {
        let outcome = try await read("<html><body><li class=l data-id=1><b>A100</b>\(nested)", as: source)
        #expect([0, 1].contains(outcome.status) && outcome.verdict != "empty", "\(outcome.page as Any)")
        #expect(outcome.verdict == "parsed" || !outcome.reason.isEmpty)
      }
    }

    @Test
    func `P3 a page is read behind its NUL bytes`() async throws {
      let page = "<html><body>\(row("1", "A\0100"))<sp\0an>x</span>\(row("2", "H100", "7\0995"))\(row("3", "V100"))"
      let outcome = try await read(page)
      #expect(outcome.titles == ["A\u{FFFD}100", "H100", "V100"], "\(outcome)")
      #expect(outcome.page?.charset == "utf-8 (header, 3 replaced)")
      let scripted = try await read(script(product("1", price: "\"79\0\"", title: "A\0")), as: "scripts")
      #expect(scripted.titles == ["A\u{FFFD}"] && scripted.records[0].price?.text == "79\u{FFFD}", "\(scripted)")
    }

    @Test
    func `P7 text that backtracks is read in no time`() async throws {
      let texts = [
        "$" + String(repeating: "1,", count: 50_000) + "x", String(repeating: " ", count: 50_000) + "x",
        String(repeating: "a", count: 50_000) + "!", String(repeating: "(", count: 50_000),
        String(repeating: "RTX 3090 x2 ", count: 4_000), String(repeating: "1.000.", count: 9_000),
      ]
      let page = texts.enumerated().map { row("\($0.offset)", "A100 \($0.element)", $0.element) }.joined()
      let outcome = try await read("<html><body>" + page, normalized: true, seconds: 5)
      #expect(outcome.status == 0 && outcome.records.count == texts.count, "\(outcome.errors)")
    }
  }
}
