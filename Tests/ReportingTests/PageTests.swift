import Foundation
import Records
import Reporting
import Testing

@Suite struct PageTests {
  static let goldens = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/report")

  @Test(arguments: ["index.html", "prices.csv", "value.csv", "demand.csv", "events.csv", "coverage.csv"])
  func `the files of small findings are those kept`(name: String) throws {
    let bytes = try #require(ReportWriter(Sample.findings()).files()[name])
    try expectGolden(Data(bytes), name)
  }

  @Test(arguments: [nil, 60, 80])
  func `the text of small findings is that kept`(width: Int?) throws {
    let text = ReportWriter(Sample.findings()).text(width: width)
    try expectGolden(Data(text.utf8), "report-\(width.map(String.init) ?? "wide").txt")
  }

  func expectGolden(_ data: Data, _ name: String) throws {
    // A golden page must not look like a page to ingest.
    let file = Self.goldens.appending(path: name.hasSuffix(".html") ? name + ".golden" : name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try data.write(to: file)
      Issue.record("\(name) was recorded anew; look at the difference and run again without RECORD_GOLDEN")
      return
    }
    let kept = try Data(contentsOf: file)
    #expect(kept == data, "\(name) differs; when that is meant, run once with RECORD_GOLDEN=1")
  }

  func page(_ findings: Findings) throws -> String {
    String(decoding: try #require(ReportWriter(findings).files()[ReportWriter.pageName]), as: UTF8.self)
  }

  @Test func `a hostile title stays text`() throws {
    let page = try page(Sample.findings(title: Sample.hostile))
    #expect(!page.contains("<script"))
    #expect(!page.contains("\u{202E}"))
    #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;all&#39;"))
  }

  @Test func `the page asks nothing of the network and runs nothing`() throws {
    let page = try page(Sample.findings())
    #expect(page.contains("default-src 'none'"))
    for word in ["http://", "https://", "<script", "<img", "<link", "@import", "javascript:"] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func `every drawing has a title and a description or a label`() throws {
    let page = try page(Sample.findings())
    let drawings = page.components(separatedBy: "<svg ").dropFirst()
    #expect(drawings.count >= 5)
    for drawing in drawings {
      let head = drawing.prefix(600)
      #expect(
        head.contains("aria-hidden") || head.contains("<title"), "\(head.prefix(80))")
    }
  }

  @Test func `a gap night shows no figure`() throws {
    let page = try page(Sample.findings())
    #expect(
      page.contains(
        "<th scope=\"row\"><span class=\"nw\">2025-07-23</span></th><td>gap</td><td class=\"n\">—</td>"))
  }

  @Test func `an empty database gives a page that says so`() throws {
    let origin = Findings.Origin(
      database: "empty.db", pages: 0, listings: 0, observations: 0, firstDay: nil, lastDay: nil, version: nil,
      pipelinesSHA256: nil)
    let page = try page(Findings(asOf: nil, origin: origin))
    #expect(page.contains("No card with one certain model"))
    #expect(page.contains("not recorded"))
  }
}
