import Analyzing
import FileKit
import Records
import Reporting

/// Writes the report of a database.
public struct ReportJob: Sendable {
  let workspace: Workspace
  let checks: [DataCheck]
  let clock: Clock

  /// A job on a workspace.
  ///
  /// - Parameter checks: The data tests that must pass before a report is written.
  public init(workspace: Workspace, checks: [DataCheck] = [], clock: Clock = Clock()) {
    self.workspace = workspace
    self.checks = checks
    self.clock = clock
  }

  /// The data tests of severity error that fail, as sentences; a report is not written until there are none.
  public func failedChecks() throws -> [String] {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    return try CheckJob.errors(checks, database: workspace.database, today: clock.now().day)
  }

  /// What the amounts of models on the page may be told for.
  public static var units: [String] { ReportUnit.allCases.map(\.rawValue) }

  /// Writes the page and its CSV files into `folder`.
  ///
  /// - Parameters:
  ///   - currency: The currency that the page opens with; nil for US dollars.
  ///   - unit: The unit that it opens with, one of `units`; nil for a card.
  /// - Returns: The path of the page.
  public func write(to folder: String, asOf day: Day?, currency: Currency? = nil, unit: String? = nil) throws -> String
  {
    var choice = ReportChoice()
    if let currency { choice.currency = currency.code }
    if let unit {
      guard let known = ReportUnit(rawValue: unit) else {
        throw RunFailure(.usage, "--unit takes \(Self.units.joined(separator: ", ")), not \"\(unit)\"")
      }
      choice.unit = known
    }
    let findings = try findings(day)
    let known = ["USD"] + findings.facts.rates.keys.sorted()
    guard known.contains(choice.currency) else {
      throw RunFailure(
        .usage,
        "no exchange rate of \(choice.currency) is stored up to \(findings.asOf?.description ?? "today"); there are "
          + known.joined(separator: ", "))
    }
    let files = ReportWriter(findings, choice: choice).files()
    try FileSystem.makeFolders(folder)
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let path = FileSystem.join(folder, name)
      try FileSystem.makeFolders(FileSystem.folder(of: path))
      try FileSystem.writeAtomically(bytes, to: path)
    }
    return FileSystem.join(folder, "index.html")
  }

  /// The tables of the report as text, at most `width` columns wide.
  public func text(asOf day: Day?, width: Int?) throws -> String { ReportWriter(try findings(day)).text(width: width) }

  private func findings(_ day: Day?) throws -> Findings {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    var findings = try Analyst(path: workspace.database).findings(asOf: day)
    if let day = findings.asOf { findings.facts = try FactReader(path: workspace.database, day: day).facts() }
    return findings
  }
}
