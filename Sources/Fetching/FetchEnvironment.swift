import CurlKit
import Records

/// The clock, chance, secrets and network that fetching is handed; it has none of its own.
public struct FetchEnvironment: Sendable {
  /// Makes one request and returns the answer; a cancelled task gets `.cancelled` at once.
  public typealias Transport =
    @Sendable (TransferRequest) async throws(TransferFailure) -> TransferResponse

  /// The time of day, for `Page.fetchedAt` and for dates in `Retry-After`.
  public var now: @Sendable () -> Instant
  /// Milliseconds of a clock that never goes back, for gaps between requests.
  public var elapsedMilliseconds: @Sendable () -> Int
  /// Waits that many milliseconds, or less when the task is cancelled.
  public var sleep: @Sendable (Int) async -> Void
  /// A number from 0 up to 1 that spreads retries of many clients in time.
  public var jitter: @Sendable () -> Double
  /// The secret of that name, from the environment or a file outside the repository; nil when there is none.
  public var secret: @Sendable (String) -> String?
  /// The network.
  public var transport: Transport

  /// An environment; the usual transport is `network` over an engine.
  public init(
    now: @escaping @Sendable () -> Instant, elapsedMilliseconds: @escaping @Sendable () -> Int,
    sleep: @escaping @Sendable (Int) async -> Void, jitter: @escaping @Sendable () -> Double,
    secret: @escaping @Sendable (String) -> String? = { _ in nil }, transport: @escaping Transport
  ) {
    self.now = now
    self.elapsedMilliseconds = elapsedMilliseconds
    self.sleep = sleep
    self.jitter = jitter
    self.secret = secret
    self.transport = transport
  }

  /// The transport over an engine of libcurl.
  public static func network(_ engine: TransferEngine) -> Transport {
    { (request) async throws(TransferFailure) -> TransferResponse in try await engine.perform(request) }
  }
}
