import CSQLite

/// Adds up the rows that a connection writes and deletes, by groups, until they are taken.
@safe final class RowSummer {
  /// The columns of one table that a statement sets, none of which belongs to the key.
  struct Columns {
    let table: Int
    /// A bit for each.
    let bits: UInt64
  }

  private let tables: [SummedTable]
  private let names: [ContiguousArray<CChar>]
  /// Where SQLite keeps the names of tables, with the table each stands for.
  private var known: [(address: UInt, table: Int)] = []
  private(set) var changes: [RowGroup: RowSum] = [:]
  /// The group that was changed last, whose sum is put by until another one is.
  private var last: (group: RowGroup, sum: RowSum)?
  /// What the statement that is being compiled sets, as far as it was told.
  private var told: [Int: UInt64] = [:]
  /// What the statement that runs sets; nil where that is not known.
  var columns: Columns?

  init(_ tables: [SummedTable]) {
    self.tables = tables
    names = tables.map { ContiguousArray($0.name.utf8CString) }
  }

  func take() -> [RowGroup: RowSum] {
    putBy()
    defer { changes = [:] }
    return changes
  }

  // MARK: What a statement sets

  /// Forgets what other statements set.
  func beginCompiling() { told = [:] }

  /// What the statement that was compiled sets, where that is a single table and leaves keys alone.
  func endCompiling() -> Columns? {
    guard told.count == 1, let (table, bits) = told.first, bits != .max else { return nil }
    for place in tables[table].key where bits & 1 << UInt64(place) != 0 { return nil }
    return Columns(table: table, bits: bits)
  }

  /// SQLite is about to compile the setting of a column.
  func willUpdate(_ table: UnsafePointer<CChar>?, _ column: UnsafePointer<CChar>?) {
    guard let table = unsafe table.flatMap({ unsafe self.table($0) }) else { return }
    let name = unsafe column.map { unsafe String(cString: $0) }
    guard let place = tables[table].columns.firstIndex(where: { $0 == name }), place < 63 else {
      told[table] = .max
      return
    }
    told[table, default: 0] |= 1 << UInt64(place)
  }

  // MARK: What it does

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
    let key = tables[table].key
    // "The sqlite3_value that P points to will be destroyed when the preupdate callback returns"
    // (c3ref/preupdate_blobwrite.html).
    func old(_ index: Int32) -> OpaquePointer? {
      var value: OpaquePointer?
      return unsafe sqlite3_preupdate_old(database, index, &value) == SQLITE_OK ? unsafe value : nil
    }
    func new(_ index: Int32) -> OpaquePointer? {
      var value: OpaquePointer?
      return unsafe sqlite3_preupdate_new(database, index, &value) == SQLITE_OK ? unsafe value : nil
    }
    if operation == SQLITE_INSERT {
      let row = unsafe CellHash.sum(key: key, count: count, new)
      return change(table, row.group) { $0.put(row.hash) }
    }
    // What a foreign key does is done beneath the statement, which was not asked about it.
    if operation == SQLITE_UPDATE, let columns, columns.table == table, unsafe sqlite3_preupdate_depth(database) == 0 {
      let row = unsafe CellHash.seed(key, old)
      var sum: UInt64 = 0
      var bits = columns.bits
      while bits != 0 {
        let place = Int32(bits.trailingZeroBitCount)
        bits &= bits - 1
        sum &-= unsafe CellHash.hash(row.seed, place, old(place))
        sum &+= unsafe CellHash.hash(row.seed, place, new(place))
      }
      return change(table, row.group) { $0.sum &+= sum }
    }
    let before = unsafe CellHash.sum(key: key, count: count, old)
    change(table, before.group) { $0.take(before.hash) }
    guard operation == SQLITE_UPDATE else { return }
    let after = unsafe CellHash.sum(key: key, count: count, new)
    change(table, after.group) { $0.put(after.hash) }
  }

  private func change(_ table: Int, _ number: Int64, _ body: (inout RowSum) -> Void) {
    let group = RowGroup(table: table, number: number)
    if last?.group != group {
      putBy()
      last = (group, changes[group] ?? .none)
    }
    guard var sum = last?.sum else { return }
    body(&sum)
    last?.sum = sum
  }

  private func putBy() {
    if let last { changes[last.group] = last.sum }
    last = nil
  }
}
