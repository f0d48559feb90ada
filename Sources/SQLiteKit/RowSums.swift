import CSQLite

extension Database {
  /// Adds up from now on what is written to and deleted from these tables, by this connection.
  ///
  /// Statements that were compiled before may escape it: a DELETE of all rows at once, for instance.
  public borrowing func sumRows(of tables: [SummedTable]) {
    let summer = RowSummer(tables)
    hooks.summer = summer
    _ = unsafe sqlite3_set_authorizer(
      handle,
      { context, action, table, column, _, _ in
        guard action == SQLITE_UPDATE, let context = unsafe context else { return SQLITE_OK }
        unsafe Unmanaged<RowSummer>.fromOpaque(context).takeUnretainedValue().willUpdate(table, column)
        return SQLITE_OK
      }, Unmanaged.passUnretained(summer).toOpaque())
    _ = unsafe sqlite3_preupdate_hook(
      handle,
      { context, database, operation, _, table, _, _ in
        guard let context = unsafe context, let database = unsafe database, let table = unsafe table else { return }
        unsafe Unmanaged<RowSummer>.fromOpaque(context).takeUnretainedValue().note(database, operation, table)
      }, Unmanaged.passUnretained(summer).toOpaque())
  }

  /// What was written less what was deleted since the last call, by group.
  public borrowing func takeRowSums() -> [RowGroup: RowSum] { hooks.summer?.take() ?? [:] }

  /// The sums of all rows of a table as it stands, by group.
  ///
  /// - Parameter place: The place of the table that the groups are to have.
  public borrowing func rowSums(of table: SummedTable, at place: Int) throws(SQLiteFailure) -> [RowGroup: RowSum] {
    let quoted = table.name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    var select = try prepare("SELECT * FROM \"\(quoted)\"")
    let count = select.columnCount
    var sums: [RowGroup: RowSum] = [:]
    while try select.step() {
      let row = unsafe CellHash.sum(key: table.key, count: count) { unsafe sqlite3_column_value(select.pointer, $0) }
      sums[RowGroup(table: place, number: row.group), default: .none].put(row.hash)
    }
    return sums
  }
}

/// What a connection calls back, kept for as long as it lives.
final class ConnectionHooks {
  var summer: RowSummer?
}
