import FileKit
import Records
import SQLiteKit

/// The one writer of the database.
///
/// Whatever is loaded twice, in another order or in other parts leads to the same `dump`: rows are told by ids made of
/// their natural keys, each rule that chooses between two versions of a row is a total order, and a listing's changes
/// follow from all of its sightings.
///
///     var loader = try Loader(path: "workspace/aftermarket.sqlite")
///     let counts = try loader.load(records)
///     try loader.checkpoint()
public struct Loader: ~Copyable {
  /// The database file.
  public let path: String
  let database: Database
  var statements: Statements
  var rates: RateTable
  let summed: [SummedTable]
  var knownSources: Set<String> = []
  var pageNumbers: [String: Int64] = [:]
  var pageIDs: [Int64: String] = [:]
  var lastButOneNights: [String: Day?] = [:]
  var lateSources: Set<SourceID> = []
  var lastPage = LastPage()
  var timeTexts = TimeTexts()
  private var hasWritten = false

  /// Opens the database at `path`, makes it when there is none, and brings its schema to this program's version.
  ///
  /// - Throws: The file is no database, another program's, newer than this program, or cannot be written.
  public init(path: String, busyTimeoutMilliseconds: Int32 = 10_000) throws(LoadFailure) {
    let opened = try Opening.open(path, busyTimeoutMilliseconds)
    let table: RateTable
    let compiled: Statements
    let tables: [SummedTable]
    do {
      table = try RateTable(opened)
      tables = try RowLedger.tables(in: opened)
      opened.sumRows(of: tables)
      compiled = try Statements.compiled(for: opened)
    } catch {
      throw LoadFailure(error, path: path)
    }
    self.path = path
    database = opened
    statements = compiled
    rates = table
    summed = tables
  }

  /// Loads records in one transaction: all of them are kept, or none.
  ///
  /// Observations of a page whose line in the same batch calls it blocked, partial or otherwise unusable are left out;
  /// so the records of a page and its line belong into one batch.
  ///
  /// - Returns: What was done with them.
  /// - Throws: The database could not be written. Nothing of the batch is kept then.
  public mutating func load(_ records: [NormalizedRecord]) throws(LoadFailure) -> LoadCounts {
    var counts = LoadCounts()
    try write { loader throws(SQLiteFailure) in counts = try loader.apply(records) }
    return counts
  }

  /// Moves what is committed from the write-ahead log into the database file.
  ///
  /// - Returns: Whether all of it was; a long reader holds some of it back.
  @discardableResult
  public func checkpoint() throws(LoadFailure) -> Bool {
    do {
      return try database.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// Forgets what was kept in memory of a transaction that did not come about.
  mutating func forget() {
    _ = database.takeRowSums()
    knownSources = []
    pageNumbers = [:]
    pageIDs = [:]
    lastPage = LastPage()
    lastButOneNights = [:]
    lateSources = []
    rates = (try? RateTable(database)) ?? RateTable()
  }

  /// Makes what was loaded last, and hashes the file that it lies in.
  ///
  /// What was committed is on the disk already; so nothing is lost where this does not come about.
  private func seal() {
    guard hasWritten, path != ":memory:", (try? checkpoint()) == true else { return }
    try? FileSums.write(of: path)
  }

  deinit { seal() }

  /// Runs `body` in a write transaction.
  mutating func write(_ body: (inout Loader) throws(SQLiteFailure) -> Void) throws(LoadFailure) {
    if !hasWritten {
      do { try FileSums.remove(of: path) } catch {
        // SQLITE_IOERR
        throw LoadFailure(SQLiteFailure(resultCode: 10, message: "\(error)", sql: path), path: path)
      }
      hasWritten = true
    }
    do {
      try database.execute("BEGIN IMMEDIATE")
      try body(&self)
      try RowLedger.settle(summed, in: database)
      try database.execute("COMMIT")
    } catch {
      // SQLite may have rolled back by itself, on a full disk for instance.
      if database.isInTransaction { try? database.execute("ROLLBACK") }
      forget()
      throw LoadFailure(error, path: path)
    }
  }
}
