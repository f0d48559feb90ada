import HTTPKit

/// One GET request: the address, the headers to send, and how much may come back.
public struct TransferRequest: Hashable, Sendable {
  /// The address; only http and https are spoken.
  public var url: WebAddress
  /// The headers to send in order, beside `Host`, which libcurl writes.
  public var headers: [HeaderField]
  /// The limits in time and size.
  public var limits: TransferLimits

  /// Makes a request.
  public init(url: WebAddress, headers: [HeaderField] = [], limits: TransferLimits = TransferLimits()) {
    self.url = url
    self.headers = headers
    self.limits = limits
  }
}

/// How long a transfer may take and how much it may bring.
public struct TransferLimits: Hashable, Sendable {
  /// Time for resolving, connecting and the TLS handshake.
  public var connectMilliseconds = 10_000
  /// Time for the whole transfer.
  public var totalMilliseconds = 60_000
  /// The transfer ends when it stays below this rate for `lowSpeedSeconds`.
  public var lowSpeedBytesPerSecond = 100
  /// How long a transfer may stay below `lowSpeedBytesPerSecond`.
  public var lowSpeedSeconds = 20
  /// Bytes of body as they come over the wire.
  public var bodyBytes = 16 << 20
  /// Whether a body over `bodyBytes` is still kept up to there, in the failure's `partial`.
  ///
  /// Without it such a body is refused as soon as its length is announced. robots.txt is read this way: what lies
  /// beyond the limit is ignored, what lies before it counts.
  public var keepsFirstBytes = false
  /// Bytes of status lines, headers and trailers in all.
  public var headerBytes = 256 << 10
  /// Lines of headers and trailers in all.
  public var headerCount = 1_000

  /// The usual limits, which suit result pages and feeds.
  public init() {}
}
