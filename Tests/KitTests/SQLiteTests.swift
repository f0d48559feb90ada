import Foundation
import SQLiteKit
import Testing

@Suite struct SQLiteTests {
  @Test func `values come back as they were bound`() throws {
    let database = try Database(path: ":memory:", mode: .create)
    try database.execute("CREATE TABLE t(a INTEGER, b REAL, c TEXT, d BLOB) STRICT")
    let long = String(repeating: "价格 ₫ ", count: 2_000)
    let texts: [String?] = ["", nil, "H100 \u{0} after a NUL", "'); DROP TABLE t;--", long, "short"]
    var insert = try database.prepare("INSERT INTO t VALUES(?, ?, ?, ?)", persistent: true)
    for (index, text) in texts.enumerated() {
      try insert.bind(index == 1 ? nil : Int64.min + Int64(index), at: 1)
      try insert.bind(index == 1 ? nil : 0.1, at: 2)
      try insert.bind(text, at: 3)
      try insert.bind(text.map { Array($0.utf8) }, at: 4)
      try insert.run()
    }
    var select = try database.prepare("SELECT a, b, c, d FROM t ORDER BY rowid")
    var read: [String?] = []
    var row = 0
    while try select.step() {
      read.append(select.text(2))
      #expect(select.optionalInt64(0) == (row == 1 ? nil : Int64.min + Int64(row)))
      #expect(select.optionalDouble(1) == (row == 1 ? nil : 0.1))
      #expect(select.blob(3) == texts[row].map { Array($0.utf8) } ?? [])
      #expect(select.isNull(3) == (texts[row] == nil))
      row += 1
    }
    #expect(read == texts)
  }

  @Test func `a statement bound over and over keeps its values apart`() throws {
    let database = try Database(path: ":memory:", mode: .create)
    var echo = try database.prepare("SELECT ?1 || '/' || ?2")
    for size in [1, 900, 5_000, 40, 1_500_000, 3] {
      let left = String(repeating: "a", count: size)
      let right = String(repeating: "b", count: size / 2)
      try echo.bind(left, at: 1)
      try echo.bind(right, at: 2)
      #expect(try echo.step())
      #expect(echo.text(0) == left + "/" + right)
      echo.reset()
    }
  }

  @Test func `a failure carries code, message and SQL`() throws {
    let database = try Database(path: ":memory:", mode: .create)
    let syntax = #expect(throws: SQLiteFailure.self) { _ = try database.prepare("SELECT a FROM nowhere") }
    #expect(syntax?.message == "no such table: nowhere")
    #expect(syntax?.sql == "SELECT a FROM nowhere")
    #expect(throws: SQLiteFailure.self) { _ = try database.prepare("SELECT 1; SELECT 2") }
    #expect(throws: SQLiteFailure.self) { _ = try database.prepare("-- only a comment") }
    try database.execute("CREATE TABLE t(a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES(1)")
    let twice = #expect(throws: SQLiteFailure.self) { try database.execute("INSERT INTO t VALUES(1)") }
    #expect(twice?.reason == .constraint)
    #expect(twice?.code == "sqlite_constraint")
  }

  @Test func `a transaction that throws leaves nothing`() throws {
    let database = try Database(path: ":memory:", mode: .create)
    try database.execute("CREATE TABLE t(a INTEGER) STRICT")
    #expect(throws: SQLiteFailure.self) {
      try database.transaction { () throws(SQLiteFailure) in
        try database.execute("INSERT INTO t VALUES(1)")
        try database.execute("INSERT INTO t VALUES('no number')")
      }
    }
    #expect(try database.integer("SELECT count(*) FROM t") == 0)
    let isOpen = database.isInTransaction
    #expect(!isOpen)
  }

  @Test func `a second writer is told busy, a reader cannot write`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.sqlite").path
    let first = try Database(path: path, mode: .create)
    try first.pragma("journal_mode", "WAL", expecting: "wal")
    try first.execute("CREATE TABLE t(a INTEGER) STRICT; BEGIN IMMEDIATE; INSERT INTO t VALUES(1)")
    let second = try Database(path: path, mode: .readWrite, busyTimeoutMilliseconds: 20)
    #expect(#expect(throws: SQLiteFailure.self) { try second.execute("BEGIN IMMEDIATE") }?.reason == .busy)
    let reader = try Database(path: path, mode: .readOnly)
    #expect(try reader.integer("SELECT count(*) FROM t") == 0)
    #expect(throws: SQLiteFailure.self) { try reader.execute("DELETE FROM t") }
    try first.execute("COMMIT")
    #expect(try reader.integer("SELECT count(*) FROM t") == 1)
  }

  @Test func `a pragma that is not granted is an error`() throws {
    let database = try Database(path: ":memory:", mode: .create)
    #expect(throws: SQLiteFailure.self) { try database.pragma("journal_mode", "WAL", expecting: "wal") }
  }

  @Test func `a long statement can be stopped`() throws {
    let database = try Database(path: ":memory:", mode: .create)
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    let stopped = #expect(throws: SQLiteFailure.self) {
      try database.stoppable(when: { true }) { () throws(SQLiteFailure) in _ = try database.integer(endless) }
    }
    #expect(stopped?.reason == .interrupted)
  }
}
