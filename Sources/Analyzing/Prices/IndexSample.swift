/// Newly listed items of one series, as columns of equal length: what an index is made from.
///
/// One item is one deduplicated offer, on the day it was first seen. The order of items is of no account.
public struct IndexSample: Sendable {
  /// The day each item was first seen, counted from 1970-01-01.
  public var days: [Int]
  /// Natural logarithm of each price in US dollars, finite.
  public var logPrices: [Double]
  /// What else makes prices differ: an array an attribute, with each item's level numbered from 0.
  public var attributes: [[Int]]
  /// How much each item counts, above 0 and at most 1; nil for 1 each.
  ///
  /// So that a seller of m items in a week counts once, give each of them 1/m.
  public var weights: [Double]?
  /// The level each attribute is compared with; empty, nil or a level that does not occur for the commonest.
  public var references: [Int?]

  /// A sample from its columns.
  public init(
    days: [Int], logPrices: [Double], attributes: [[Int]] = [], weights: [Double]? = nil, references: [Int?] = []
  ) {
    self.days = days
    self.logPrices = logPrices
    self.attributes = attributes
    self.weights = weights
    self.references = references
  }

  /// How many items.
  public var count: Int { days.count }
}
