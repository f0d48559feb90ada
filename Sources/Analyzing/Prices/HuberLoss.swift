/// The parts of Huber's M-estimate that every fit with it shares.
enum HuberLoss {
  /// Where a residual begins to be held back, in scales: 95 % efficient for normal errors.
  static let tuning = 1.345
  /// After this many steps a fit is taken as it is.
  static let mostSteps = 200

  /// MAD/0.6745 of residuals about 0, by weight; with most residuals 0, their root mean square.
  static func scale(of residuals: [Double], _ sample: HedonicSample, scratch: inout [Double]) -> Double {
    scratch.removeAll(keepingCapacity: true)
    for residual in residuals { scratch.append(abs(residual)) }
    let middle =
      sample.isUnweighted ? medianReordering(&scratch) : weightedMedian(scratch, weights: sample.weights)
    if let middle, middle > 1e-12 { return middle / 0.6745 }
    var squares = 0.0
    for residual in residuals { squares += residual * residual }
    let root = residuals.isEmpty ? 0 : (squares / Double(residuals.count)).squareRoot()
    return root > 1e-12 ? root : 0
  }

  /// k² of the sandwich k² (X'X)⁻¹, with Huber's correction for few observations (Huber 1981, 7.6; MASS `rlm`).
  ///
  /// k² = [Σψ²s²/(n − p)] · κ²/m², m the share of |r/s| ≤ 1.345 and κ = 1 + p·var(ψ')/(n m²).
  static func unitVariance(
    of residuals: [Double], weights: [Double], scale: Double, total: Double, parameters: Int
  ) -> Double? {
    let p = Double(parameters)
    guard scale > 0, total > p else { return nil }
    let bound = tuning * scale
    var (squares, inside) = (0.0, 0.0)
    for (residual, weight) in zip(residuals, weights) {
      let size = min(abs(residual), bound)
      squares += weight * size * size
      if abs(residual) <= bound { inside += weight }
    }
    guard inside > 0, squares > 0 else { return nil }
    let share = inside / total
    let variance = total > 1 ? (inside - inside * inside / total) / (total - 1) : 0
    let kappa = 1 + p * variance / (total * share * share)
    return squares / (total - p) * (kappa / share) * (kappa / share)
  }
}
