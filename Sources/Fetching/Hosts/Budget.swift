import Records
import Synchronization

/// Counts the requests of each source against what its publisher grants for a day.
final class Budget: Sendable {
  private let made = Mutex<[SourceID: Int]>([:])

  /// How many requests were made for the source so far.
  func made(for source: SourceID) -> Int { made.withLock { $0[source] ?? 0 } }

  /// Throws when no request is left.
  func check(_ policy: FetchPolicy) throws(Obstacle) {
    guard let left = policy.requestsLeft, made(for: policy.source) >= left else { return }
    throw Obstacle(.budgetSpent(requests: left))
  }

  /// Counts one request, or throws when none is left.
  func spend(_ policy: FetchPolicy) throws(Obstacle) {
    let isLeft = made.withLock { made in
      let count = made[policy.source] ?? 0
      guard count < policy.requestsLeft ?? .max else { return false }
      made[policy.source] = count + 1
      return true
    }
    if !isLeft { throw Obstacle(.budgetSpent(requests: policy.requestsLeft ?? 0)) }
  }
}
