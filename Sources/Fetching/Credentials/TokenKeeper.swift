import CurlKit
import HTTPKit
import Records

/// Gets tokens and keeps each for its life; callers that need the same one share one request.
///
/// What the endpoint answers is never kept as a page: the token stands in it.
final class TokenKeeper: Sendable {
  /// For so long a refused client is not asked about again.
  static let refusalSeconds = 300

  private enum Known: Sendable {
    case token(Token)
    case refusal(FetchFailure.Reason, at: Instant)
  }

  private let identity: CrawlerIdentity
  private let sender: Sender
  private let persistence: Persistence
  private let known = SingleFlight<TokenClient, Known>()

  init(identity: CrawlerIdentity, sender: Sender, persistence: Persistence) {
    self.identity = identity
    self.sender = sender
    self.persistence = persistence
  }

  /// A token that is good now.
  func token(of client: TokenClient, policy: FetchPolicy) async throws(Obstacle) -> String {
    let now = sender.environment.now()
    let answer = try await known.value(for: client) { known in
      switch known {
      case .token(let token): now < token.goodUntil
      case .refusal(_, let moment): now.seconds - moment.seconds < Self.refusalSeconds
      }
    } make: { () async throws(Obstacle) -> Known in
      try await ask(client, policy)
    }
    switch answer {
    case .token(let token): return token.text
    case .refusal(let reason, _): throw Obstacle(reason)
    }
  }

  /// Forgets a token that the server did not take.
  func forget(_ text: String, of client: TokenClient) {
    known.forget(client) { known in
      if case .token(let token) = known { token.text == text } else { false }
    }
  }

  private func ask(_ client: TokenClient, _ policy: FetchPolicy) async throws(Obstacle) -> Known {
    do throws(Obstacle) {
      let token = try await persistence.repeating(
        host: client.address.host, retries: policy.retries, longestWait: policy.longestWaitMilliseconds
      ) { () async throws(Obstacle) -> Token in try await askOnce(client, policy) }
      return .token(token)
    } catch {
      let reason: FetchFailure.Reason
      switch error.reason {
      case .status(let status) where (400...499).contains(status) && status != 429: reason = .tokenRefused(status)
      case .status(let status): reason = .tokenUnavailable("status \(status)")
      case .transfer(let failure): reason = .tokenUnavailable(failure.description)
      case .tokenUnavailable: reason = error.reason
      default: throw error
      }
      return .refusal(reason, at: sender.environment.now())
    }
  }

  private func askOnce(_ client: TokenClient, _ policy: FetchPolicy) async throws(Obstacle) -> Token {
    let request = client.request(userAgent: identity.userAgent, policy: policy)
    let response = try await sender.send(request, policy: policy, gap: policy.delayMilliseconds)
    guard response.status == 200 else {
      throw Obstacle(.status(response.status), waitMilliseconds: response.wait(now: sender.environment.now()))
    }
    guard let token = Token(response.body, at: sender.environment.now()) else {
      throw Obstacle(.tokenUnavailable("no access_token can be read in its answer"))
    }
    return token
  }
}
