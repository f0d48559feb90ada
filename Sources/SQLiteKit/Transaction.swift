extension Database {
  /// Runs `body` in one write transaction: all of it is kept, or none.
  ///
  /// Begins IMMEDIATE, so that a second writer waits for the busy timeout here; an upgraded read
  /// transaction would fail at once.
  ///
  /// - Throws: What `body` throws, after a rollback, or why beginning or committing failed.
  public borrowing func transaction<Result: ~Copyable>(
    _ body: () throws(SQLiteFailure) -> Result
  ) throws(SQLiteFailure) -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite may have rolled back by itself (a full disk); then there is nothing left to undo.
      if isInTransaction { try? execute("ROLLBACK") }
      throw error
    }
  }
}
