import Foundation
import Records
import Testing

@testable import Reporting

@Suite struct PageTests {
  static let goldens = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/report")

  @Test(arguments: [
    "index.html", "prices.csv", "value.csv", "demand.csv", "events.csv", "coverage.csv", "spikes.csv",
    "time-on-market.csv", "moves.csv",
    "grey-market.csv", "claims.csv", "sources.csv", "about.json", "csv-metadata.json",
  ])
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
    #expect(page.components(separatedBy: "<script").count == 2, "the page's own script and no other")
    #expect(!page.contains("\u{202E}"))
    #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;all&#39;"))
  }

  @Test func `the page asks nothing of the network and lets only its own style and script in`() throws {
    let page = try page(Sample.findings())
    #expect(page.contains("default-src 'none'; style-src 'sha256-") && page.contains("; script-src 'sha256-"))
    for word in ["http://", "https://", "<img", "<link", "@import", "javascript:", "unsafe-", " style=", " onclick="] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
  ])
  func `digests are written as RFC 4648 has it`(text: String, base64: String) {
    #expect(ContentPolicy.base64(Array(text.utf8)) == base64)
  }

  @Test func `sixty models over three years fit in one and a half megabytes`() throws {
    let page = try page(Years.findings(models: 60, weeks: 157))
    #expect(page.utf8.count <= 1_500_000, "\(page.utf8.count)")
    #expect(page.utf8.count > 500_000, "\(page.utf8.count): the charts are there")
  }

  @Test func `a section without data says so in words`() throws {
    var findings = Sample.findings()
    findings.indices = IndexFindings()
    (findings.spikes, findings.timesOnMarket) = ([], [])
    findings.facts = MarketFacts()
    (findings.demand, findings.effects, findings.coverage) = ([], [], [])
    let page = try page(findings)
    for words in [
      "No family has a price level", "No offer was seen to come", "No stretch of nights was unusual",
      "No night is so odd", "No two nights",
      "No want-to-buy post", "No restricted model is seen", "No premium can be told", "No report was read",
      "No night is recorded", "No event has enough", "No night has been read yet", "No source has been asked yet",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test func `every drawing has a title and a description or a label`() throws {
    let page = try page(Sample.findings())
    let drawings = page.components(separatedBy: "<svg ").dropFirst()
    #expect(drawings.count >= 5)
    for drawing in drawings {
      let head = drawing.prefix(600)
      #expect(
        head.contains("aria-hidden") || head.contains("<title") || head.contains("aria-label="), "\(head.prefix(80))")
    }
  }

  @Test func `a gap night shows no figure`() throws {
    let page = try page(Sample.findings(weeks: 2))
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
