import CurlKit
import HTTPKit
import Records

/// Asks hosts for their robots.txt and remembers the answers for a day.
struct RobotsKeeper {
  /// RFC 9309, 2.4: "Crawlers SHOULD NOT use the cached version for more than 24 hours".
  static let lifeSeconds = 86_400
  /// RFC 9309, 2.3.1.2: crawlers "SHOULD follow at least five consecutive redirects".
  static let redirectLimit = 5
  /// A robots.txt that takes longer is not reachable.
  static let totalMilliseconds = 20_000

  private let identity: CrawlerIdentity
  private var answers: [String: (answer: RobotsAnswer, at: Instant)] = [:]

  init(identity: CrawlerIdentity) {
    self.identity = identity
  }

  /// What the robots.txt of the address's origin says; from memory when it was asked for within a day.
  mutating func answer(
    for address: WebAddress, policy: FetchPolicy, pacer: inout Pacer, environment: FetchEnvironment
  ) -> RobotsAnswer {
    let now = environment.now()
    if let known = answers[address.origin], now.seconds - known.at.seconds < Self.lifeSeconds, known.at <= now {
      return known.answer
    }
    var answer = RobotsAnswer.unreachable("never asked")
    for attempt in 0...min(1, policy.retries) {
      if environment.isCancelled() { return .unreachable("the run is being stopped") }
      if attempt > 0 { environment.sleep(Backoff.wait(afterAttempts: attempt, jitter: environment.jitter())) }
      answer = ask(address, policy: policy, pacer: &pacer, environment: environment)
      if case .rules = answer { break }
    }
    answers[address.origin] = (answer, now)
    return answer
  }

  private func ask(
    _ address: WebAddress, policy: FetchPolicy, pacer: inout Pacer, environment: FetchEnvironment
  ) -> RobotsAnswer {
    var limits = policy.limits
    limits.bodyBytes = RobotsRules.byteLimit
    limits.keepsFirstBytes = true
    limits.totalMilliseconds = min(limits.totalMilliseconds, Self.totalMilliseconds)
    var at = address
    var location = "/robots.txt"
    for _ in 0...Self.redirectLimit {
      do throws(WebAddress.Refusal) {
        at = try WebAddress(location, relativeTo: at)
      } catch {
        return .unreachable("its redirect to \(location) cannot be followed")
      }
      let request = TransferRequest(url: at, headers: [HeaderField("User-Agent", identity.userAgent)], limits: limits)
      pacer.awaitTurn(host: at.host, gapMilliseconds: policy.delayMilliseconds, in: environment)
      defer { pacer.requestEnded(host: at.host, in: environment) }
      let response: TransferResponse
      do throws(TransferFailure) {
        response = try environment.transport(request, AddressPolicy(allowing: policy.networks))
      } catch {
        guard case .bodyTooLarge = error.reason, let partial = error.partial, partial.status == 200 else {
          return .unreachable(error.description)
        }
        return .rules(RobotsRules(partial.body, agent: identity.product))
      }
      switch response.status {
      case 200...299:
        do throws(Obstacle) {
          let text = try ContentCoding.decode(response, limitBytes: policy.decodedBytes)
          return .rules(RobotsRules(text, agent: identity.product))
        } catch {
          return .unreachable("its content coding cannot be undone")
        }
      case 301, 302, 303, 307, 308:
        guard let target = response.fields["Location"] else { return .unreachable("a redirect without Location") }
        location = target
      case 429: return .unreachable("status 429")
      case 400...499: return .rules(.none)
      default: return .unreachable("status \(response.status)")
      }
    }
    return .unreachable("more than \(Self.redirectLimit) redirects")
  }
}
