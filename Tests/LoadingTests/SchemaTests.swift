import Foundation
import Loading
import Records
import SQLiteKit
import Testing

@Suite struct SchemaTests {
  @Test func `every table and column is described`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    _ = try Loader(path: path)
    let missing = try Samples.rows(
      path,
      """
      SELECT s.name, c.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS c WHERE s.type IN ('table', 'view')
      AND NOT EXISTS (SELECT 1 FROM description WHERE table_name = s.name AND column_name = c.name AND length(text) > 3)
      UNION ALL SELECT name, '(itself)' FROM sqlite_schema WHERE type IN ('table', 'view')
      AND NOT EXISTS (SELECT 1 FROM description WHERE table_name = name AND column_name = '' AND length(text) > 3)
      """)
    #expect(missing == [])
    let excess = try Samples.rows(
      path,
      """
      SELECT table_name, column_name FROM description AS d WHERE column_name <> '' AND NOT EXISTS
      (SELECT 1 FROM pragma_table_info(d.table_name) AS c WHERE c.name = d.column_name)
      """)
    #expect(excess == [])
  }

  @Test func `every table is STRICT and has its place`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    _ = try Loader(path: path)
    let tables = try Samples.rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    let placed = PublicTables.dumped + PublicTables.undumped + PublicTables.hidden
    #expect(tables == placed.sorted())
    #expect(
      try Samples.rows(
        path, "SELECT name FROM pragma_table_list WHERE NOT strict AND type = 'table' AND name NOT GLOB 'sqlite_*'")
        == [])
    #expect(
      try Samples.rows(path, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
        == PublicTables.views.sorted())
    for view in PublicTables.views { _ = try Samples.rows(path, "SELECT * FROM \(view)") }
  }

  @Test func `opening again changes nothing`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    _ = try Loader(path: path)
    let before = try Data(contentsOf: URL(filePath: path))
    _ = try Loader(path: path)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    let database = try Database(path: path, mode: .readOnly)
    #expect(try database.text("PRAGMA journal_mode") == "wal")
    #expect(try database.integer("PRAGMA user_version") == Schema.version)
    #expect(try database.integer("PRAGMA application_id") == Schema.applicationID)
  }

  @Test func `a newer schema, another program's file and no database are refused unchanged`() throws {
    let folder = try Folder()
    let newer = folder.path("newer.sqlite")
    _ = try Loader(path: newer)
    try Database(path: newer, mode: .readWrite).execute("PRAGMA user_version = 999")
    let foreign = folder.path("foreign.sqlite")
    try Database(path: foreign, mode: .create).execute("CREATE TABLE t(a ANY) STRICT")
    let text = folder.path("text.sqlite")
    try Data(repeating: 65, count: 5_000).write(to: URL(filePath: text))
    for (path, code) in [(newer, "schema_newer"), (foreign, "database_foreign"), (text, "database_damaged")] {
      let before = try Data(contentsOf: URL(filePath: path))
      let writing = #expect(throws: LoadFailure.self) { _ = try Loader(path: path) }
      let reading = #expect(throws: LoadFailure.self) { _ = try DatabaseReader(path: path) }
      #expect(writing?.code == code)
      #expect(reading?.code == code)
      #expect(writing?.disposition == .halt)
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  @Test func `a missing database is missing for a reader, a missing folder unusable for a loader`() throws {
    let folder = try Folder()
    let path = folder.path("none.sqlite")
    #expect(#expect(throws: LoadFailure.self) { _ = try DatabaseReader(path: path) }?.reason == .missing)
    #expect(!FileManager.default.fileExists(atPath: path))
    let lost = folder.path("no/such/folder/a.sqlite")
    #expect(#expect(throws: LoadFailure.self) { _ = try Loader(path: lost) }?.code == "database_unusable")
  }

  @Test func `a second writer is told that the database is busy`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path, busyTimeoutMilliseconds: 20)
    let other = try Database(path: path, mode: .readWrite)
    try other.execute("BEGIN IMMEDIATE")
    let failure = #expect(throws: LoadFailure.self) { _ = try loader.load([]) }
    #expect(failure?.code == "database_busy")
    #expect(failure?.disposition == .retry)
    try other.execute("ROLLBACK")
    _ = try loader.load([])
  }

  @Test func `a query reads and never writes`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    _ = try Loader(path: path)
    #expect(try Samples.rows(path, "-- a comment\nSELECT 1, 'a', NULL, 0.5 -- another\n;") == ["1 a - 0.5"])
    for sql in ["DELETE FROM source", "SELECT 1; SELECT 2", "SELECT FROM", "", "PRAGMA user_version = 3"] {
      let failure = #expect(throws: LoadFailure.self) { _ = try Samples.rows(path, sql) }
      #expect(failure?.code == "query_bad", "\(sql)")
    }
    #expect(try Samples.rows(path, "PRAGMA user_version") == ["\(Schema.version)"])
  }
}
