/// The line before one host, and when its next request may start.
///
/// ```
/// in line ── called up ──▶ starting ── gap over ──▶ under way ── ended ──▶ gone
/// ```
/// At most one caller is starting, so gaps are counted from one start to the next in the order of the line.
struct HostGate {
  private var line: [(waiter: Waiter, concurrency: Int)] = []
  private var isStarting = false
  private(set) var underWay = 0
  private var lastStart: Int?
  private var lastEnd: Int?
  /// Until when the host asked to be left alone, in milliseconds of the clock that never goes back.
  private(set) var heldUntil = 0

  /// How many callers wait, the one that sits out the gap included.
  var waiting: Int { line.count + (isStarting ? 1 : 0) }

  /// Whether the caller may start at once; else it now stands in line.
  mutating func arrive(_ waiter: Waiter, concurrency: Int) -> Bool {
    if line.isEmpty, !isStarting, underWay < concurrency {
      isStarting = true
      return true
    }
    line.append((waiter, concurrency))
    return false
  }

  /// How long the starting caller still has to wait for the gap.
  ///
  /// While nothing is under way the gap also counts from the end of the last request: the server got that one some
  /// time after its start, and sees the full gap only so. The clock has whole milliseconds and may be almost one
  /// behind, hence the one more.
  func gapLeft(_ gap: Int, now: Int) -> Int {
    guard gap > 0 else { return 0 }
    var from = lastStart
    if underWay == 0, let lastEnd { from = max(from ?? lastEnd, lastEnd) }
    return from.map { max(0, $0 + gap + 1 - now) } ?? 0
  }

  /// Leaves the host alone until then, or longer when it asked for that before.
  mutating func hold(until moment: Int) { heldUntil = max(heldUntil, moment) }

  /// The starting caller sends its request now.
  mutating func started(now: Int) {
    lastStart = now
    isStarting = false
    underWay += 1
    callNext()
  }

  /// The starting caller has given up.
  mutating func gaveUp() {
    isStarting = false
    callNext()
  }

  /// A request that was under way has ended.
  mutating func ended(now: Int) {
    lastEnd = now
    underWay -= 1
    callNext()
  }

  /// A caller has left the line because it was cancelled.
  mutating func left(_ waiter: Waiter) { line.removeAll { $0.waiter === waiter } }

  private mutating func callNext() {
    while !isStarting, let first = line.first, underWay < first.concurrency {
      line.removeFirst()
      isStarting = first.waiter.call()
    }
  }
}
