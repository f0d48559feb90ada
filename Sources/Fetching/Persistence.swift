/// Makes a request again while it fails in passing, with growing waits.
struct Persistence {
  let environment: FetchEnvironment
  let gates: HostGates

  /// What the attempt gives, made at most `retries` + 1 times.
  ///
  /// A server that names a wait gets it; one that names a longer wait than is sat out is left for the next run.
  func repeating<Value>(
    host: String, retries: Int, longestWait: Int, _ attempt: () async throws(Obstacle) -> Value
  ) async throws(Obstacle) -> Value {
    var failures = 0
    while true {
      let obstacle: Obstacle
      do throws(Obstacle) { return try await attempt() } catch { obstacle = error }
      failures += 1
      guard obstacle.reason.isWorthAnotherAttempt else { throw obstacle }
      let asked = obstacle.waitMilliseconds ?? 0
      guard asked <= longestWait else {
        throw Obstacle(.deferred(until: HostGates.moment(after: asked, environment.now())))
      }
      guard failures <= retries else { throw obstacle }
      let wait = max(asked, Backoff.wait(afterAttempts: failures, jitter: environment.jitter()))
      if case .status(429) = obstacle.reason { gates.hold(host, milliseconds: wait) }
      await environment.sleep(wait)
      if Task.isCancelled { throw Obstacle(.cancelled) }
    }
  }
}
