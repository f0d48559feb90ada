import CSQLite

/// A table whose rows are summed, with the column that groups them.
public struct SummedTable: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// The place of the first column of its key, from 0.
  public let keyColumn: Int32
  /// Whether that column holds text.
  public let hasTextKey: Bool

  /// A table by its parts.
  public init(name: String, keyColumn: Int32, hasTextKey: Bool) {
    self.name = name
    self.keyColumn = keyColumn
    self.hasTextKey = hasTextKey
  }
}

/// A group of rows of a table: the place of the table in the list that was given, and its number.
public struct RowGroup: Hashable, Sendable {
  /// The place of the table.
  public let table: Int
  /// Two characters of a text key as a number, or the thousands of a whole one.
  public let number: Int64

  /// A group by its parts.
  public init(table: Int, number: Int64) {
    self.table = table
    self.number = number
  }
}

/// Adds up the rows that a connection writes and deletes, by groups, until they are taken.
@safe final class RowSummer {
  private let names: [ContiguousArray<CChar>]
  private let keys: [Int32]
  /// Where SQLite keeps the names of tables, with the table each stands for.
  private var known: [(address: UInt, table: Int)] = []
  private(set) var changes: [RowGroup: RowSum] = [:]

  init(_ tables: [SummedTable]) {
    names = tables.map { ContiguousArray($0.name.utf8CString) }
    keys = tables.map(\.keyColumn)
  }

  func take() -> [RowGroup: RowSum] {
    defer { changes = [:] }
    return changes
  }

  private func table(_ name: UnsafePointer<CChar>) -> Int? {
    // A name stays where it is as long as the schema does; read again, since its place may come to hold another.
    let address = UInt(bitPattern: name)
    for one in known where one.address == address {
      if unsafe isName(one.table, name) { return one.table }
    }
    for index in names.indices where unsafe isName(index, name) {
      if known.count >= 16 { known.removeAll() }
      known.append((address, index))
      return index
    }
    return nil
  }

  private func isName(_ index: Int, _ name: UnsafePointer<CChar>) -> Bool {
    unsafe names[index].withUnsafeBufferPointer { unsafe sqlite3_stricmp($0.baseAddress, name) == 0 }
  }

  func note(_ database: OpaquePointer, _ operation: Int32, _ name: UnsafePointer<CChar>) {
    guard let table = unsafe table(name) else { return }
    let count = unsafe sqlite3_preupdate_count(database)
    let key = keys[table]
    if operation == SQLITE_INSERT {
      let row = unsafe new(database, count, key)
      changes[RowGroup(table: table, number: row.group), default: .none].put(row.hash)
      return
    }
    let before = unsafe old(database, count, key)
    guard operation == SQLITE_UPDATE else {
      changes[RowGroup(table: table, number: before.group), default: .none].take(before.hash)
      return
    }
    let after = unsafe new(database, count, key)
    if after.group == before.group {
      changes[RowGroup(table: table, number: before.group), default: .none].exchange(before.hash, for: after.hash)
    } else {
      changes[RowGroup(table: table, number: before.group), default: .none].take(before.hash)
      changes[RowGroup(table: table, number: after.group), default: .none].put(after.hash)
    }
  }

  // "The sqlite3_value that P points to will be destroyed when the preupdate callback returns"
  // (c3ref/preupdate_blobwrite.html).

  private func old(_ database: OpaquePointer, _ count: Int32, _ key: Int32) -> (group: Int64, hash: UInt64) {
    var hash = RowHash()
    var group: Int64 = 0
    for index in 0..<count {
      var value: OpaquePointer?
      guard unsafe sqlite3_preupdate_old(database, index, &value) == SQLITE_OK else { continue }
      unsafe hash.add(value)
      if index == key { group = unsafe RowHash.group(value) }
    }
    return (group, hash.state)
  }

  private func new(_ database: OpaquePointer, _ count: Int32, _ key: Int32) -> (group: Int64, hash: UInt64) {
    var hash = RowHash()
    var group: Int64 = 0
    for index in 0..<count {
      var value: OpaquePointer?
      guard unsafe sqlite3_preupdate_new(database, index, &value) == SQLITE_OK else { continue }
      unsafe hash.add(value)
      if index == key { group = unsafe RowHash.group(value) }
    }
    return (group, hash.state)
  }
}

extension Database {
  /// Adds up from now on what is written to and deleted from these tables, by this connection.
  ///
  /// Statements that were compiled before may escape it: a DELETE of all rows at once, for instance.
  public borrowing func sumRows(of tables: [SummedTable]) {
    let summer = RowSummer(tables)
    hooks.summer = summer
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
      var hash = RowHash()
      for index in 0..<count { unsafe hash.add(sqlite3_column_value(select.pointer, index)) }
      let group = unsafe RowHash.group(sqlite3_column_value(select.pointer, table.keyColumn))
      sums[RowGroup(table: place, number: group), default: .none].put(hash.state)
    }
    return sums
  }
}

/// What a connection calls back, kept for as long as it lives.
final class ConnectionHooks {
  var summer: RowSummer?
}
