/// Log prices explained by a level for each period and by attributes: the time-dummy hedonic regression.
///
/// log p_i = d_{t(i)} + z_i'b + e_i. The levels are taken out by centering within periods, so the system to solve has
/// only as many unknowns as there are attributes. With `.huber` a wild price is held back by iterated weights
/// (scale MAD/0.6745, renewed at every step; tuning constant 1.345), from the least-squares fit on.
public struct HedonicFit: Sendable {
  /// How residuals are weighed.
  public enum Loss: Hashable, Sendable {
    /// Least squares.
    case squares
    /// Huber's: squares near 0, absolute values beyond 1.345 scales, until residuals move less than `stop`.
    case huber(stop: Double = 1e-8)
  }

  /// The level d_t of each period, at attributes 0; nil for a period without an item.
  public let levels: [Double?]
  /// The coefficient of each attribute column; 0 where it is aliased.
  public let coefficients: [Double]
  /// Whether each column could be estimated; false where other columns and periods already tell it.
  public let isEstimated: [Bool]
  /// MAD/0.6745 of the residuals for Huber's loss, their standard deviation for least squares.
  public let scale: Double
  /// The variance of one price in the sandwich of Var(b) = unit · (X'X)⁻¹; nil without degrees of freedom or spread.
  public let unitVariance: Double?
  /// Prices, by weight, less parameters.
  public let degreesOfFreedom: Double
  /// The weight Huber's loss left each item, in the caller's order: 1 for those taken in full.
  public let itemWeights: [Double]
  /// The residual of each item, in the caller's order.
  public let residuals: [Double]
  /// The weighted count of items in each period.
  public let periodWeights: [Double]
  /// How often weights were renewed.
  public let steps: Int

  /// Attribute means of each period and the factor of X'X without the levels, with prior weights only.
  let means: [Double]
  let factor: SymmetricFactor
  let columns: Int

  /// Fits `sample`.
  public init(_ sample: HedonicSample, loss: Loss = .huber()) {
    var system = HedonicSystem(sample)
    system.solve(weights: sample.weights)
    let rank = system.factor.rank
    let present = system.periodWeights.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    let total = system.periodWeights.reduce(0, +)
    means = system.means
    factor = system.factor
    columns = sample.columns
    periodWeights = system.periodWeights
    isEstimated = system.factor.isKept
    degreesOfFreedom = total - Double(present + rank)
    var holding = Array(repeating: 1.0, count: sample.count)
    var scale = 0.0
    var steps = 0
    if case .huber(let stop) = loss {
      var scratch: [Double] = []
      var combined = sample.weights
      for _ in 0..<HuberLoss.mostSteps {
        scale = HuberLoss.scale(of: system.residuals, sample, scratch: &scratch)
        guard scale > 0 else { break }
        let bound = HuberLoss.tuning * scale
        for index in holding.indices {
          let size = abs(system.residuals[index])
          let weight = size <= bound ? 1 : bound / size
          holding[index] = weight
          combined[index] = weight * sample.weights[index]
        }
        system.solve(weights: combined)
        steps += 1
        if system.relativeChange <= stop { break }
      }
      unitVariance = HuberLoss.unitVariance(
        of: system.residuals, weights: sample.weights, scale: scale, total: total, parameters: present + rank)
    } else {
      var squares = 0.0
      for (residual, weight) in zip(system.residuals, sample.weights) { squares += weight * residual * residual }
      let variance = degreesOfFreedom > 0 ? squares / degreesOfFreedom : 0
      scale = variance.squareRoot()
      unitVariance = variance > 0 ? variance : nil
    }
    self.scale = scale
    self.steps = steps
    levels = system.periodWeights.indices.map { system.periodWeights[$0] > 0 ? system.levels[$0] : nil }
    coefficients = system.coefficients
    var (residuals, weights) = (system.residuals, holding)
    for (index, place) in sample.places.enumerated() {
      residuals[place] = system.residuals[index]
      weights[place] = holding[index]
    }
    self.residuals = residuals
    itemWeights = weights
  }
}
