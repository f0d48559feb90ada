import Glibc

/// A location that a few wild values cannot drag away: Huber's M-estimate with fixed scale.
///
/// The scale is MAD/0.6745 about the median, the tuning constant 1.345 (95 % efficient for normal errors), and the
/// weights are iterated until a step is below 1e-8 of the scale. With no spread around the median (more than half
/// of the values alike) the scale is the standard deviation instead.
///
/// Worked example: for 1, 2, 3, 4, 100 the estimate is 3.000, with a standard error of 1.176; the mean is 22.
public struct HuberLocation: Hashable, Sendable {
  /// Where a residual begins to be held back, in scales.
  public static let tuning = 1.345

  /// The estimate.
  public let estimate: Double
  /// Its standard error; nil for a single value and for values that are all alike.
  public let standardError: Double?
  /// How many values.
  public let count: Int
  /// The weight of each value, in the order given: 1 for those taken in full.
  public let weights: [Double]

  /// The location of `values`; nil when there are none.
  public init?(of values: [Double]) {
    guard let center = median(of: values), let mad = normalizedMAD(of: values) else { return nil }
    count = values.count
    let scale = mad > 0 ? mad : HuberLocation.standardDeviation(of: values)
    guard count > 1, scale > 0 else {
      estimate = center
      standardError = nil
      weights = values.map { _ in 1 }
      return
    }
    func weight(_ value: Double, _ estimate: Double) -> Double {
      let residual = abs(value - estimate) / scale
      return residual <= Self.tuning ? 1 : Self.tuning / residual
    }
    var current = center
    for _ in 0..<200 {
      var sum = 0.0
      var total = 0.0
      for value in values {
        let w = weight(value, current)
        sum += w * value
        total += w
      }
      let next = sum / total
      let step = abs(next - current)
      current = next
      if step <= 1e-8 * scale { break }
    }
    estimate = current
    weights = values.map { weight($0, current) }
    // Var = s² · (Σψ²/(n−1)) / (share of |r/s| ≤ k)² / n: Huber's sandwich, with n − 1 for the estimated location.
    var squares = 0.0
    var inside = 0
    for value in values {
      let residual = (value - current) / scale
      let psi = max(-Self.tuning, min(Self.tuning, residual))
      squares += psi * psi
      if abs(residual) <= Self.tuning { inside += 1 }
    }
    let n = Double(count)
    let share = Double(inside) / n
    standardError = share > 0 ? scale * (squares / (n - 1) / n).squareRoot() / share : nil
  }

  /// The interval that holds the true location in `level` of all cases, by Student's t with n − 1 degrees.
  public func interval(level: Double = 0.95) -> (low: Double, high: Double)? {
    guard let standardError else { return nil }
    let half = standardError * studentQuantile(0.5 + level / 2, degrees: Double(count - 1))
    return (estimate - half, estimate + half)
  }

  private static func standardDeviation(of values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(values.count - 1)).squareRoot()
    // Equal values differ from their mean by rounding only.
    return deviation > 1e-12 * max(1, abs(mean)) ? deviation : 0
  }
}
