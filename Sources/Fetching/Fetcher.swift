import CurlKit
import HTTPKit
import Records

/// Fetches pages one at a time, with manners.
///
/// In this order, and each before the first byte of a request is sent: the source's terms, the host, robots.txt of
/// that host, the gap since the last request to it. Redirects go through the same checks hop by hop. What fails in
/// passing is asked again with growing waits; what `Retry-After` asks for is kept to.
public struct Fetcher {
  private let identity: CrawlerIdentity
  private let environment: FetchEnvironment
  private var pacer = Pacer()
  private var robots: RobotsKeeper

  /// A fetcher that has asked nobody yet; it remembers hosts and their robots.txt from one fetch to the next.
  public init(identity: CrawlerIdentity, environment: FetchEnvironment) {
    self.identity = identity
    self.environment = environment
    robots = RobotsKeeper(identity: identity)
  }

  /// Fetches the page at an address of the source.
  ///
  /// - Throws: A `FetchFailure` that says what stood in the way; an error status is a failure, and its page goes with
  ///   it as evidence.
  public mutating func fetch(_ url: String, policy: FetchPolicy) throws(FetchFailure) -> FetchResult {
    var journey = Journey(url: url)
    do throws(Obstacle) {
      if let sentence = policy.refusal { throw Obstacle(.barredByTerms(sentence)) }
      return try follow(&journey, policy: policy)
    } catch {
      throw FetchFailure(
        error.reason, source: policy.source, url: journey.url, attempts: journey.attempts, evidence: journey.trail)
    }
  }

  private struct Journey {
    var url: String
    var attempts = 0
    var trail: [Page] = []
  }

  private mutating func follow(_ journey: inout Journey, policy: FetchPolicy) throws(Obstacle) -> FetchResult {
    var address = try Self.address(journey.url)
    for _ in 0...max(policy.redirectLimit, 0) {
      journey.url = address.text
      switch try ask(address, journey: &journey, policy: policy) {
      case .page(let page): return FetchResult(page: page, trail: journey.trail, attempts: journey.attempts)
      case .redirect(let page, let location):
        journey.trail.append(page)
        address = try Self.next(after: address, location: location)
      case .obstacle(let page, let obstacle):
        journey.trail.append(page)
        throw obstacle
      }
    }
    throw Obstacle(.tooManyRedirects(limit: policy.redirectLimit))
  }

  /// Asks until the answer is no passing failure, or the attempts are used up.
  private mutating func ask(
    _ address: WebAddress, journey: inout Journey, policy: FetchPolicy
  ) throws(Obstacle) -> Answer {
    let gap = try gapAllowed(for: address, policy: policy)
    var failures = 0
    while true {
      if environment.isCancelled() { throw Obstacle(.cancelled) }
      let obstacle: Obstacle
      do throws(Obstacle) {
        let answer = try askOnce(address, gap: gap, journey: &journey, policy: policy)
        guard case .obstacle(let page, let found) = answer, found.reason.isTransient else { return answer }
        journey.trail.append(page)
        obstacle = found
      } catch {
        obstacle = error
      }
      failures += 1
      guard obstacle.reason.isTransient, failures <= policy.retries else { throw obstacle }
      let asked = obstacle.waitMilliseconds ?? 0
      guard asked <= policy.longestWaitMilliseconds else { throw Obstacle(.deferred(seconds: asked / 1000)) }
      environment.sleep(max(asked, Backoff.wait(afterAttempts: failures, jitter: environment.jitter())))
    }
  }

  private mutating func askOnce(
    _ address: WebAddress, gap: Int, journey: inout Journey, policy: FetchPolicy
  ) throws(Obstacle) -> Answer {
    pacer.awaitTurn(host: address.host, gapMilliseconds: gap, in: environment)
    if environment.isCancelled() { throw Obstacle(.cancelled) }
    defer { pacer.requestEnded(host: address.host, in: environment) }
    let headers = [
      HeaderField("User-Agent", identity.userAgent), HeaderField("Accept", "*/*"),
      HeaderField("Accept-Encoding", "gzip"),
    ]
    let request = TransferRequest(url: address, headers: headers, limits: policy.limits)
    journey.attempts += 1
    do throws(TransferFailure) {
      let response = try environment.transport(request, AddressPolicy(allowing: policy.networks))
      return Answer(response, to: address, policy: policy, at: environment.now())
    } catch {
      throw Obstacle(error.reason == .cancelled ? .cancelled : .transfer(error))
    }
  }

  /// The milliseconds to leave between requests to the host, when host and robots.txt allow the address at all.
  private mutating func gapAllowed(for address: WebAddress, policy: FetchPolicy) throws(Obstacle) -> Int {
    guard policy.permits(host: address.host) else { throw Obstacle(.hostForeign(address.host)) }
    switch robots.answer(for: address, policy: policy, pacer: &pacer, environment: environment) {
    case .unreachable(let why):
      throw Obstacle(environment.isCancelled() ? .cancelled : .robotsUnreachable(why))
    case .rules(let rules):
      if !rules.allows(address.target) {
        let pattern = rules.decidingRule(for: address.target)?.pattern.text ?? []
        throw Obstacle(.barredByRobots(rule: "Disallow: " + String(decoding: pattern, as: UTF8.self)))
      }
      let delay = rules.crawlDelayMilliseconds ?? 0
      guard delay <= policy.longestWaitMilliseconds else { throw Obstacle(.deferred(seconds: delay / 1000)) }
      return max(delay, policy.delayMilliseconds)
    }
  }

  private static func address(_ text: String) throws(Obstacle) -> WebAddress {
    guard text.utf8.count <= 8192 else { throw Obstacle(.addressUnusable("longer than 8192 bytes")) }
    do throws(WebAddress.Refusal) {
      return try WebAddress(text)
    } catch {
      throw Obstacle(.addressUnusable(error.description))
    }
  }

  private static func next(after address: WebAddress, location: String) throws(Obstacle) -> WebAddress {
    guard location.utf8.count <= 8192 else { throw Obstacle(.redirectUnusable("longer than 8192 bytes")) }
    let next: WebAddress
    do throws(WebAddress.Refusal) {
      next = try WebAddress(location, relativeTo: address)
    } catch {
      throw Obstacle(.redirectUnusable(error.description))
    }
    if address.scheme == "https", next.scheme == "http" { throw Obstacle(.redirectInsecure(next.text)) }
    return next
  }
}
