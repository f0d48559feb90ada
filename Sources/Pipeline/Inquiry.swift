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

  /// The descriptions of tables and columns in the form of Datasette's metadata, as one JSON object.
  public func datasetteMetadata() throws -> String {
    var tables: [(name: String, texts: [(column: String, text: String)])] = []
    try reader().query(
      "SELECT table_name, column_name, text FROM description ORDER BY table_name, column_name", columns: { _ in },
      row: { cells in
        let texts = cells.map { $0.text ?? "" }
        if tables.last?.name != texts[0] { tables.append((texts[0], [])) }
        tables[tables.count - 1].texts.append((texts[1], texts[2]))
        return true
      })
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("title", "Aftermarket")
      writer.member("description", "Secondhand GPUs: listings, price changes, offers, and what policy events did.")
      writer.object("databases") { writer in
        writer.object("aftermarket") { writer in
          writer.object("tables") { writer in
            for table in tables {
              writer.object(table.name) { writer in
                writer.member("description", table.texts.first { $0.column.isEmpty }?.text)
                writer.object("columns") { writer in
                  for text in table.texts where !text.column.isEmpty { writer.member(text.column, text.text) }
                }
              }
            }
          }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What the database holds and how fresh it is.
  ///
  /// - Parameters:
  ///   - pipelines: The folder with `nightly.json5`, for the bytes that a run leaves free.
  ///   - today: The day from which the disk is forecast.
  public func status(pipelines: String, today: Day, isJSON: Bool, width: Int?) throws -> String {
    let status = try reader().status()
    let floor = try NightlySettings(folder: pipelines).freeSpaceFloorBytes
    let disk = try DiskForecast(workspace: workspace, floor: floor, today: today)
    return isJSON
      ? StatusText.json(status, disk)
      : StatusText.text(status, disk, database: workspace.database, width: width)
  }
}
