import CurlKit
import HTTPKit
import Records

/// Asks one origin for its robots.txt (RFC 9309, 2.3.1).
struct RobotsRequest: Sendable {
  /// RFC 9309, 2.3.1.2: crawlers "SHOULD follow at least five consecutive redirects".
  static let redirectLimit = 5
  /// A robots.txt that takes longer is not reachable.
  static let totalMilliseconds = 20_000

  let identity: CrawlerIdentity
  let sender: Sender
  let persistence: Persistence

  /// What robots.txt came to; a failure that may pass is tried a second time.
  ///
  /// - Throws: Only what says nothing about robots.txt: a cancelled task, a host that is not asked any more.
  func answer(
    for address: WebAddress, policy: FetchPolicy, evidence: inout [Page]
  ) async throws(Obstacle) -> RobotsAnswer {
    do throws(Obstacle) {
      return try await persistence.repeating(
        host: address.host, retries: min(1, policy.retries), longestWait: policy.longestWaitMilliseconds
      ) { () async throws(Obstacle) -> RobotsAnswer in
        try await follow(address, policy: policy, evidence: &evidence)
      }
    } catch {
      switch error.reason {
      case .cancelled, .deferred, .hostGivenUp, .hostBlocked, .budgetSpent: throw error
      case .status(let status): return .unreachable("status \(status)")
      case .transfer(let failure): return .unreachable(failure.description)
      case .redirectUnusable(let why): return .unreachable("its redirect cannot be followed: \(why)")
      case .redirectInsecure(let target): return .unreachable("it redirects from https to \(target)")
      case .tooManyRedirects(let limit): return .unreachable("more than \(limit) redirects")
      default: return .unreachable("its content coding cannot be undone")
      }
    }
  }

  private func follow(
    _ address: WebAddress, policy: FetchPolicy, evidence: inout [Page]
  ) async throws(Obstacle) -> RobotsAnswer {
    var at = address
    var location = "/robots.txt"
    for _ in 0...Self.redirectLimit {
      at = try Redirect.target(location, from: at)
      let response: TransferResponse
      do throws(Obstacle) {
        response = try await sender.send(request(at, policy), policy: policy, gap: policy.delayMilliseconds)
      } catch {
        return try firstBytes(error, at, policy, &evidence)
      }
      var page = Page(response, url: at.text, source: policy.source, at: sender.environment.now())
      page.evidence = .robots
      let undecoded = page.undoCodings(of: response, limitBytes: policy.decodedBytes)
      evidence.append(page)
      switch response.status {
      case 200...299:
        if let undecoded { throw undecoded }
        return .rules(RobotsRules(page.body, agent: identity.product))
      case 301, 302, 303, 307, 308:
        guard let target = response.fields["Location"] else { throw Obstacle(.redirectUnusable("no Location")) }
        location = target
      case 400...499 where response.status != 429: return .rules(.none)
      default:
        throw Obstacle(.status(response.status), waitMilliseconds: response.wait(now: sender.environment.now()))
      }
    }
    throw Obstacle(.tooManyRedirects(limit: Self.redirectLimit))
  }

  /// The rules of a robots.txt that is longer than what is read of it; any other failure is thrown on.
  private func firstBytes(
    _ obstacle: Obstacle, _ address: WebAddress, _ policy: FetchPolicy, _ evidence: inout [Page]
  ) throws(Obstacle) -> RobotsAnswer {
    guard case .transfer(let failure) = obstacle.reason,
      var page = Page(failure, url: address.text, source: policy.source, at: sender.environment.now())
    else { throw obstacle }
    page.evidence = .robots
    evidence.append(page)
    guard case .bodyTooLarge = failure.reason, page.status == 200 else { throw obstacle }
    return .rules(RobotsRules(page.body, agent: identity.product))
  }

  private func request(_ address: WebAddress, _ policy: FetchPolicy) -> TransferRequest {
    var limits = policy.limits
    limits.bodyBytes = RobotsRules.byteLimit
    limits.keepsFirstBytes = true
    limits.totalMilliseconds = min(limits.totalMilliseconds, Self.totalMilliseconds)
    return TransferRequest(
      url: address, headers: [HeaderField("User-Agent", identity.userAgent)], limits: limits,
      addresses: AddressPolicy(allowing: policy.networks))
  }
}
