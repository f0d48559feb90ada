import CurlKit
import Records

/// Sends single requests, each when the turn of its host has come and while its source may still ask.
struct Sender: Sendable {
  let environment: FetchEnvironment
  let gates: HostGates
  let breaker: Breaker
  let budget: Budget

  /// The answer to a request, whatever its status.
  ///
  /// A `Retry-After` of the answer holds the whole host, not only this request.
  /// - Parameter gap: Milliseconds to leave between two requests to the host.
  func send(_ request: TransferRequest, policy: FetchPolicy, gap: Int) async throws(Obstacle) -> TransferResponse {
    let host = request.url.host
    let terms = HostGates.Terms(
      host: host, gap: gap, concurrency: policy.concurrency, longestWait: policy.longestWaitMilliseconds)
    return try await gates.pass(terms) { () throws(Obstacle) in
      try breaker.check(host)
      try budget.check(policy)
    } request: { () async throws(Obstacle) -> TransferResponse in
      try budget.spend(policy)
      do throws(TransferFailure) {
        let response = try await environment.transport(request)
        if let wait = response.wait(now: environment.now()), response.status == 429 || response.status >= 500 {
          gates.hold(host, milliseconds: wait)
        }
        return response
      } catch {
        throw Obstacle(error.reason == .cancelled ? .cancelled : .transfer(error))
      }
    }
  }
}
