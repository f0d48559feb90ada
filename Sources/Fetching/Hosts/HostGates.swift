import Records
import Synchronization

/// Keeps the manners of every host: how many requests at once, and how far apart.
///
/// Callers of one host are let through in the order they came; hosts do not wait for each other. Nobody blocks a
/// thread, and a caller that is cancelled leaves at once, wherever it waits.
final class HostGates: Sendable {
  /// How a host wants to be asked.
  struct Terms {
    /// The host.
    let host: String
    /// Milliseconds from one request to the next.
    let gap: Int
    /// Requests under way at once.
    let concurrency: Int
    /// The longest hold that is sat out; beyond it the request is left for the next run.
    let longestWait: Int
  }

  private let environment: FetchEnvironment
  private let turnstile: Turnstile
  private let gates = Mutex<[String: HostGate]>([:])

  /// Gates with at most that many requests under way over all hosts.
  init(environment: FetchEnvironment, maximumConcurrency: Int) {
    self.environment = environment
    turnstile = Turnstile(places: maximumConcurrency)
  }

  /// Makes the request when the host's turn for it has come.
  ///
  /// - Parameter check: Asked before each wait and just before the request; what it throws ends the waiting.
  func pass<Value>(
    _ terms: Terms, check: () throws(Obstacle) -> Void, request: () async throws(Obstacle) -> Value
  ) async throws(Obstacle) -> Value {
    try await awaitTurn(terms)
    do throws(Obstacle) {
      repeat {
        try await awaitGap(terms, check: check)
        guard await turnstile.enter() else { throw Obstacle(.cancelled) }
        // Waiting for a place takes time, in which the host may have asked to be left alone.
      } while !keepsPlace(terms)
    } catch {
      change(terms.host) { $0.gaveUp() }
      throw error
    }
    change(terms.host) { $0.started(now: environment.elapsedMilliseconds()) }
    defer {
      change(terms.host) { $0.ended(now: environment.elapsedMilliseconds()) }
      turnstile.leave()
    }
    return try await request()
  }

  /// Leaves the host alone for that long, whoever asks.
  func hold(_ host: String, milliseconds: Int) {
    let now = environment.elapsedMilliseconds()
    change(host) { $0.hold(until: now + milliseconds + 1) }
  }

  /// Every host that somebody waits for or that is being asked.
  var states: [HostState] {
    let now = environment.elapsedMilliseconds()
    let moment = environment.now()
    return gates.withLock { gates in
      gates.compactMap { host, gate in
        guard gate.waiting + gate.underWay > 0 || gate.heldUntil > now else { return nil }
        let until = gate.heldUntil > now ? Self.moment(after: gate.heldUntil - now, moment) : nil
        return HostState(host: host, waiting: gate.waiting, underWay: gate.underWay, heldUntil: until)
      }.sorted { $0.host < $1.host }
    }
  }

  /// The moment that many milliseconds from now, rounded up to a second.
  static func moment(after milliseconds: Int, _ now: Instant) -> Instant {
    Instant(seconds: now.seconds + (milliseconds + 999) / 1000)
  }

  private func awaitTurn(_ terms: Terms) async throws(Obstacle) {
    let waiter = Waiter()
    if change(terms.host, { $0.arrive(waiter, concurrency: max(terms.concurrency, 1)) }) { return }
    guard await waiter.wait() else {
      change(terms.host) { $0.left(waiter) }
      throw Obstacle(.cancelled)
    }
  }

  private func awaitGap(_ terms: Terms, check: () throws(Obstacle) -> Void) async throws(Obstacle) {
    while true {
      if Task.isCancelled { throw Obstacle(.cancelled) }
      try check()
      let (gap, hold) = left(terms)
      if hold > terms.longestWait + 1 {
        throw Obstacle(.deferred(until: Self.moment(after: hold, environment.now())))
      }
      guard max(gap, hold) > 0 else { return }
      await environment.sleep(max(gap, hold))
    }
  }

  /// Whether the request may still start; else the place is somebody else's.
  private func keepsPlace(_ terms: Terms) -> Bool {
    if left(terms) == (0, 0) { return true }
    turnstile.leave()
    return false
  }

  /// How long the gap and the host's own wish still are.
  private func left(_ terms: Terms) -> (gap: Int, hold: Int) {
    let now = environment.elapsedMilliseconds()
    return change(terms.host) { ($0.gapLeft(terms.gap, now: now), max(0, $0.heldUntil - now)) }
  }

  @discardableResult
  private func change<Value: Sendable>(_ host: String, _ body: (inout HostGate) -> Value) -> Value {
    gates.withLock { body(&$0[host, default: HostGate()]) }
  }
}
