import Glibc

/// A level that wanders as a random walk, seen through noise of known size: Kalman's filter and the smoother of
/// Rauch, Tung and Striebel.
///
/// y_t = m_t + N(0, v_t), m_t = m_{t−1} + N(0, q). A step without a value needs no filling in: its interval is wider.
/// Nothing is assumed of the first level. q is the one with the greatest likelihood for log q in `range`.
public struct LocalLevel: Hashable, Sendable {
  /// Where log q is looked for.
  public static let range = -14.0 ... -2.0

  /// The smoothed levels, one for each step.
  public let levels: [Double]
  /// Their variances.
  public let variances: [Double]
  /// The variance of one step of the walk.
  public let q: Double
  /// The logarithm of the likelihood, without its constant.
  public let logLikelihood: Double

  /// Smooths `values`; nil when there is not a single one.
  ///
  /// - Parameters:
  ///   - values: One for each step, nil where nothing was seen.
  ///   - variances: v_t, at least 0; read only where there is a value.
  ///   - q: The variance of a step, when it is known; nil to find it.
  public init?(_ values: [Double?], variances: [Double], q known: Double? = nil) {
    precondition(values.count == variances.count, "a value needs its variance")
    guard values.contains(where: { $0 != nil }) else { return nil }
    // A week of identical prices is not infinitely sure.
    let noise = variances.map { max($0, 1e-12) }
    q = known ?? LocalLevel.mostLikely(values, noise)
    var filtered = Array(repeating: 0.0, count: values.count)
    var spread = Array(repeating: Double.infinity, count: values.count)
    logLikelihood = LocalLevel.filter(values, noise, q) { step, level, variance in
      filtered[step] = level
      spread[step] = variance
    }
    var (smooth, sure) = (filtered, spread)
    for step in stride(from: values.count - 2, through: 0, by: -1) {
      guard spread[step].isFinite else {
        // Before the first value only what follows is known.
        smooth[step] = smooth[step + 1]
        sure[step] = sure[step + 1] + q
        continue
      }
      let predicted = spread[step] + q
      let gain = spread[step] / predicted
      smooth[step] = filtered[step] + gain * (smooth[step + 1] - filtered[step])
      sure[step] = spread[step] + gain * gain * (sure[step + 1] - predicted)
    }
    levels = smooth
    self.variances = sure
  }

  /// Runs the filter and hands each step's level and variance to `keep`.
  private static func filter(
    _ values: [Double?], _ noise: [Double], _ q: Double, keep: (Int, Double, Double) -> Void
  ) -> Double {
    var level = 0.0
    var variance = Double.infinity
    var likelihood = 0.0
    for (step, value) in values.enumerated() {
      if variance.isFinite { variance += q }
      if let value {
        if variance.isFinite {
          let total = variance + noise[step]
          let surprise = value - level
          likelihood -= 0.5 * (log(total) + surprise * surprise / total)
          level += variance / total * surprise
          variance *= noise[step] / total
        } else {
          level = value
          variance = noise[step]
        }
      }
      keep(step, level, variance)
    }
    return likelihood
  }

  /// A coarse look over the range, then the golden section around its best place.
  private static func mostLikely(_ values: [Double?], _ noise: [Double]) -> Double {
    func height(_ logQ: Double) -> Double { filter(values, noise, exp(logQ)) { _, _, _ in } }
    let step = 0.75
    var best = range.lowerBound
    var peak = -Double.infinity
    for index in 0...Int((range.upperBound - range.lowerBound) / step) {
      let place = range.lowerBound + step * Double(index)
      let value = height(place)
      if value > peak { (best, peak) = (place, value) }
    }
    var low = max(range.lowerBound, best - step)
    var high = min(range.upperBound, best + step)
    let ratio = (5.0.squareRoot() - 1) / 2
    var left = high - ratio * (high - low)
    var right = low + ratio * (high - low)
    var (heightLeft, heightRight) = (height(left), height(right))
    while high - low > 1e-6 {
      if heightLeft >= heightRight {
        (high, right, heightRight) = (right, left, heightLeft)
        left = high - ratio * (high - low)
        heightLeft = height(left)
      } else {
        (low, left, heightLeft) = (left, right, heightRight)
        right = low + ratio * (high - low)
        heightRight = height(right)
      }
    }
    return exp((low + high) / 2)
  }
}
