import CurlKit
import Synchronization

/// Stops asking a host that keeps failing, for the rest of the run.
final class Breaker: Sendable {
  /// So many pages in a row that failed mean that the host is down, or wants no more of us.
  static let limit = 5

  private struct State {
    var failures = 0
    var isBlocked = false
  }

  private let states = Mutex<[String: State]>([:])

  /// Throws when the host is not to be asked any more.
  func check(_ host: String) throws(Obstacle) {
    let state = states.withLock { $0[host] } ?? State()
    if state.isBlocked { throw Obstacle(.hostBlocked(host)) }
    if state.failures >= Self.limit { throw Obstacle(.hostGivenUp(failures: state.failures)) }
  }

  /// A page of the host came.
  func succeeded(_ host: String) { states.withLock { $0[host]?.failures = 0 } }

  /// A page of the host failed for a reason that speaks against the host, all retries included.
  func failed(_ host: String) { states.withLock { $0[host, default: State()].failures += 1 } }

  /// The host showed a block page.
  func block(_ host: String) { states.withLock { $0[host, default: State()].isBlocked = true } }
}

extension FetchFailure.Reason {
  /// Whether the host itself, and not only the page, seems to be the trouble.
  var speaksAgainstHost: Bool {
    switch self {
    case .status(let status): [401, 403, 429, 451].contains(status) || (500...599).contains(status)
    case .transfer(let failure): failure.isTransient || failure.reason == .tls
    default: false
    }
  }
}
