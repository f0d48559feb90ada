import Loading
import Records
import Testing

@Suite struct `Reports in the database` {
  private static func report(_ key: String, day: String, text: String, count: Int = 1) -> NormalizedRecord {
    var raw = Report(source: SourceID("papers"), key: key, title: "Title \(key)")
    raw.text = text
    raw.language = "en"
    raw.provenance = Provenance(fetchedAt: Instant(rfc3339: "2025-10-20T00:00:00Z"), at: "/html/body")
    var report = NormalizedReport(raw, publishedAt: Instant(rfc3339: "\(day)T08:00:00Z"))
    report.mentions = [
      ReportMention(.family, "A100", count: count), ReportMention(.event, "us-2025-04-15-h20-licence", count: 1),
    ]
    var quote = ReportQuote(
      family: "A100", low: "9000", high: "9500", currency: .usd, unit: .card, basis: .ask, text: "9,000 to 9,500")
    quote.flags = ["about"]
    report.quotes = [quote]
    var claim = ReportClaim(family: "H20", attribute: "fp64", text: "thirty times slower")
    (claim.low, claim.unit, claim.relativeTo, claim.direction) = ("30", "x", "H100", "less")
    (claim.check, claim.checkNote, claim.condition) = (.holdsIf, "33.5 against 1", "H100 SXM5")
    report.claims = [claim]
    return .report(report)
  }

  @Test func `what a report says is stored with its check and where it was read`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    _ = try loader.load([Self.report("a", day: "2025-10-14", text: "x")])
    #expect(
      try Samples.rows(path, "SELECT family, low, high, currency, unit, basis, flags FROM report_quote")
        == ["A100 9000 9500 USD card ask about"])
    #expect(
      try Samples.rows(path, "SELECT family, low, unit, relative_to, direction, verdict, condition FROM report_claim")
        == ["H20 30 x H100 less holds_if H100 SXM5"])
    #expect(
      try Samples.rows(path, "SELECT subject, name FROM report_mention ORDER BY subject")
        == ["event us-2025-04-15-h20-licence", "family A100"])
    #expect(try Samples.rows(path, "SELECT place FROM report_reading") == ["/html/body"])
  }

  @Test func `of two readings of one version the same stays in any order`() throws {
    var seen: Set<String> = []
    for order in [[1, 2], [2, 1], [1, 2, 1], [2, 2, 1]] {
      let folder = try Folder()
      let path = folder.path("a.sqlite")
      var loader = try Loader(path: path)
      for count in order { _ = try loader.load([Self.report("a", day: "2025-10-14", text: "x", count: count)]) }
      seen.insert(try Samples.rows(path, "SELECT name, count FROM report_mention ORDER BY name").joined())
    }
    #expect(seen.count == 1)
  }

  @Test func `a story counts once in the series of mentions, on the day it was first told`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    _ = try loader.load([
      Self.report("a", day: "2025-10-14", text: "x"), Self.report("b", day: "2025-10-15", text: "x"),
      Self.report("c", day: "2025-10-15", text: "y"),
    ])
    let ids = try loader.reportSummaries().map(\.reportID)
    let told = try Samples.rows(path, "SELECT report_id FROM market_report WHERE source_key IN ('a', 'b') ORDER BY 1")
    let other = ids.filter { !told.contains($0) }
    try loader.store([
      ReportStory(
        id: told[0], reportIDs: told,
        evidence: [
          .init(kind: "text", reportID: told[0], otherReportID: told[1], confidence: 0.9, reason: "90 %")
        ]),
      ReportStory(id: other[0], reportIDs: other, evidence: []),
    ])
    #expect(
      try Samples.rows(path, "SELECT date, family, stories, reports FROM mention_series ORDER BY date")
        == ["2025-10-14 A100 1 2", "2025-10-15 A100 1 1"])
    #expect(try Samples.rows(path, "SELECT reports, confidence FROM story ORDER BY reports DESC") == ["2 0.9", "1 -"])
  }
}
