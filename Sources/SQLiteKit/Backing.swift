import CSQLite

extension Database {
  /// Copies the main database over that of `copy`, `pages` at a time.
  ///
  /// Inside a read transaction of this connection the copy is of that one state, whoever writes meanwhile.
  ///
  /// - Parameter goOn: Asked after each step with what is left and the whole, in pages; false ends it.
  /// - Returns: Whether all of it was copied.
  public borrowing func back(
    up copy: borrowing Database, pages: Int32 = 2_048, goOn: (_ left: Int, _ whole: Int) -> Bool
  ) throws(SQLiteFailure) -> Bool {
    guard let work = unsafe sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.failure(SQLITE_ERROR, "backup")
    }
    var code = SQLITE_OK
    var isStopped = false
    repeat {
      code = unsafe sqlite3_backup_step(work, pages)
      if code == SQLITE_OK {
        isStopped = !goOn(
          Int(unsafe sqlite3_backup_remaining(work)), Int(unsafe sqlite3_backup_pagecount(work)))
      }
    } while code == SQLITE_OK && !isStopped
    // "If an error occurs within sqlite3_backup_step(), sqlite3_backup_finish() returns the corresponding error code"
    // (c3ref/backup_finish.html).
    let end = unsafe sqlite3_backup_finish(work)
    if isStopped { return false }
    guard code == SQLITE_DONE, end == SQLITE_OK else {
      throw copy.failure(code == SQLITE_DONE ? end : code, "backup")
    }
    return true
  }
}
