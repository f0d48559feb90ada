/// Benjamini and Hochberg's q-values: the share of false finds to expect among all tests up to this one.
///
/// - Parameters:
///   - values: The p-values of all tests of a run, in any order.
///   - tests: How many tests there were, when only the more telling ones are given; nil for as many as values.
/// - Returns: The q-value of each, in the same order.
public func falseDiscoveryRates(of values: [Double], tests: Int? = nil) -> [Double] {
  let count = Double(max(values.count, tests ?? 0))
  let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
  var result = values
  var least = 1.0
  for (rank, index) in order.enumerated().reversed() {
    least = min(least, values[index] * count / Double(rank + 1))
    result[index] = least
  }
  return result
}
