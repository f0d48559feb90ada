/// How much compressed bytes may unpack to.
public struct InflateLimits: Hashable, Sendable {
  /// The most bytes that may come out.
  public let bytes: Int
  /// The most bytes that may come out for each byte that goes in, beyond the first 1 MiB.
  public let ratio: Int

  /// Deflate itself reaches 1,032 at most; honest pages stay below 100.
  public init(bytes: Int, ratio: Int = 1_100) {
    self.bytes = bytes
    self.ratio = ratio
  }

  /// What comes out of few bytes is small whatever its ratio.
  static let freeBytes = 1 << 20
}
