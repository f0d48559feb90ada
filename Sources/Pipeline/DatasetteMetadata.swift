import FileKit
import Loading
import Records

/// What Datasette shows beside the database: the descriptions of tables and columns, and the shipped queries.
public struct DatasetteMetadata: Sendable {
  let workspace: Workspace
  let configuration: Configuration

  /// Metadata for the database of a workspace.
  public init(workspace: Workspace, configuration: Configuration) {
    self.workspace = workspace
    self.configuration = configuration
  }

  /// The metadata as JSON.
  public func json() throws -> String {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let rows = try DatabaseReader(path: workspace.database).rows(
      "SELECT table_name, column_name, text FROM description ORDER BY table_name, column_name")
    var tables: [(name: String, text: String?, columns: Outline)] = []
    for row in rows {
      let name = row.text("table_name") ?? ""
      if tables.last?.name != name { tables.append((name, nil, Outline())) }
      let column = row.text("column_name") ?? ""
      if column.isEmpty {
        tables[tables.count - 1].text = row.text("text")
      } else {
        tables[tables.count - 1].columns.add(column, row.text("text"))
      }
    }
    var shown = Outline()
    for table in tables {
      var part = Outline()
      part.add("description", table.text)
      part.add("columns", table.columns)
      if PublicTables.hidden.contains(table.name) { part.add("hidden", true) }
      shown.add(table.name, part)
    }
    var queries = Outline()
    for name in try configuration.queryNames() {
      guard let sql = try configuration.query(named: name) else { continue }
      var part = Outline()
      if sql.hasPrefix("-- ") { part.add("title", String(sql.prefix { !$0.isNewline }.dropFirst(3))) }
      part.add("sql", sql)
      queries.add(name, part)
    }
    var database = Outline()
    database.add("tables", shown)
    database.add("queries", queries)
    var databases = Outline()
    databases.add("aftermarket", database)
    var outline = Outline()
    outline.add("title", "Aftermarket: prices of secondhand GPUs")
    outline.add("databases", databases)
    return outline.line
  }
}
