import CCurl
import Synchronization

/// What the engine's thread is told.
enum Order: Sendable {
  /// Begin a transfer.
  case add(TransferRequest, Ticket)
  /// Stop the transfer of the ticket, should it be under way.
  case cancel(Ticket)
}

/// One call of `perform`: who waits for it, and whether it is still wanted.
///
/// The mark of cancellation lives here and not in the mailbox, so a cancellation that comes before its `add` is found
/// there, and one that comes after the end leaves nothing behind.
final class Ticket: Sendable {
  typealias Outcome = Result<TransferResponse, TransferFailure>

  private let cancelled = Atomic<Bool>(false)
  private let answer = Mutex<(@Sendable (Outcome) -> Void)?>(nil)

  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

  func cancel() { cancelled.store(true, ordering: .releasing) }

  /// Sets who is told the outcome.
  func onOutcome(_ tell: @escaping @Sendable (Outcome) -> Void) { answer.withLock { $0 = tell } }

  /// Tells the outcome; only the first one is told.
  func settle(_ outcome: Outcome) {
    let tell = answer.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    tell?(outcome)
  }
}

/// Where other threads leave orders for the engine's thread.
@safe final class Mailbox: @unchecked Sendable {
  private struct State {
    var orders: [Order] = []
    var isStopping = false
    var isShut = false
  }

  private let state = Mutex(State())
  private let multi: UnsafeMutableRawPointer

  /// Takes over the multi handle.
  init(multi: UnsafeMutableRawPointer) {
    unsafe self.multi = multi
  }

  deinit {
    unsafe curl_multi_cleanup(multi)
  }

  /// Leaves an order and wakes the thread; false when the engine is closed.
  ///
  /// Orders that lie there unread have woken the thread already.
  func post(_ order: Order) -> Bool {
    let (isTaken, isFirst) = state.withLock { state in
      guard !state.isShut, !state.isStopping else { return (false, false) }
      state.orders.append(order)
      return (true, state.orders.count == 1)
    }
    if isFirst { wake() }
    return isTaken
  }

  /// Asks the thread to end.
  func stop() {
    state.withLock { $0.isStopping = true }
    wake()
  }

  /// curl_multi_wakeup(3): "can be called from any thread", and a call while nobody polls makes the next
  /// curl_multi_poll return at once.
  ///
  /// It is a system call and stays outside the lock; the handle lives as long as the mailbox.
  private func wake() { unsafe curl_multi_wakeup(multi) }

  /// The orders left since the last call, and whether they are the last ones.
  func take() -> (orders: [Order], isLast: Bool) {
    state.withLock { state in
      defer { state.orders = [] }
      if state.isStopping { state.isShut = true }
      return (state.orders, state.isShut)
    }
  }
}
