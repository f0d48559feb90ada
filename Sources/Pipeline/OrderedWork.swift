/// Does the same work on many items at once and hands the results over in the order of the items.
///
/// At most `2 * width` items are in flight, so memory does not grow with their number. With a width of one everything
/// is done on the caller's task, one item after the other.
enum OrderedWork {
  /// Runs `work` on what `next` gives until that is nil, and `consume` on the results, in order.
  ///
  /// `next` and `consume` run on the caller's task, never at the same time. An error from `next` or `consume` ends the
  /// work; what is in flight is waited for and dropped. So does the end of the caller's task.
  static func run<Item: Sendable, Result: Sendable>(
    width: Int, next: () throws -> Item?, work: @escaping @Sendable (Item) -> Result,
    consume: (Result) throws -> Void
  ) async throws {
    guard width > 1 else {
      while let item = try next() {
        try Task.checkCancellation()
        try consume(work(item))
      }
      return
    }
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var waiting: [Int: Result] = [:]
      var started = 0
      var finished = 0
      var isAtEnd = false
      while true {
        try Task.checkCancellation()
        while !isAtEnd, started - finished < 2 * width {
          guard let item = try next() else {
            isAtEnd = true
            break
          }
          let number = started
          group.addTask { (number, work(item)) }
          started += 1
        }
        guard finished < started else { return }
        if let result = waiting.removeValue(forKey: finished) {
          finished += 1
          try consume(result)
        } else if let (number, result) = try await group.next() {
          waiting[number] = result
        }
      }
    }
  }
}
