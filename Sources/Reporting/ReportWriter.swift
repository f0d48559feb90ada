public import Records

/// Turns findings into the files of a report; writing them to a folder is somebody else's.
public struct ReportWriter: Sendable {
  /// The name of the page among the files.
  public static let pageName = "index.html"

  private let findings: Findings

  /// A writer for `findings`.
  public init(_ findings: Findings) { self.findings = findings }

  /// All files by name: the page, and a CSV file for each kind of chart.
  ///
  /// The same findings give the same bytes.
  public func files() -> [String: [UInt8]] {
    let tables = CSVReport(findings: findings)
    return [
      Self.pageName: Array(HTMLReport(findings: findings).text.utf8),
      "prices.csv": Array(tables.prices.utf8),
      "value.csv": Array(tables.value.utf8),
      "demand.csv": Array(tables.demand.utf8),
      "events.csv": Array(tables.events.utf8),
      "coverage.csv": Array(tables.coverage.utf8),
    ]
  }

  /// The report in plain text.
  ///
  /// - Parameter width: Columns to fit the tables to; nil for as wide as they are.
  public func text(width: Int? = nil) -> String { TextReport(findings: findings, width: width).text }
}
