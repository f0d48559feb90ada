import CSQLite

extension Database {
  /// Runs `body` with a question asked about every `steps` virtual machine steps; true stops the statement.
  ///
  /// The stopped statement fails with the reason `interrupted`. A write transaction stays open, for the
  /// caller to roll back. 10,000 steps are some tens of microseconds.
  public borrowing func stoppable<Result>(
    every steps: Int32 = 10_000, when shouldStop: @escaping () -> Bool,
    _ body: () throws(SQLiteFailure) -> Result
  ) throws(SQLiteFailure) -> Result {
    let box = Question(ask: shouldStop)
    let context = unsafe Unmanaged.passUnretained(box).toOpaque()
    unsafe sqlite3_progress_handler(
      handle, steps,
      { pointer in
        guard let pointer = unsafe pointer else { return 0 }
        return unsafe Unmanaged<Question>.fromOpaque(pointer).takeUnretainedValue().ask() ? 1 : 0
      }, context)
    defer {
      unsafe sqlite3_progress_handler(handle, 0, nil, nil)
      withExtendedLifetime(box) {}
    }
    return try body()
  }
}

private final class Question {
  let ask: () -> Bool
  init(ask: @escaping () -> Bool) { self.ask = ask }
}
