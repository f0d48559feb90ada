/// The normal equations of a repeat-sales regression, solved again for other weights.
struct PairSystem {
  let pairs: [RepeatSales.Pair]
  let periods: Int
  let base: Int
  private(set) var levels: [Double]
  private(set) var residuals: [Double]
  private(set) var weights: [Double] = []
  private(set) var factor = SymmetricFactor([], order: 0)
  private(set) var relativeChange = Double.infinity

  init(_ pairs: [RepeatSales.Pair], periods: Int, base: Int) {
    self.pairs = pairs
    self.periods = periods
    self.base = base
    levels = Array(repeating: 0, count: periods)
    residuals = Array(repeating: 0, count: pairs.count)
  }

  /// Solves with one weight a pair and renews the residuals.
  mutating func solve(weights: [Double]) {
    self.weights = weights
    var matrix = Array(repeating: 0.0, count: periods * periods)
    var right = Array(repeating: 0.0, count: periods)
    for (pair, weight) in zip(pairs, weights) {
      for (period, sign) in [(pair.from, -1.0), (pair.to, 1.0)] where period != base {
        matrix[period * periods + period] += weight
        right[period] += sign * weight * pair.change
      }
      if pair.from != base && pair.to != base {
        matrix[pair.from * periods + pair.to] -= weight
        matrix[pair.to * periods + pair.from] -= weight
      }
    }
    factor = SymmetricFactor(matrix, order: periods)
    levels = factor.solve(right)
    var (moved, length) = (0.0, 0.0)
    for (index, pair) in pairs.enumerated() {
      let residual = pair.change - levels[pair.to] + levels[pair.from]
      moved += (residual - residuals[index]) * (residual - residuals[index])
      length += residuals[index] * residuals[index]
      residuals[index] = residual
    }
    relativeChange = (moved / max(length, 1e-20)).squareRoot()
  }

  /// Iterates Huber's weights from where the system stands, and returns the unit variance of its sandwich.
  mutating func hold(stop: Double, rank: Int) -> Double? {
    let ones = Array(repeating: 1.0, count: pairs.count)
    let plain = factor
    var scale = 0.0
    for _ in 0..<HuberLoss.mostSteps {
      scale = (median(of: residuals.map { abs($0) }) ?? 0) / 0.6745
      guard scale > 1e-12 else { return nil }
      let bound = HuberLoss.tuning * scale
      solve(weights: residuals.map { abs($0) <= bound ? 1 : bound / abs($0) })
      if relativeChange <= stop { break }
    }
    factor = plain
    return HuberLoss.unitVariance(
      of: residuals, weights: ones, scale: scale, total: Double(pairs.count), parameters: rank)
  }
}
