extension HedonicFit {
  /// How a standard error looks at residuals.
  public enum ErrorModel: Hashable, Sendable {
    /// All prices vary alike.
    case alike
    /// Each price varies by itself (White, with n/(n − p): HC1).
    case heteroskedastic
    /// Prices of one group (a seller, a house) vary together: CR1.
    case clustered([Int])
  }

  /// The standard error of the level of `period` at the attributes `at`; nil without spread or items.
  public func standardError(ofLevel period: Int, at attributes: [Double]) -> Double? {
    guard let unitVariance, periodWeights[period] > 0 else { return nil }
    let distance = (0..<columns).map { attributes[$0] - means[period * columns + $0] }
    return (unitVariance * (1 / periodWeights[period] + factor.quadratic(distance))).squareRoot()
  }

  /// The standard error of the coefficient of `column`; nil without spread or where it is aliased.
  public func standardError(ofCoefficient column: Int) -> Double? {
    guard let unitVariance, isEstimated[column] else { return nil }
    var unit = Array(repeating: 0.0, count: columns)
    unit[column] = 1
    return (unitVariance * factor.quadratic(unit)).squareRoot()
  }

  /// The standard error of the change of the level from `base` to `period`; nil where one has no item.
  ///
  /// Linear in the number of items for the models other than `.alike`, which hold for least squares.
  public func standardError(
    ofChangeTo period: Int, from base: Int, in sample: HedonicSample, errors: ErrorModel = .alike
  ) -> Double? {
    guard periodWeights[period] > 0, periodWeights[base] > 0 else { return nil }
    let distance = (0..<columns).map { means[base * columns + $0] - means[period * columns + $0] }
    let apart = 1 / periodWeights[period] + 1 / periodWeights[base]
    if errors == .alike {
      return unitVariance.map { ($0 * (apart + factor.quadratic(distance))).squareRoot() }
    }
    // The change is linear in the prices: Σ q_i y_i with q_i = ±1/N of its period + (z_i − z̄)'A⁻¹(z̄_base − z̄_t).
    let slope = factor.solve(distance)
    let p = Double(sample.count) - degreesOfFreedom
    let n = Double(sample.count)
    guard n > p else { return nil }
    var squares = 0.0
    var groups: [Int: Double] = [:]
    for cell in sample.cellPeriod.indices {
      let own = sample.cellPeriod[cell]
      var share = 0.0
      if own == period { share += 1 / periodWeights[period] }
      if own == base { share -= 1 / periodWeights[base] }
      let row = sample.cellProfile[cell] * columns
      for column in 0..<columns {
        share += (sample.profiles[row + column] - means[own * columns + column]) * slope[column]
      }
      for item in sample.cellStart[cell]..<sample.cellStart[cell + 1] {
        let place = sample.places[item]
        let part = share * sample.weights[item] * residuals[place]
        if case .clustered(let group) = errors {
          groups[group[place], default: 0] += part
        } else {
          squares += part * part
        }
      }
    }
    guard case .clustered = errors else { return (squares * n / (n - p)).squareRoot() }
    let many = Double(groups.count)
    guard many > 1 else { return nil }
    for key in groups.keys.sorted() { squares += (groups[key] ?? 0) * (groups[key] ?? 0) }
    return (squares * many / (many - 1) * (n - 1) / (n - p)).squareRoot()
  }
}
