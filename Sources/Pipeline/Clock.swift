import FoundationEssentials
import Records

/// What time it is: the one place where the clock of the machine is read.
public struct Clock: Sendable {
  private let fixed: Instant?

  /// The clock of the machine, or a clock that always shows `fixed`.
  public init(fixed: Instant? = nil) { self.fixed = fixed }

  /// The present moment, cut to the second.
  public func now() -> Instant { fixed ?? Instant(seconds: Int(Date().timeIntervalSince1970.rounded(.down))) }
}
