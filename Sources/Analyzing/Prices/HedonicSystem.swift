/// The weighted normal equations of a hedonic regression with its levels taken out, solved again for other weights.
struct HedonicSystem {
  let sample: HedonicSample
  /// The levels, meaningless for a period without weight.
  private(set) var levels: [Double]
  private(set) var coefficients: [Double]
  private(set) var residuals: [Double]
  private(set) var periodWeights: [Double]
  /// Attribute means of each period, one period after the other.
  private(set) var means: [Double]
  private(set) var factor: SymmetricFactor
  /// How far the last solution moved the residuals, as a share of their length.
  private(set) var relativeChange = Double.infinity

  private var cellWeights: [Double]
  private var cellSums: [Double]

  init(_ sample: HedonicSample) {
    self.sample = sample
    levels = Array(repeating: 0, count: sample.periods)
    periodWeights = levels
    coefficients = Array(repeating: 0, count: sample.columns)
    means = Array(repeating: 0, count: sample.periods * sample.columns)
    residuals = Array(repeating: 0, count: sample.count)
    factor = SymmetricFactor([], order: 0)
    cellWeights = Array(repeating: 0, count: sample.cellPeriod.count)
    cellSums = cellWeights
  }

  /// Solves with one weight an item, in the sample's order, and renews the residuals.
  mutating func solve(weights: [Double]) {
    let k = sample.columns
    for period in levels.indices {
      levels[period] = 0
      periodWeights[period] = 0
    }
    for index in means.indices { means[index] = 0 }
    for cell in cellWeights.indices {
      var (weight, sum) = (0.0, 0.0)
      for item in sample.cellStart[cell]..<sample.cellStart[cell + 1] {
        weight += weights[item]
        sum += weights[item] * sample.values[item]
      }
      cellWeights[cell] = weight
      cellSums[cell] = sum
      let period = sample.cellPeriod[cell]
      periodWeights[period] += weight
      levels[period] += sum
      let row = sample.cellProfile[cell] * k
      for column in 0..<k { means[period * k + column] += weight * sample.profiles[row + column] }
    }
    for period in levels.indices where periodWeights[period] > 0 {
      levels[period] /= periodWeights[period]
      for column in 0..<k { means[period * k + column] /= periodWeights[period] }
    }
    solveCentered(k)
    for period in levels.indices {
      for column in 0..<k { levels[period] -= means[period * k + column] * coefficients[column] }
    }
    renewResiduals(k)
  }

  private mutating func solveCentered(_ k: Int) {
    var matrix = Array(repeating: 0.0, count: k * k)
    var right = Array(repeating: 0.0, count: k)
    var scales = right
    var centered = right
    for cell in cellWeights.indices {
      let period = sample.cellPeriod[cell]
      let row = sample.cellProfile[cell] * k
      let weight = cellWeights[cell]
      let sum = cellSums[cell] - weight * levels[period]
      for column in 0..<k {
        let raw = sample.profiles[row + column]
        centered[column] = raw - means[period * k + column]
        scales[column] += weight * raw * raw
      }
      for column in 0..<k {
        let part = centered[column]
        if part == 0 { continue }
        right[column] += part * sum
        let weighted = weight * part
        for other in 0...column { matrix[column * k + other] += weighted * centered[other] }
      }
    }
    factor = SymmetricFactor(matrix, order: k, scales: scales)
    coefficients = factor.solve(right)
  }

  private mutating func renewResiduals(_ k: Int) {
    var (moved, length) = (0.0, 0.0)
    for cell in cellWeights.indices {
      let row = sample.cellProfile[cell] * k
      var fitted = levels[sample.cellPeriod[cell]]
      for column in 0..<k { fitted += sample.profiles[row + column] * coefficients[column] }
      for item in sample.cellStart[cell]..<sample.cellStart[cell + 1] {
        let residual = sample.values[item] - fitted
        let change = residual - residuals[item]
        moved += change * change
        length += residuals[item] * residuals[item]
        residuals[item] = residual
      }
    }
    relativeChange = (moved / max(length, 1e-20)).squareRoot()
  }
}
