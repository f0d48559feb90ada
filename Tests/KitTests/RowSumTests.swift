import SQLiteKit
import Testing

@Suite struct RowSumTests {
  private static let table = SummedTable(name: "t", columns: ["a", "b", "c", "d"], key: [0, 1], hasTextKey: true)
  private static let owned = SummedTable(name: "u", columns: ["k", "a", "b", "v"], key: [0], hasTextKey: false)

  private static func database() throws -> Database {
    let database = try Database(path: ":memory:", mode: .create)
    try database.execute(
      """
      PRAGMA foreign_keys = ON;
      CREATE TABLE t(a TEXT NOT NULL, b INTEGER NOT NULL, c TEXT, d REAL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
      CREATE TABLE u(k INTEGER PRIMARY KEY, a TEXT, b INTEGER, v BLOB,
        FOREIGN KEY (a, b) REFERENCES t (a, b) ON DELETE SET NULL ON UPDATE CASCADE) STRICT;
      """)
    database.sumRows(of: [table, owned])
    return database
  }

  private static let rows = """
    INSERT INTO t VALUES ('aa', 1, 'first', 1.5), ('aa', 2, 'second', NULL), ('bb', 1, NULL, 2);
    INSERT INTO u VALUES (1, 'aa', 1, x'00ff'), (2, 'aa', 2, x''), (5000, 'bb', 1, NULL);
    """

  @Test(arguments: [
    "UPDATE t SET c = 'other' WHERE a = 'aa'",
    "UPDATE t SET c = d, d = 7 WHERE b = 1",
    "UPDATE t SET a = 'cc', c = 'moved' WHERE a = 'bb'",
    "UPDATE t SET b = b + 10",
    "UPDATE u SET k = k + 4096, v = x'01'",
    "UPDATE u SET v = NULL",
    "INSERT INTO t VALUES ('aa', 1, 'x', 9), ('zz', 1, 'x', 9) ON CONFLICT DO UPDATE SET c = excluded.c",
    "INSERT INTO t VALUES ('zz', 1, 'x', 9) ON CONFLICT DO UPDATE SET a = 'yy'",
    "INSERT OR REPLACE INTO u VALUES (1, 'bb', 1, x'02')",
    "DELETE FROM t WHERE a = 'aa'",
    "DELETE FROM u",
  ])
  func `what a statement adds to the sums is what the rows come to`(sql: String) throws {
    for isCompiled in [true, false] {
      let database = try Self.database()
      try database.execute(Self.rows)
      if isCompiled {
        var statement = try database.prepare(sql)
        try statement.run()
      } else {
        try database.execute(sql)
      }
      var found = try database.rowSums(of: Self.table, at: 0)
      found.merge(try database.rowSums(of: Self.owned, at: 1)) { first, _ in first }
      let kept = database.takeRowSums().filter { $0.value != .none }
      #expect(kept == found, "compiled: \(isCompiled)")
    }
  }

  @Test(arguments: [
    "UPDATE t SET c = 'firsu' WHERE a = 'aa' AND b = 1",
    "UPDATE t SET c = iif(b = 1, 'second', 'first') WHERE a = 'aa'",
    "UPDATE t SET d = 1.5000000000000002 WHERE a = 'aa' AND b = 1",
    "UPDATE t SET c = '' WHERE a = 'bb'",
  ])
  func `one value that is another, or two that change places, are another sum`(sql: String) throws {
    let database = try Self.database()
    try database.execute(Self.rows)
    let before = try database.rowSums(of: Self.table, at: 0)
    try database.execute(sql)
    #expect(try database.rowSums(of: Self.table, at: 0) != before)
  }
}
