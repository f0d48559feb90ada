import Glibc

/// Prices and quantities of products over periods, for indices that compare like with like only.
///
/// In this market a product is a stratum: one model in one condition. Its price is the geometric mean of what was
/// newly listed in it, its quantity how many were.
public struct MatchedSample: Sendable {
  /// How many periods.
  public let periods: Int
  /// Logarithm of the price of each product in each period, one product after the other; nil where there is none.
  let logPrices: [Double?]
  let quantities: [Double]
  let products: Int

  /// A sample from columns of equal length; a product has at most one row a period, and a later one replaces it.
  public init(period: [Int], product: [Int], prices: [Double], quantities: [Double], periods: Int) {
    self.periods = periods
    products = (product.max() ?? -1) + 1
    var logs = [Double?](repeating: nil, count: products * periods)
    var amounts = Array(repeating: 0.0, count: products * periods)
    for row in period.indices where prices[row] > 0 && prices[row].isFinite {
      logs[product[row] * periods + period[row]] = log(prices[row])
      amounts[product[row] * periods + period[row]] = quantities[row]
    }
    logPrices = logs
    self.quantities = amounts
  }

  /// How products are weighed in a comparison of two periods.
  public enum Formula: Hashable, Sendable {
    /// All alike.
    case jevons
    /// By the mean of their shares of expenditure in both periods.
    case tornqvist
  }

  /// The change (log) from one period to another over the products both have; nil when there is none.
  public func change(from: Int, to: Int, by formula: Formula) -> Double? {
    var (relatives, first, second) = ([Double](), [Double](), [Double]())
    for product in 0..<products {
      let (old, new) = (product * periods + from, product * periods + to)
      guard let before = logPrices[old], let after = logPrices[new] else { continue }
      relatives.append(after - before)
      first.append(exp(before) * quantities[old])
      second.append(exp(after) * quantities[new])
    }
    guard !relatives.isEmpty else { return nil }
    switch formula {
    case .jevons: return relatives.reduce(0, +) / Double(relatives.count)
    case .tornqvist:
      let (all, later) = (first.reduce(0, +), second.reduce(0, +))
      guard all > 0, later > 0 else { return nil }
      return relatives.indices.reduce(0) {
        $0 + relatives[$1] * (first[$1] / all + second[$1] / later) / 2
      }
    }
  }

  /// The chained index: each period against the one before, from 0; nil from the first period without a match on.
  public func chained(by formula: Formula) -> [Double?] {
    var levels: [Double?] = periods > 0 ? [0] : []
    for period in 1..<max(1, periods) {
      let link = change(from: period - 1, to: period, by: formula)
      levels.append(link.flatMap { link in levels[period - 1].map { $0 + link } })
    }
    return levels
  }
}
