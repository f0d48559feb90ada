/// Why a job could not go on, with what the caller's exit code depends on.
public struct RunFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Kind: Hashable, Sendable {
    /// A path, an option or a configuration file is wrong.
    case usage
    /// The disk is full, or a database or archive is damaged or newer than the program.
    case damaged
    /// Nothing that was given could be used.
    case nothingUsable
    /// Another writer holds the lock.
    case busy
    /// A signal asked for an end; what is finished is kept.
    case interrupted
  }

  /// What kind of trouble it is.
  public let kind: Kind
  /// What was seen, where, and what to do.
  public let description: String

  /// A failure of a kind with its message.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
