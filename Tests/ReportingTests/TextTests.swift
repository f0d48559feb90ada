import Reporting
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    ("P40", 3), ("显卡", 4), ("ｎ", 2), ("cần mua", 7), ("e\u{301}", 1), ("👍🏽", 2), ("", 0), ("한국", 4), ("видео", 5),
  ])
  func `a text's width counts wide characters twice and marks not at all`(text: String, width: Int) {
    #expect(displayWidth(of: text) == width)
  }

  @Test func `columns stay aligned beside wide characters`() {
    var table = TextTable([.init("Title"), .init("US$", .trailing)])
    table.append(["二手显卡 P40", "210"])
    table.append(["Tesla", "1,050"])
    #expect(
      table.text() == """
        Title           US$
        ────────────  ─────
        二手显卡 P40    210
        Tesla         1,050

        """)
  }

  @Test(arguments: [21, 30, 40])
  func `a table fits its width by cutting text, never numbers`(width: Int) {
    var table = TextTable([.init("Title"), .init("Place"), .init("US$", .trailing)])
    table.append(["二手显卡特斯拉显卡二手显卡特斯拉", "Shenzhen, Guangdong", "1,234"])
    let lines = table.text(width: width).split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { displayWidth(of: $0) <= width })
    #expect(lines.last?.hasSuffix("1,234") == true)
    #expect(lines.last?.contains("…") == true)
  }

  @Test func `a table of numbers only may be wider than asked`() {
    var table = TextTable([.init("a", .trailing), .init("b", .trailing)])
    table.append(["1234567", "7654321"])
    #expect(table.text(width: 10).contains("1234567  7654321"))
  }

  @Test func `control characters cannot move the cursor`() {
    var table = TextTable([.init("Title")])
    table.append(["a\u{1B}[2Jb\nc\u{202E}d"])
    #expect(table.text().hasSuffix("a [2Jb c d\n"))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=1+1", "'=1+1"), ("@sum", "'@sum"),
    ("-0.5", "-0.5"), ("-2+3", "'-2+3"), ("+1", "+1"), ("line\nbreak", "\"line\nbreak\""), ("\tx", "'\tx"), ("", ""),
    ("＝cmd", "'＝cmd"), ("=a,b", "\"'=a,b\""),
  ])
  func `a spreadsheet runs no field`(value: String, field: String) {
    #expect(CSV.field(value) == field)
  }
}
