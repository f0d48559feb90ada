public import Records

/// What a title says is offered, and which words said so.
public struct TitleMatch: Hashable, Sendable {
  /// What kind of goods it is.
  public var kind: Observation.Kind
  /// The family, or several joined by `|`; nil when the title names none.
  public var family: String?
  /// Every catalog id the text leaves possible, sorted.
  public var modelIDs: [String]
  /// The id, when exactly one remains.
  public var modelID: String? { modelIDs.count == 1 ? modelIDs.first : nil }
  /// GPUs one purchase delivers; 0 for accessories, components and other goods.
  public var quantity: Int
  /// Whether the title says the quantity, or the goods have none.
  public var isCounted: Bool
  /// Whether it is sold for parts or not working.
  public var partsOnly: Bool
  /// "modified", "lot", "pulled", "memory_conflict", …, sorted.
  public var flags: [String]
  /// From 0 to 1: how sure the reading is.
  public var confidence: Double
  /// Which words meant what, in the order of reading: "'sxm4' is the form sxm".
  public var why: [String]
}
