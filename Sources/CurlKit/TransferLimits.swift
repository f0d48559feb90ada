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
