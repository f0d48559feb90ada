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

  /// Writes the page and its CSV files into `folder`.
  ///
  /// - Returns: The path of the page.
  public func write(to folder: String, asOf day: Day?) throws -> String {
    let files = ReportWriter(try findings(day)).files()
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
