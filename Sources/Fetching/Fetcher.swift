import HTTPKit
import Records

/// Fetches pages, many at a time, with manners.
///
/// In this order, and each before the first byte of a request is sent: the source's terms, the host, robots.txt of
/// that host, whether the host is still asked and the source's daily budget lasts, the host's turn. Redirects go
/// through the same checks hop by hop. What fails in passing is asked again with growing waits; what `Retry-After`
/// asks for is kept to by every request to that host.
///
/// Any number of tasks may call it at once; a task that is cancelled gets `.cancelled` at once, wherever it waits.
public final class Fetcher: Sendable {
  /// What all visits of one fetcher share.
  struct Shared: Sendable {
    let environment: FetchEnvironment
    let sender: Sender
    let persistence: Persistence
    let robots: RobotsKeeper
    let tokens: TokenKeeper
    let cookies = Cookies()
    let ownHeaders: [HeaderField]

    init(identity: CrawlerIdentity, environment: FetchEnvironment, maximumConcurrency: Int) {
      let gates = HostGates(environment: environment, maximumConcurrency: maximumConcurrency)
      self.environment = environment
      sender = Sender(environment: environment, gates: gates, breaker: Breaker(), budget: Budget())
      persistence = Persistence(environment: environment, gates: gates)
      robots = RobotsKeeper(
        request: RobotsRequest(identity: identity, sender: sender, persistence: persistence))
      tokens = TokenKeeper(identity: identity, sender: sender, persistence: persistence)
      ownHeaders = [
        HeaderField("User-Agent", identity.userAgent), HeaderField("Accept", "*/*"),
        HeaderField("Accept-Encoding", "gzip"),
      ]
    }
  }

  private let shared: Shared
  private var sender: Sender { shared.sender }

  /// A fetcher that has asked nobody yet; it remembers hosts and their robots.txt from one fetch to the next.
  ///
  /// - Parameter maximumConcurrency: Requests under way at once over all hosts.
  public init(identity: CrawlerIdentity, environment: FetchEnvironment, maximumConcurrency: Int = 16) {
    shared = Shared(identity: identity, environment: environment, maximumConcurrency: maximumConcurrency)
  }

  /// Fetches the page at an address of the source.
  ///
  /// - Parameter earlier: The page that was archived for that address before; it is then asked for only if changed.
  /// - Throws: A `FetchFailure` that says what stood in the way; an error status is a failure, and its page goes with
  ///   it as evidence.
  public func fetch(
    _ url: String, policy: FetchPolicy, earlier: EarlierPage? = nil
  ) async throws(FetchFailure) -> FetchResult {
    var visit = Visit(url, policy: policy, earlier: earlier, shared: shared)
    do throws(Obstacle) {
      let page = try await visit.page()
      if let host = visit.host { sender.breaker.succeeded(host) }
      let notes = visit.notes.map { visit.mask.masked($0) }
      return FetchResult(page: page, trail: visit.trail, attempts: visit.attempts, notes: notes)
    } catch {
      if error.reason.speaksAgainstHost, let host = visit.host { sender.breaker.failed(host) }
      throw FetchFailure(
        error.reason.hiding(visit.mask), source: policy.source, url: visit.mask.masked(visit.url),
        attempts: visit.attempts, evidence: visit.trail)
    }
  }

  /// Stops asking a host for the rest of the run, because one of its pages turned out to be a block or captcha page.
  public func blocked(host: String) { sender.breaker.block(host.lowercased()) }

  /// How things stand before each host that is asked, waited for or held; sorted by host.
  public func waiting() -> [HostState] { sender.gates.states }

  /// How many requests were made for the source so far, those for robots.txt and tokens counted.
  public func requestsMade(for source: SourceID) -> Int { sender.budget.made(for: source) }
}
