/// Prices of one series with what else makes them differ, sorted into cells of equal period and equal attributes.
///
/// Few attributes with few levels give few distinct profiles, so a fit works on cells and never builds the matrix of
/// all items by all periods. Items lie in an order that their values alone decide: no sum depends on how the caller
/// numbered them.
public struct HedonicSample: Sendable {
  /// How many periods there are; those without an item stay without a level.
  public let periods: Int
  /// How many attribute columns.
  public let columns: Int

  /// Attribute columns of every profile, one profile after the other.
  let profiles: [Double]
  /// The period and the profile of each cell, and where its items begin; one more start stands at the end.
  let cellPeriod: [Int]
  let cellProfile: [Int]
  let cellStart: [Int]
  /// The items, cell by cell: log price, prior weight, and their place in what the caller gave.
  let values: [Double]
  let weights: [Double]
  let places: [Int]
  /// Whether every prior weight is 1.
  let isUnweighted: Bool

  /// How many items.
  public var count: Int { values.count }

  /// A sample from columns of equal length.
  ///
  /// - Parameters:
  ///   - logPrices: Logarithm of the price of each item, finite.
  ///   - period: The period of each, from 0 to below `periods`.
  ///   - profile: The profile of each, a row of `profiles`.
  ///   - profiles: The attribute columns of every profile; equally many numbers in each.
  ///   - weights: How much each item counts, above 0; nil for 1 each.
  public init(
    logPrices: [Double], period: [Int], periods: Int, profile: [Int], profiles: [[Double]], weights: [Double]? = nil
  ) {
    let count = logPrices.count
    precondition(period.count == count && profile.count == count, "columns of equal length")
    precondition(weights.map { $0.count == count } ?? true, "a weight for each item")
    self.periods = periods
    columns = profiles.first?.count ?? 0
    precondition(profiles.allSatisfy { [columns] in $0.count == columns }, "profiles of equal length")
    self.profiles = profiles.flatMap { $0 }
    let kinds = max(1, profiles.count)
    // Counting sort by period, then profile, then value: linear but for the few items within a cell.
    var keyed = period.indices.map { (key: period[$0] * kinds + profile[$0], place: $0) }
    let weight = weights
    keyed.sort { left, right in
      if left.key != right.key { return left.key < right.key }
      let (a, b) = (logPrices[left.place], logPrices[right.place])
      if a != b { return a < b }
      return (weight?[left.place] ?? 1) < (weight?[right.place] ?? 1)
    }
    var (cellPeriod, cellProfile, cellStart) = ([Int](), [Int](), [Int]())
    var last = -1
    for (index, entry) in keyed.enumerated() where entry.key != last {
      last = entry.key
      cellPeriod.append(entry.key / kinds)
      cellProfile.append(entry.key % kinds)
      cellStart.append(index)
    }
    cellStart.append(count)
    self.cellPeriod = cellPeriod
    self.cellProfile = cellProfile
    self.cellStart = cellStart
    values = keyed.map { logPrices[$0.place] }
    places = keyed.map(\.place)
    self.weights = weight.map { given in keyed.map { given[$0.place] } } ?? Array(repeating: 1, count: count)
    isUnweighted = self.weights.allSatisfy { $0 == 1 }
  }
}
