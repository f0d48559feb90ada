import CurlKit
import HTTPKit
import Records

/// One fetch from its first check to its end: hop by hop, attempt by attempt.
struct Visit {
  let shared: Fetcher.Shared
  let policy: FetchPolicy
  let earlier: EarlierPage?

  /// The address that is being asked for.
  private(set) var url: String
  /// Its host, once it is known.
  private(set) var host: String?
  private(set) var attempts = 0
  private(set) var trail: [Page] = []
  private(set) var notes: [String] = []
  /// The secrets of the source, and what must not be kept of its answers.
  private(set) var wallet: Wallet?
  /// The only origin that secrets are shown to.
  private var home: String?
  private var hasRenewedToken = false

  init(_ url: String, policy: FetchPolicy, earlier: EarlierPage?, shared: Fetcher.Shared) {
    self.url = url
    self.policy = policy
    self.earlier = earlier
    self.shared = shared
  }

  /// What must not be kept of any answer.
  var mask: Mask { wallet?.mask ?? Mask() }

  /// The page, found over as many redirects as are allowed.
  mutating func page() async throws(Obstacle) -> Page {
    if let sentence = policy.refusal { throw Obstacle(.barredByTerms(sentence)) }
    let wallet = try Wallet(policy, secret: shared.environment.secret)
    self.wallet = wallet
    var address = try Redirect.start(url)
    home = address.origin
    if !wallet.isEmpty { address = try SecretWay.checked(address, policy) }
    for _ in 0...max(policy.redirectLimit, 0) {
      url = address.text
      host = address.host
      switch try await askRenewing(address) {
      case .page(let page): return page
      case .redirect(let page, let location):
        trail.append(page)
        address = try Redirect.target(location, from: address)
        // A secret that a server puts into the address of another host would leave with it.
        if address.origin != home, mask.finds(in: address.text) {
          throw Obstacle(.redirectUnusable("it would carry a secret of the source to another host"))
        }
      case .obstacle(_, let obstacle): throw obstacle
      }
    }
    throw Obstacle(.tooManyRedirects(limit: policy.redirectLimit))
  }

  /// Asks, and once more with a new token when the server does not take the one it was shown.
  private mutating func askRenewing(_ address: WebAddress) async throws(Obstacle) -> Answer {
    do throws(Obstacle) { return try await ask(address) } catch {
      guard case .status(401) = error.reason, let client = wallet?.client, address.origin == home, !hasRenewedToken
      else { throw error }
      hasRenewedToken = true
      if let shown = wallet?.token { shared.tokens.forget(shown, of: client) }
      return try await ask(address)
    }
  }

  /// Asks until the answer is no passing failure, or the attempts are used up.
  private mutating func ask(_ address: WebAddress) async throws(Obstacle) -> Answer {
    let gap = try await gapAllowed(for: address)
    return try await shared.persistence.repeating(
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
    let request = try await request(address, conditions)
    do throws(Obstacle) {
      let response = try await shared.sender.send(request, policy: policy, gap: gap)
      attempts += 1
      let moment = shared.environment.now()
      if let note = ClockSkew.note(response, url: url, now: moment), !notes.contains(note) { notes.append(note) }
      return Answer(
        response, to: address, policy: policy, conditions: conditions, earlier: earlier, mask: mask, at: moment)
    } catch {
      if case .transfer(let failure) = error.reason {
        attempts += 1
        if var page = Page(failure, url: url, source: policy.source, at: shared.environment.now()) {
          page.hide(mask, bodyIsReadable: !page.isPacked)
          trail.append(page)
        }
      }
      throw error
    }
  }

  /// The request; secrets are in it only when it goes to where the visit began.
  private mutating func request(
    _ address: WebAddress, _ conditions: Conditions
  ) async throws(Obstacle) -> TransferRequest {
    let declared = Set(policy.headers.map { $0.name.lowercased() })
    let own = shared.ownHeaders.filter { !declared.contains($0.name.lowercased()) }
    var request = TransferRequest(
      url: address, headers: own + policy.headers + conditions.headers, limits: policy.limits,
      addresses: AddressPolicy(allowing: policy.networks),
      cookies: shared.cookies.jar(of: address.host, source: policy.source))
    guard address.origin == home, let wallet else { return request }
    request.secretHeaders = wallet.headers
    // A server that redirects within itself may have put the query into the address already.
    if let query = wallet.query, !address.target.contains(query) { request.secretQuery = query }
    if let client = wallet.client {
      let token = try await shared.tokens.token(of: client, policy: policy)
      self.wallet?.hide(token)
      request.secretHeaders.append(HeaderField("Authorization", "Bearer " + token))
    }
    return request
  }

  /// The milliseconds to leave between requests to the host, when host and robots.txt allow the address at all.
  ///
  /// robots.txt is not asked where a key of the publisher's is shown.
  private mutating func gapAllowed(for address: WebAddress) async throws(Obstacle) -> Int {
    guard policy.permits(host: address.host) else { throw Obstacle(.hostForeign(address.host)) }
    if policy.isAuthorized, address.origin == home, wallet?.isEmpty == false { return policy.delayMilliseconds }
    switch try await shared.robots.answer(for: address, policy: policy, evidence: &trail) {
    case .unreachable(let why): throw Obstacle(.robotsUnreachable(why))
    case .rules(let rules):
      if !rules.allows(address.target) {
        let pattern = rules.decidingRule(for: address.target)?.pattern.text ?? []
        throw Obstacle(.barredByRobots(rule: "Disallow: " + String(decoding: pattern, as: UTF8.self)))
      }
      let delay = rules.crawlDelayMilliseconds ?? 0
      guard delay <= policy.longestWaitMilliseconds else {
        throw Obstacle(.deferred(until: HostGates.moment(after: delay, shared.environment.now())))
      }
      return max(delay, policy.delayMilliseconds)
    }
  }
}
