import Records

/// How things stand before one host, for whoever shows progress.
public struct HostState: Hashable, Sendable {
  /// The host.
  public let host: String
  /// How many requests wait for their turn.
  public let waiting: Int
  /// How many are under way.
  public let underWay: Int
  /// Until when the host asked to be left alone; nil when it did not.
  public let heldUntil: Instant?
}
