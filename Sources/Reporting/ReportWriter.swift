public import Records

/// Turns findings into the files of a report; writing them to a folder is somebody else's.
public struct ReportWriter: Sendable {
  /// The name of the page among the files.
  public static let pageName = "index.html"

  private let findings: Findings
  private let choice: ReportChoice

  /// A writer for `findings`.
  ///
  /// - Parameter choice: How the page shows amounts when it opens.
  public init(_ findings: Findings, choice: ReportChoice = ReportChoice()) {
    self.findings = findings
    self.choice = choice
  }

  /// All files by name: the page, a CSV file for each kind of chart or table, `csv-metadata.json` with what the CSV files
  /// are of and on what terms (W3C's CSV on the Web), and `about.json`.
  ///
  /// The same findings give the same bytes.
  public func files() -> [String: [UInt8]] {
    let tables = CSVReport(findings: findings)
    let notes = NoteTables(findings: findings)
    let texts = [
      Self.pageName: HTMLReport(findings: findings, choice: choice).text, "prices.csv": tables.prices,
      "value.csv": tables.value,
      "demand.csv": tables.demand, "events.csv": tables.events, "coverage.csv": tables.coverage,
      "spikes.csv": notes.spikes, "moves.csv": notes.moves, "grey-market.csv": notes.grey, "claims.csv": notes.claims,
      "time-on-market.csv": notes.stays, "sources.csv": notes.sources, "about.json": about,
    ]
    let names = texts.keys.filter { $0.hasSuffix(".csv") }.sorted()
    return texts.merging([CSVMetadata.name: CSVMetadata.text(tables: names, Stamp(findings))]) { first, _ in first }
      .mapValues { Array($0.utf8) }
  }

  /// The report in plain text.
  ///
  /// - Parameter width: Columns to fit the tables to; nil for as wide as they are.
  public func text(width: Int? = nil) -> String { TextReport(findings: findings, width: width).text }

  /// What the files carry when they leave the house: data version, vintage and the terms of the sources.
  private var about: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("vintage", findings.asOf?.description)
      writer.member("version", findings.origin.version)
      writer.member("pipelines_sha256", findings.origin.pipelinesSHA256)
      writer.member("database", findings.origin.database)
      writer.key("sources")
      writer.array { writer in
        for source in findings.facts.sources where source.listings > 0 {
          writer.object { writer in
            writer.member("source_id", source.sourceID)
            writer.member("listings", source.listings)
            writer.member("allowed_uses", source.allowedUses)
            writer.member("retention", source.retention)
            writer.member("terms", source.terms)
          }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }
}
