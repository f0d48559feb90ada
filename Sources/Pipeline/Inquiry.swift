import FileKit
import Loading
import Records
import Reporting

/// How the rows of a query are printed.
public enum QueryFormat: String, Hashable, Sendable, CaseIterable {
  case table, csv, json, ndjson, markdown
}

/// Reads a workspace's database and never changes it.
public struct Inquiry: Sendable {
  private let workspace: Workspace

  /// An inquiry into a workspace.
  public init(workspace: Workspace) { self.workspace = workspace }

  private func reader() throws -> DatabaseReader {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    return try DatabaseReader(path: workspace.database)
  }

  static func missing(_ workspace: Workspace) -> RunFailure {
    RunFailure(.usage, "\(workspace.database) does not exist; a workspace begins with: aftermarket ingest PATH")
  }

  /// The logical dump, in pieces of whole lines.
  public func dump(write: ([UInt8]) throws -> Void) throws {
    let reader = try reader()
    var failure: (any Error)?
    try reader.dump { bytes in
      do { try write(bytes) } catch { failure = error }
      return failure == nil
    }
    if let failure { throw failure }
  }

  /// The rows of one statement that only reads.
  public func query(_ sql: String, format: QueryFormat, width: Int?, write: ([UInt8]) throws -> Void) throws {
    let reader = try reader()
    var printer = RowPrinter(format: format, width: width)
    var failure: (any Error)?
    try reader.query(
      sql, columns: { printer.begin($0) },
      row: { cells in
        do { try printer.row(cells, write) } catch { failure = error }
        return failure == nil
      })
    if let failure { throw failure }
    try printer.end(write)
  }

  /// What the database holds and how fresh it is.
  public func status(isJSON: Bool, width: Int?) throws -> String {
    let status = try reader().status()
    return isJSON ? StatusText.json(status) : StatusText.text(status, database: workspace.database, width: width)
  }
}
