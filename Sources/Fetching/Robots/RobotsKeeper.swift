import CurlKit
import Records

/// Asks origins for their robots.txt and remembers the answers for a day.
///
/// Callers that want the same one at the same time share one request.
final class RobotsKeeper: Sendable {
  /// RFC 9309, 2.4: "Crawlers SHOULD NOT use the cached version for more than 24 hours".
  static let lifeSeconds = 86_400

  private struct Known: Sendable {
    let answer: RobotsAnswer
    let at: Instant
  }

  private let request: RobotsRequest
  private let known = SingleFlight<String, Known>()

  init(request: RobotsRequest) {
    self.request = request
  }

  /// What the robots.txt of the address's origin says; from memory when it was asked for within a day.
  ///
  /// - Parameter evidence: Gets what came over the wire, when this caller was the one to ask.
  func answer(
    for address: WebAddress, policy: FetchPolicy, evidence: inout [Page]
  ) async throws(Obstacle) -> RobotsAnswer {
    let now = request.sender.environment.now()
    return try await known.value(for: address.origin) { known in
      known.at <= now && now.seconds - known.at.seconds < Self.lifeSeconds
    } make: { () async throws(Obstacle) -> Known in
      Known(answer: try await request.answer(for: address, policy: policy, evidence: &evidence), at: now)
    }.answer
  }
}
