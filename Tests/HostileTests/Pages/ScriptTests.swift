import Foundation
import Outside
import Testing

extension HostilePages {
  /// JSON-LD as nobody should write it.
  @Suite(.turns)
  struct ScriptTests {
    private static let good = product("1", price: "\"7995.00\"")

    @Test(arguments: [
      "[\(good),]", "/* cards */ \(good) // end", "<!-- \n\(good)\n -->", "//<![CDATA[\n\(good)\n//]]>", "\(good);",
      good.replacingOccurrences(of: "\"", with: "'"), good.replacingOccurrences(of: "80GB", with: "80GB\n\t"),
      "[\(good), {\"@type\":\"Thing\",\"a\":NaN,\"b\":undefined}]",
    ])
    func `P13 JSON-LD that is almost JSON is read, with a note`(json: String) async throws {
      let outcome = try await read(script(json), as: "scripts")
      #expect(outcome.status == 0 && outcome.titles == ["NVIDIA A100 80GB"], "\(outcome)")
      #expect(outcome.records.first?.price?.text == "7995.00" && outcome.verdict == "parsed")
      #expect(outcome.reason.contains("not strict JSON: line "))
    }

    @Test(arguments: [
      (#"{"@type":"Product","name":"A100", // x"# + "\n" + #""offers":{"price":"7995.00",},"#, "not closed"),
      (String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000), "200 levels deep"),
      (String(repeating: "{\"a\":", count: 100_000), "200 levels deep"),
      (#"{"@type":"Product","name":"A100","offers":{"price":"1.00","price":"7995.00"}}"#, "stands twice"),
      (#"{"@type":"Product","name":"A100","sku":"1","offers":{"price":7995"#, "not closed"),
    ])
    func `P13 a script that cannot be read gives no half record, but its reason`(
      json: String, reason: String
    ) async throws {
      let alone = try await read(script(json), as: "schema-org")
      #expect(alone.status == 1 && alone.verdict == "drifted" && alone.records.isEmpty, "\(alone)")
      #expect(alone.reason.contains("JSON-LD cannot be read") && alone.reason.contains(reason))
      // What else the page holds is read, and the reason told all the same.
      let marked =
        "<div itemscope itemtype='https://schema.org/Product'><b itemprop=name>V100</b><i itemprop=sku>2</i></div>"
      let beside = try await read(script(json, body: marked), as: "schema-org")
      #expect(beside.titles == ["V100"] && beside.reason.contains(reason), "\(beside)")
      let second = "<script type='application/ld+json'>\(Self.good)</script>"
      let other = try await read(script(json, body: second), as: "scripts")
      #expect(other.titles == ["NVIDIA A100 80GB"] && other.reason.contains(reason), "\(other)")
    }

    @Test
    func `P14 a price in JSON is an exact decimal or none`() async throws {
      let prices: [(String, String?)] = [
        ("7995", "7995.00"), ("\"7995.00\"", "7995.00"), ("\"7995.00 USD\"", "7995.00"), ("[7995]", "7995.00"),
        ("{\"value\":7995}", nil), ("1e999", nil), ("NaN", nil), ("-Infinity", nil), ("-0", nil), ("-5", nil),
        ("\"-5\"", nil), ("1e3", "1000.00"), ("9007199254740993", "9007199254740993.00"), ("true", nil), ("null", nil),
        ("\"\"", nil), ("0.30000000000000004", "0.30000000000000004"),
        ("99999999999999999999999999", "99999999999999999999999999"), ("1e-7", nil), ("1.5e4", "15000.00"),
      ]
      let json = prices.enumerated().map { product("N\($0.offset)", price: $0.element.0) }.joined(separator: ",")
      let outcome = try await read(script("[\(json)]"), as: "scripts", normalized: true)
      #expect(outcome.records.count == prices.count, "\(outcome)")
      for (record, price) in zip(outcome.records, prices) {
        #expect(record.price?.amount == price.1, "\(price.0): \(record.price?.amount ?? "none")")
      }
      #expect(
        outcome.output.range(of: #""amount":"?(nan|inf|-)"#, options: [.regularExpression, .caseInsensitive]) == nil)
    }

    @Test
    func `P14 the database holds no number that is none`() async throws {
      let scratch = try Scratch()
      let prices = ["7995", "1e999", "NaN", "-0", "9007199254740993", "0.30000000000000004", "1e3", "true", "\"-5\""]
      let json = prices.enumerated().map { product("N\($0.offset)", price: $0.element) }.joined(separator: ",")
      try scratch.write(script("[\(json)]"), to: "page.html")
      let ingest = try await Program.run("ingest", "page.html", "--source", "schema-org", in: scratch)
      #expect(ingest.status == 0, "\(ingest)")
      let dump = try await Program.dump(in: scratch).lowercased()
      #expect(dump.contains("\"n0\"") && dump.contains("\"n8\""))
      for word in [":nan", ":inf", ":-inf", "\"inf\"", "1e3", ":-5", ":-"] { #expect(!dump.contains(word), "\(word)") }
    }

    @Test
    func `P14 hostile text is kept as text`() async throws {
      let texts = [
        "<script>alert(1)</script>", "'); DROP TABLE listing;--", "=HYPERLINK(1)", "$(touch pwned)", "\u{1B}[2J",
        "%n%n%s",
        "../../etc/cron.d/x", "a\r\nERROR forged",
      ]
      let rows = texts.enumerated().map { index, text in
        row(
          "k\(index)", text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;"))
      }
      let outcome = try await read("<html><body>" + rows.joined())
      #expect(outcome.titles.count == texts.count)
      // libxml2 leaves out what is no character of XML; the rest is as it was, blanks joined.
      #expect(outcome.titles[0] == texts[0] && outcome.titles[1] == texts[1] && outcome.titles[7] == "a ERROR forged")
      #expect(!outcome.errors.contains("\u{1B}") && !outcome.errors.contains("\nERROR"))
    }
  }
}
