import Records
import Testing

@testable import Parsing

/// What the rules of a field make of a text.
struct FieldRuleTests {
  @Test(
    arguments: [
      ("A100 40GB PCIe, refurbished - $3,600", "$3,600"),
      ("Asking US$ 3150 shipped", "US$ 3150"),
      ("about $4k, down from nothing", "$4k"),
      ("$250, or $250 picked up", "$250"),
      ("2x V100 $250 each, A100 $3,900", nil),
      ("RTX 2070 Super 8GB", nil),
      ("RTX 3090 giá 15tr5", "15tr5"),
      ("giá 95 triệu", "95 triệu"),
      ("bảo hành 12 tháng, 12.000.000 đ", "12.000.000 đ"),
      ("500 đồng bộ", nil),
      ("price 400 USD.", "400 USD"),
      ("1,400.50$ firm", "1,400.50$"),
      ("", nil),
    ] as [(String, String?)])
  func `only an amount without rivals is the price of a text`(text: String, amount: String?) {
    var spec = FieldSpec()
    spec.amountSigns = ["$", "US$", "USD", "đ", "tr", "triệu"]
    #expect(FieldCutter(spec).value(of: Array(text.utf8)[...]) == amount)
  }

  @Test(
    arguments: [
      ("[H] Cash, PayPal [W] A100", "buy"), ("[h] cash [w] a100", "buy"), ("[H] A100 [W] Cash", nil), ("A100", nil),
    ] as [(String, String?)])
  func `letters of either case are the same where a rule says so`(text: String, side: String?) {
    var spec = FieldSpec()
    spec.ignoresCase = true
    spec.after = "[H]"
    spec.until = "[W]"
    spec.map = [FieldSpec.Mapping(value: "buy", startsWith: [], contains: ["CASH"])]
    #expect(FieldCutter(spec).value(of: Array(text.utf8)[...]) == side)
  }

  @Test(arguments: [
    ("/a~1b/~0c", ["slash"]), ("/list/*/n", ["1", "2"]), ("/list/1/n", ["2"]), ("/list/9/n", []),
    ("/map/*", ["x", "y"]),
    ("list", []), ("/list/*/n/*", []),
  ])
  func `a pointer finds its values`(pointer: String, values: [String]) throws {
    let json = try JSONReader.read(
      #"{"a/b":{"~c":"slash"},"list":[{"n":1},{"n":2},{"m":3}],"map":{"k":"x","l":"y"}}"#)
    #expect(json.values(at: pointer).compactMap(\.plainText) == values)
  }

  private static func json(_ reading: String) throws -> PageParser {
    let text = """
      { name: "s", title: "S", kind: "policy", access: "saved", url: "https://s.example/", terms: "t", robots: "r",
        auth: "none", allowed_uses: ["analysis"], recognize: { hosts: ["s.example"] }, read: \(reading) }
      """
    return try PageParser(sources: [try SourceDefinition(json5: Array(text.utf8), file: "s.json5")])
  }

  @Test(arguments: [
    (#"{"c":{"id":["1","2"],"kind":["a","b"]}}"#, PageLine.Verdict.parsed, 1),
    (#"{"c":{"id":["1","2"],"kind":["a"]}}"#, .drifted, 0),
    (#"{"c":{"id":["1"],"kind":["b"]}}"#, .empty, 0),
    (#"{"c":{"id":["1"],"sort":["b"]}}"#, .drifted, 0),
    (#"{"c":{"id":[],"kind":[]}}"#, .empty, 0),
    (#"{"c":[]}"#, .drifted, 0),
    (#"{"error":"no such thing"}"#, .failed, 0),
    (#"{"error":"denied"}"#, .blocked, 0),
    (#"{"c":{"id":["1"]"#, .failed, 0),
  ])
  func `columns are read whole or not at all`(text: String, verdict: PageLine.Verdict, count: Int) throws {
    let parser = try Self.json(
      """
      { format: "json", empty: { pointer: "/c/id", size: true, equals: ["0"] }, failed: "/error",
        blocked: { pointer: "/error", equals: ["denied"] },
        layouts: [{ name: "l", record: "policy_document", rows: { columns: "/c" }, fields: { key: "/id",
          title: { join: [{ value: "No. " }, { pointer: "/id" }] }, attributes: { kind: "/kind" } },
          only: [{ field: "kind", texts: ["a"] }] }] }
      """)
    let parsed = parser.parse(Project.page(text, url: "https://s.example/"))
    #expect(parsed.line.verdict == verdict, "\(parsed.line.reason ?? "")")
    #expect(parsed.records.count == count)
    for case .policyDocument(let document) in parsed.records { #expect(document.provenance.at == "/c/id/0") }
  }

  @Test(arguments: [
    ("fields: { key: \"@id\", title: { join: [\"b\", \"i\"] } }", "\"join\""),
    ("record: \"policy_document\", fields: { key: \"@id\", title: \"b\", price: \"i\" }", "unknown key \"price\""),
    ("record: \"rate\", fields: { key: \"@id\", title: \"b\" }", "policy_document"),
  ])
  func `a rule that its format cannot follow is told`(layout: String, message: String) {
    do {
      _ = try Self.json("{ format: \"html\", layouts: [{ name: \"l\", rows: \"li\", \(layout) }] }")
      Issue.record("it was accepted")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  @Test
  func `no prefix of a feed or answer traps or is called empty`() throws {
    let parser = try Project.parser()
    for (source, path) in [
      ("ebay-browse", "search/page.json"), ("sec-edgar", "submissions/page.json"), ("news-rss", "article/page.html"),
      ("reddit-hardwareswap", "new/page.xml"), ("xianyu", "search/page.json"),
    ] {
      let whole = try Project.bytes("fixtures/pages/\(source)/\(path)")
      for end in stride(from: 0, to: whole.count, by: 61) {
        let line = parser.parse(Project.page(Array(whole[..<end])), as: SourceID(source)).line
        #expect(line.verdict != .empty, "\(source), \(end) bytes")
      }
    }
  }
}
