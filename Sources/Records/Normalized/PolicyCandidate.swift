/// A new official document that may be an event, for somebody to review; it is never an event by itself.
public struct PolicyCandidate: Hashable, Sendable {
  /// The source of the document.
  public let source: SourceID
  /// Its key there.
  public let key: String
  /// The families that it names or that its rule is about, sorted.
  public let families: [String]
  /// What made it a candidate, as a sentence.
  public let reason: String
  /// The events that cite it already; none for one that nobody has reviewed.
  public let events: [String]

  /// A candidate with all that is known of it.
  public init(source: SourceID, key: String, families: [String], reason: String, events: [String]) {
    self.source = source
    self.key = key
    self.families = families
    self.reason = reason
    self.events = events
  }

  /// Whether an event cites it.
  public var isReviewed: Bool { !events.isEmpty }
}
