/// Benjamini and Hochberg's q-values: the share of false finds to expect among all tests up to this one.
///
/// - Parameter values: The p-values of all tests of a run, in any order.
/// - Returns: The q-value of each, in the same order.
public func falseDiscoveryRates(of values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
  var result = values
  var least = 1.0
  for (rank, index) in order.enumerated().reversed() {
    least = min(least, values[index] * Double(values.count) / Double(rank + 1))
    result[index] = least
  }
  return result
}
