import Synchronization

/// One caller in a line: it sleeps until it is called or its task is cancelled, whichever comes first.
final class Waiter: Sendable {
  private enum State {
    case awake
    case asleep(CheckedContinuation<Bool, Never>)
    case settled(wasCalled: Bool)
  }

  private let state = Mutex(State.awake)

  /// Sleeps; true when called, false when the task was cancelled first.
  func wait() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known: Bool? = state.withLock { state in
          if case .settled(let wasCalled) = state { return wasCalled }
          state = .asleep(continuation)
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      settle(wasCalled: false)
    }
  }

  /// Wakes the caller up; false when it has gone already, so that its turn is somebody else's.
  func call() -> Bool { settle(wasCalled: true) }

  @discardableResult
  private func settle(wasCalled: Bool) -> Bool {
    let (isFirst, sleeper) = state.withLock { state -> (Bool, CheckedContinuation<Bool, Never>?) in
      switch state {
      case .settled: return (false, nil)
      case .awake:
        state = .settled(wasCalled: wasCalled)
        return (true, nil)
      case .asleep(let continuation):
        state = .settled(wasCalled: wasCalled)
        return (true, continuation)
      }
    }
    sleeper?.resume(returning: wasCalled)
    return isFirst
  }
}
