/// What tells reports of one story from others.
public struct ReportSummary: Hashable, Sendable {
  /// The report.
  public var reportID: String
  /// The title.
  public var title: String
  /// The text, as far as it is kept.
  public var text: String?
  /// The language, as BCP 47.
  public var language: String?
  /// The day it was published.
  public var day: Day?
  /// Its address, in the form that keys of reports have; nil when it has none.
  public var address: String?
  /// Families and events it names.
  public var names: Set<String> = []
  /// Prices it quotes, as text that is equal where they are: "H20 5500000000 USD total".
  public var quotes: Set<String> = []
  /// What it claims, likewise: "H20 fp64 30 x H100".
  public var claims: Set<String> = []

  /// A report of which only the title is known.
  public init(reportID: String, title: String) {
    self.reportID = reportID
    self.title = title
  }
}

extension ReportSummary {
  /// What of a normalized report tells its story.
  ///
  /// Figures count by their upper end, so that "up to six" and "six" are one.
  public init(_ report: NormalizedReport, id: String) {
    self.init(reportID: id, title: report.report.title)
    text = report.report.text
    language = report.report.language
    day = report.publishedAt?.day
    address = report.report.key.hasPrefix("http") ? report.report.key : nil
    names = Set(report.mentions.filter { $0.subject != .vendor }.map(\.name))
    quotes = Set(
      report.quotes.map { ReportSummary.quote($0.family, $0.low, $0.high, $0.currency?.code, $0.unit.rawValue) })
    claims = Set(
      report.claims.map { ReportSummary.claim($0.family, $0.attribute, $0.low, $0.high, $0.value, $0.relativeTo) })
  }

  /// A quote as a key.
  public static func quote(_ family: String, _ low: String?, _ high: String?, _ currency: String?, _ unit: String)
    -> String
  { [family, high ?? low ?? "", currency ?? "", unit].joined(separator: " ") }

  /// A claim as a key.
  public static func claim(
    _ family: String, _ attribute: String, _ low: String?, _ high: String?, _ value: String?, _ other: String?
  ) -> String {
    [family, attribute, high ?? low ?? value?.lowercased() ?? "", other ?? ""].joined(separator: " ")
  }
}

/// Reports that tell one story: reprints, rewrites and translations.
public struct ReportStory: Hashable, Sendable {
  /// Why two reports are one story.
  public struct Evidence: Hashable, Sendable {
    /// "text" for near-equal text, "facts" for shared figures, names and dates.
    public var kind: String
    /// The report with the smaller id.
    public var reportID: String
    /// The other one.
    public var otherReportID: String
    /// From 0 to 1: how sure it is.
    public var confidence: Double
    /// What they share.
    public var reason: String

    /// A piece of evidence.
    public init(kind: String, reportID: String, otherReportID: String, confidence: Double, reason: String) {
      self.kind = kind
      self.reportID = reportID
      self.otherReportID = otherReportID
      self.confidence = confidence
      self.reason = reason
    }
  }

  /// The id: that of its smallest report.
  public var id: String
  /// The reports, sorted.
  public var reportIDs: [String]
  /// What holds it together, by its reports.
  public var evidence: [Evidence]

  /// A story.
  public init(id: String, reportIDs: [String], evidence: [Evidence]) {
    self.id = id
    self.reportIDs = reportIDs
    self.evidence = evidence
  }
}
