import Synchronization

/// Lets only so many requests be under way at once, over all hosts, in the order they came.
final class Turnstile: Sendable {
  private struct State {
    var free: Int
    var line: [Waiter] = []
  }

  private let state: Mutex<State>

  /// A turnstile with that many places, at least one.
  init(places: Int) {
    state = Mutex(State(free: max(places, 1)))
  }

  /// Takes a place; false when the task was cancelled before there was one.
  func enter() async -> Bool {
    let waiter = Waiter()
    let isFree = state.withLock { state in
      if state.free > 0 {
        state.free -= 1
        return true
      }
      state.line.append(waiter)
      return false
    }
    return isFree ? true : await waiter.wait()
  }

  /// Gives the place to the first in line who still wants it.
  func leave() {
    state.withLock { state in
      while !state.line.isEmpty {
        if state.line.removeFirst().call() { return }
      }
      state.free += 1
    }
  }
}
