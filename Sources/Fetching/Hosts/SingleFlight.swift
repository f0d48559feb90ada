import Synchronization

/// Answers that several callers want at once and that only one of them asks for.
///
/// The others wait for it. When the one that asks fails or is cancelled, the next of them asks.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private enum Entry {
    case underWay([Waiter])
    case known(Value)
  }

  private enum Part {
    case know(Value)
    case wait
    case ask
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// The answer, known or made.
  ///
  /// - Parameter isFresh: Whether a known answer still counts.
  func value(
    for key: Key, isFresh: (Value) -> Bool, make: () async throws(Obstacle) -> Value
  ) async throws(Obstacle) -> Value {
    while true {
      let waiter = Waiter()
      switch part(key, waiter, isFresh) {
      case .know(let value): return value
      case .wait:
        guard await waiter.wait() else { throw Obstacle(.cancelled) }
      case .ask:
        do throws(Obstacle) {
          let value = try await make()
          settle(key, value)
          return value
        } catch {
          settle(key, nil)
          throw error
        }
      }
    }
  }

  /// Forgets a known answer when it is the one described.
  func forget(_ key: Key, where isMeant: (Value) -> Bool) {
    entries.withLock { entries in
      if case .known(let value) = entries[key], isMeant(value) { entries[key] = nil }
    }
  }

  private func part(_ key: Key, _ waiter: Waiter, _ isFresh: (Value) -> Bool) -> Part {
    entries.withLock { entries in
      switch entries[key] {
      case .known(let value) where isFresh(value): return .know(value)
      case .underWay(var waiters):
        entries[key] = nil  // So that the list is not copied for each who joins it.
        waiters.append(waiter)
        entries[key] = .underWay(waiters)
        return .wait
      case .known, nil:
        entries[key] = .underWay([])
        return .ask
      }
    }
  }

  private func settle(_ key: Key, _ value: Value?) {
    let waiters = entries.withLock { entries -> [Waiter] in
      guard case .underWay(let waiters) = entries[key] else { return [] }
      entries[key] = value.map { .known($0) }
      return waiters
    }
    for waiter in waiters { _ = waiter.call() }
  }
}
