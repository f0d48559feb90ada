import CurlKit
import HTTPKit
import Records

/// One fetch from its first check to its end: hop by hop, attempt by attempt.
struct Visit {
  let identity: CrawlerIdentity
  let environment: FetchEnvironment
  let sender: Sender
  let robots: RobotsKeeper
  let policy: FetchPolicy
  let earlier: EarlierPage?

  /// The address that is being asked for.
  private(set) var url: String
  /// Its host, once it is known.
  private(set) var host: String?
  private(set) var attempts = 0
  private(set) var trail: [Page] = []
  private(set) var notes: [String] = []

  init(
    _ url: String, policy: FetchPolicy, earlier: EarlierPage?, identity: CrawlerIdentity,
    environment: FetchEnvironment, sender: Sender, robots: RobotsKeeper
  ) {
    self.url = url
    self.policy = policy
    self.earlier = earlier
    self.identity = identity
    self.environment = environment
    self.sender = sender
    self.robots = robots
  }

  /// The page, found over as many redirects as are allowed.
  mutating func page() async throws(Obstacle) -> Page {
    if let sentence = policy.refusal { throw Obstacle(.barredByTerms(sentence)) }
    var address = try Redirect.start(url)
    for _ in 0...max(policy.redirectLimit, 0) {
      url = address.text
      host = address.host
      switch try await ask(address) {
      case .page(let page): return page
      case .redirect(let page, let location):
        trail.append(page)
        address = try Redirect.target(location, from: address)
      case .obstacle(_, let obstacle): throw obstacle
      }
    }
    throw Obstacle(.tooManyRedirects(limit: policy.redirectLimit))
  }

  /// Asks until the answer is no passing failure, or the attempts are used up.
  private mutating func ask(_ address: WebAddress) async throws(Obstacle) -> Answer {
    let gap = try await gapAllowed(for: address)
    let persistence = Persistence(environment: environment, gates: sender.gates)
    return try await persistence.repeating(
      host: address.host, retries: policy.retries, longestWait: policy.longestWaitMilliseconds
    ) { () async throws(Obstacle) -> Answer in
      let answer = try await askOnce(address, gap: gap)
      guard case .obstacle(let page, let obstacle) = answer else { return answer }
      trail.append(page)
      throw obstacle
    }
  }

  private mutating func askOnce(_ address: WebAddress, gap: Int) async throws(Obstacle) -> Answer {
    let conditions = Conditions(earlier, for: address)
    let headers = [
      HeaderField("User-Agent", identity.userAgent), HeaderField("Accept", "*/*"),
      HeaderField("Accept-Encoding", "gzip"),
    ]
    let request = TransferRequest(
      url: address, headers: headers + policy.headers + conditions.headers, limits: policy.limits)
    do throws(Obstacle) {
      let response = try await sender.send(request, policy: policy, gap: gap)
      attempts += 1
      let moment = environment.now()
      if let note = ClockSkew.note(response, url: url, now: moment), !notes.contains(note) { notes.append(note) }
      return Answer(
        response, to: address, policy: policy, conditions: conditions, earlier: earlier, at: moment)
    } catch {
      if case .transfer(let failure) = error.reason {
        attempts += 1
        if let page = Page(failure, url: url, source: policy.source, at: environment.now()) { trail.append(page) }
      }
      throw error
    }
  }

  /// The milliseconds to leave between requests to the host, when host and robots.txt allow the address at all.
  private mutating func gapAllowed(for address: WebAddress) async throws(Obstacle) -> Int {
    guard policy.permits(host: address.host) else { throw Obstacle(.hostForeign(address.host)) }
    switch try await robots.answer(for: address, policy: policy, evidence: &trail) {
    case .unreachable(let why): throw Obstacle(.robotsUnreachable(why))
    case .rules(let rules):
      if !rules.allows(address.target) {
        let pattern = rules.decidingRule(for: address.target)?.pattern.text ?? []
        throw Obstacle(.barredByRobots(rule: "Disallow: " + String(decoding: pattern, as: UTF8.self)))
      }
      let delay = rules.crawlDelayMilliseconds ?? 0
      guard delay <= policy.longestWaitMilliseconds else {
        throw Obstacle(.deferred(until: HostGates.moment(after: delay, environment.now())))
      }
      return max(delay, policy.delayMilliseconds)
    }
  }
}
