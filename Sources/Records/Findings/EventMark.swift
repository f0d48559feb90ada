/// A policy event as charts and tables show it.
public struct EventMark: Hashable, Sendable {
  /// What sort of event it is.
  public enum Role: String, Hashable, Sendable {
    /// A rule, a letter, a deal: may be tested.
    case policy
    /// A product, a change of protocol: from outside the market, may be tested.
    case industry
    /// What the market itself did: an annotation, never tested.
    case outcome
  }

  /// The event's id.
  public let eventID: String
  /// The first day on which the market could react.
  public let anchor: Day
  /// What happened, in a line.
  public let title: String
  /// "US", "CN", "global".
  public let jurisdiction: String
  /// "restrict", "relax" or "enforce".
  public let direction: String
  /// Policy, industry or outcome.
  public let role: Role
  /// Families it names, in order.
  public let targets: [String]
  /// Families buyers may turn to, in order.
  public let substitutes: [String]

  /// An event from its parts.
  public init(
    eventID: String, anchor: Day, title: String, jurisdiction: String, direction: String, role: Role,
    targets: [String], substitutes: [String]
  ) {
    self.eventID = eventID
    self.anchor = anchor
    self.title = title
    self.jurisdiction = jurisdiction
    self.direction = direction
    self.role = role
    self.targets = targets
    self.substitutes = substitutes
  }

  /// Whether before and after may be compared: outcomes are not causes.
  public var isTestable: Bool { role != .outcome }
}
