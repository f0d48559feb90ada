/// A market report with its date and language settled.
public struct NormalizedReport: Hashable, Sendable {
  /// The report as it was read.
  public var report: Report
  /// When it was published, in UTC.
  public var publishedAt: Instant?
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
    storyID = try reader.string("story_id")
    report = try Report(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "report")
      report.writeMembers(to: &writer)
      writer.member("published", report.published)
      writer.member("published_at", publishedAt?.description)
      report.writeBody(to: &writer)
      writer.member("story_id", storyID)
      report.provenance.write(to: &writer)
    }
  }
}
