/// A market report with its date, language and facts settled.
public struct NormalizedReport: Hashable, Sendable {
  /// The report as it was read.
  public var report: Report
  /// When it was published, in UTC.
  public var publishedAt: Instant?
  /// The families, vendors and events it names, by kind and name.
  public var mentions: [ReportMention] = []
  /// The prices it quotes, in its order.
  public var quotes: [ReportQuote] = []
  /// What it claims of families, in its order.
  public var claims: [ReportClaim] = []
  /// Whether its text was read for mentions, quotes and claims.
  public var isRead = false
  /// "date_missing", "date_unread" or "date_in_future".
  public var flags: [String] = []
  /// The story it tells, once `dedupe` has seen it.
  public var storyID: String?

  /// A report whose date was read as `publishedAt`.
  public init(_ report: Report, publishedAt: Instant?) {
    self.report = report
    self.publishedAt = publishedAt
  }
}

extension NormalizedReport {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    publishedAt = try reader.optional("published_at", "a time such as 2025-07-14T21:05:00Z") {
      $0.string.flatMap(Instant.init(rfc3339:))
    }
    isRead = reader.keys.contains("mentions")
    for var entry in try reader.objects("mentions") { mentions.append(try ReportMention(&entry)) }
    for var entry in try reader.objects("quotes") { quotes.append(try ReportQuote(&entry)) }
    for var entry in try reader.objects("claims") { claims.append(try ReportClaim(&entry)) }
    flags = try reader.strings("flags")
    storyID = try reader.string("story_id")
    report = try Report(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "report")
      report.writeMembers(to: &writer)
      writer.member("published", report.published)
      writer.member("published_at", publishedAt?.description)
      if isRead {
        writer.key("mentions")
        writer.array { writer in for mention in mentions { mention.write(to: &writer) } }
        writer.key("quotes")
        writer.array { writer in for quote in quotes { quote.write(to: &writer) } }
        writer.key("claims")
        writer.array { writer in for claim in claims { claim.write(to: &writer) } }
      }
      if !flags.isEmpty { writer.member("flags", flags) }
      report.writeBody(to: &writer)
      writer.member("story_id", storyID)
      report.provenance.write(to: &writer)
    }
  }
}
