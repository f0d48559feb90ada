/// What the conductor should do about a failure.
public enum Disposition: String, Hashable, Sendable {
  /// Passing: the same request may succeed later.
  case retry
  /// This item cannot be used: set it aside with its reason and go on.
  case quarantine
  /// Nothing more can be done safely: stop.
  case halt
}
