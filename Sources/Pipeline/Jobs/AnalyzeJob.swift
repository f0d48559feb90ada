import Analyzing
import FileKit
import Records

/// Computes price levels, rates and event windows, and stores them.
public struct AnalyzeJob: Sendable {
  let workspace: Workspace
  let configuration: Configuration

  /// A job on a workspace.
  public init(workspace: Workspace, configuration: Configuration) {
    self.workspace = workspace
    self.configuration = configuration
  }

  /// Analyzes the database as of a day, the last day it knows when none is given.
  ///
  /// - Returns: What was found, in one line.
  public func run(asOf day: Day?) throws -> String {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let lock = try FileLock(workspace.lock)
    var store = try WorkspaceStore(database: workspace.database, workspace, configuration: configuration)
    guard let line = try store.analyze(asOf: day) else {
      throw RunFailure(
        .nothingUsable, "\(workspace.database) holds no observation yet; begin with: aftermarket ingest PATH")
    }
    try lock.release()
    return line
  }
}

extension WorkspaceStore {
  /// Analyzes what is loaded and stores the findings.
  ///
  /// - Returns: What was found, in one line; nil when nothing was ever observed.
  mutating func analyze(asOf day: Day?) throws -> String? {
    let findings = try Analyst(path: database).findings(asOf: day)
    guard let vintage = findings.asOf else { return nil }
    try store(findings, vintage: vintage)
    return "as of \(vintage): \(findings.prices.count) weekly price levels, \(findings.demand.count) family nights, "
      + "\(findings.effects.count) event comparisons"
  }
}
