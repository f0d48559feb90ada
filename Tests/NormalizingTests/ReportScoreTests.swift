import Normalizing
import Records
import Testing

@Suite struct `What reports say` {
  static func reader() throws -> ReportReader {
    let catalog = try Pipelines.catalog()
    let events = try PolicyEvent.read(documents: Pipelines.documents("events"), catalog: catalog)
    return ReportReader(
      catalog: catalog, vocabulary: try Pipelines.vocabulary(),
      words: try ReportWords(documents: Pipelines.documents("reports"), events: events), events: events)
  }

  static func read(_ report: Report, by reader: ReportReader) -> NormalizedReport {
    reader.read(NormalizedReport(report, publishedAt: report.published.flatMap(Instant.init(rfc3339:))))
  }

  @Test(arguments: ["first", "second"])
  func `articles of eight languages are read as a careful reader would`(set: String) throws {
    let reader = try Self.reader()
    var mentions = ReportScore()
    var quotes = ReportScore()
    var claims = ReportScore()
    var days = 0
    let fixtures = try ReportFixture.all().filter { $0.set == set }
    for fixture in fixtures {
      let report = Self.read(fixture.report, by: reader)
      mentions.add(
        fixture.families, report.mentions.filter { $0.subject == .family }.map(\.name), of: fixture.name)
      quotes.add(fixture.quotes, report.quotes.map(\.line), of: fixture.name)
      claims.add(fixture.claims, report.claims.map(\.line), of: fixture.name)
      for quote in report.quotes {
        guard let day = fixture.days[quote.line] else { continue }
        days += 1
        #expect(quote.asOf == day, "\(fixture.name): \(quote.line)")
      }
      #expect(report.publishedAt != nil, "\(fixture.name)")
    }
    print("\(set): \(fixtures.count) articles; families \(mentions.summary)")
    print("\(set): quotes \(quotes.summary); \(days) days as told")
    print("\(set): claims \(claims.summary)")
    for score in [mentions, quotes, claims] {
      #expect(score.precision >= 0.95, "\(score.wrong)")
      #expect(score.recall >= 0.9, "\(score.missing)")
    }
  }
}
