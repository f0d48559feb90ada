import Records
import Testing
import XMLKit

@testable import Parsing

/// Scripts found in the bytes of a page are those of its tree.
struct ScriptScanTests {
  private static let scan = ScriptScan(typeContaining: "ld+json")

  /// What parsing the page finds; none when it has no element at all.
  private static func inTree(_ page: [UInt8]) throws -> [String] {
    let rule = FieldRule(selector: try Selector("script[type*='ld+json']"), takesAll: true, isRaw: true)
    let plan = try RowPlan(pageFields: [rule], layouts: [])
    guard (try? plan.read(streaming: page)) != nil else { return [] }
    let table = try HTMLDocument(utf8: page).read(plan)
    return table.pageValues.map { String(decoding: table.text(of: $0), as: UTF8.self) }
  }

  private static let open = "<script type='application/ld+json'>"

  @Test(
    arguments: [
      (open + "{}</script>", ["{}"]),
      ("<SCRIPT TYPE=application/ld+json >{}</SCRIPT\n>", ["{}"]),
      ("<!-- \(open)1</script> -->\(open)2</script>", ["2"]),
      ("<!-- > \(open)1</script> --!>\(open)2</script>", ["2"]),
      ("<!-->\(open)1</script>-->\(open)2</script>", ["2"]),
      ("<p title=\"\(open)1</script>\">\(open)2</script>", ["2"]),
      ("<p title=x\"\(open)2</script>", []),
      ("<script>var a = \"\(open)1\"</script>\(open)2</script>", ["2"]),
      ("<style>/*</p>\(open)1</script>*/</style>\(open)2</script>", ["2"]),
      ("<p a=b/ c='>'>\(open)2</script>", ["2"]),
      ("<!DOCTYPE html PUBLIC \"-//W3C//DTD>\" 'a>b'>\(open)2</script>", nil),
      ("<?php \(open)1</script>\(open)2</script>", ["2"]),
      ("<?php echo '>' ?>\(open)2</script>", ["2"]),
      ("</p x='>\(open)2</script>", ["2"]),
      ("<textarea>\(open)2</script></textarea><template>\(open)3</script></template>", ["2", "3"]),
      ("\(open)unclosed", ["unclosed"]),
      ("<script src=a type='application/ld+json'", [""]),
      ("<script type=\"application/ld+json\"/>{}", [""]),
      ("<script type='text/plain' type='application/ld+json'>1</script>", []),
      ("<script type=application/ld&#43;json>1</script>", nil),
      ("<script type=module>1</script>", []),
      ("\(open)a\u{1}b\u{FFFF}c\nd</script>", ["abc\nd"]),
      ("\(open)1</scripts>2</script>", nil),
      ("\(open)</b>1</script>", nil),
      ("<b><script></b></script>\(open)1</script>", nil),
    ] as [(String, [String]?)])
  func `a script is found where the tree has one`(page: String, texts: [String]?) throws {
    let found = try Self.scan.texts(in: Array(page.utf8))?.map { String(decoding: $0, as: UTF8.self) }
    #expect(found == texts)
    if let found { #expect(found == (try Self.inTree(Array(page.utf8)))) }
  }

  @Test(arguments: 0..<2_000 as Range<UInt64>)
  func `any soup gives the same scripts as its tree, or is left to it`(seed: UInt64) throws {
    var soup = ScriptSoup(seed: seed)
    let page = Array(soup.page().utf8)
    guard let found = try Self.scan.texts(in: page) else { return }
    let texts = found.map { String(decoding: $0, as: UTF8.self) }
    #expect(try texts == Self.inTree(page), "seed \(seed): \(String(decoding: page, as: UTF8.self))")
  }

  @Test
  func `few soups are left to the tree`() throws {
    let left = try (0..<500 as Range<UInt64>).count { seed in
      var soup = ScriptSoup(seed: seed)
      return try Self.scan.texts(in: Array(soup.page().utf8)) == nil
    }
    #expect(left < 400, "\(left) of 500")
  }

  @Test
  func `a page past the limit is refused`() throws {
    #expect(throws: MarkupFailure(.tooLarge(bytes: 11, limit: 10))) {
      try Self.scan.texts(in: [UInt8](repeating: 0x20, count: 11), limits: MarkupLimits(bytes: 10))
    }
  }
}

/// Pages of tags, scripts, comments and quotes that are cut anywhere.
private struct ScriptSoup {
  private var random: SplitMix
  private static let pieces = [
    "<script type='application/ld+json'>", "<script type=\"application/ld+json\" id=a>", "<script type=ld+json>",
    "<script>", "<script src='a>b'></script>", "<SCRIPT Type = 'x/LD+json; ld+json'>", "</script>", "</script >",
    "</SCRIPT", "</scripts>", "<script type='application/ld+json'/>", "<style>", "</style>", "</styled>", "<styles>",
    "<!--", "-->", "--!>", "--", "<!", ">", "<!-->", "<!--->", "<!DOCTYPE html>", "<!doctype \"a>b\">", "<?xml a='>'?>",
    "<?1>", "<??>", "<", "</", "</>", "</ p>", "<p title=\"", "\"", "'", "<p title='", "<a href=x/>",
    "<a b=\"c\"d='>'>",
    "<br/>", "<b / c='>'>", "<i =x>", "<p \"'>", "{\"a\": 1}", "text", " ", "\n", "&lt;script&gt;", "&quot;", "é",
    "<é>", "<p é='>'>", "<p a\u{a0}='>'>", "\u{1}", "\u{FFFF}", "<svg>", "</svg>", "<title>", "</title>", "<textarea>",
    "<noscript>", "</noscript>", "<template>", "<body>", "</body>", "<head>", "</html>", "<p ", "type='ld+json'", "=",
    "<script\ttype\n=\n'ld+json'\n>", "<x-script type=ld+json>", "<script:a type=ld+json>", "<![CDATA[", "]]>",
    "<script type type='ld+json'>", "<script type='ld+json' async>", "<x:script type=ld+json>", "<.b>", "<_b>", "<:b>",
    "<b.c d=e>",
    "<p data-a-name-of-more-than-one-hundred-letters-in-it-is-cut-into-two-names-by-libxml-and-this-is-how-0='>'>",
  ]

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func page() -> String {
    var text = ["<p>", "", "<!DOCTYPE html>", "<!-- -->", "<html><body>"].randomElement(using: &random) ?? ""
    for _ in 0..<Int.random(in: 2..<40, using: &random) { text += Self.pieces.randomElement(using: &random) ?? "" }
    return text + "<p>"
  }
}
