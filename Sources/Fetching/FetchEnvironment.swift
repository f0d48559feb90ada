import CurlKit
import Records

/// The clock, chance and network that fetching is handed; it has none of its own.
public struct FetchEnvironment {
  /// Makes one request and returns the answer.
  public typealias Transport = (TransferRequest, AddressPolicy) throws(TransferFailure) -> TransferResponse

  /// The time of day, for `Page.fetchedAt` and for dates in `Retry-After`.
  public var now: () -> Instant
  /// Milliseconds of a clock that never goes back, for gaps between requests.
  public var elapsedMilliseconds: () -> Int
  /// Waits that many milliseconds, or less when the run is being stopped.
  public var sleep: (Int) -> Void
  /// A number from 0 up to 1 that spreads retries of many clients in time.
  public var jitter: () -> Double
  /// Whether the run is being stopped.
  public var isCancelled: () -> Bool
  /// The network.
  public var transport: Transport

  /// An environment; without a transport of its own it uses libcurl.
  public init(
    now: @escaping () -> Instant, elapsedMilliseconds: @escaping () -> Int, sleep: @escaping (Int) -> Void,
    jitter: @escaping () -> Double, isCancelled: @escaping () -> Bool, transport: Transport? = nil
  ) {
    self.now = now
    self.elapsedMilliseconds = elapsedMilliseconds
    self.sleep = sleep
    self.jitter = jitter
    self.isCancelled = isCancelled
    self.transport = transport ?? Self.network(isCancelled: isCancelled)
  }

  /// The transport over libcurl.
  public static func network(isCancelled: @escaping () -> Bool) -> Transport {
    { (request, policy) throws(TransferFailure) -> TransferResponse in
      var handle = try EasyHandle(policy: policy)
      return try handle.perform(request, isCancelled: isCancelled)
    }
  }
}
