import Glibc

/// Rosner's generalized test for up to so many outliers in normal values: mean and standard deviation.
///
/// - Parameters:
///   - values: The values, in any order.
///   - most: How many outliers there may be.
///   - alpha: The chance to call one where there is none.
/// - Returns: What was taken out step by step; the outliers are the steps up to the last that `exceeds`.
public func extremeDeviates(_ values: [Double], most: Int, alpha: Double = 0.05) -> [ExtremeDeviate] {
  var rest = Array(values.enumerated())
  let n = Double(values.count)
  var steps: [ExtremeDeviate] = []
  for step in 1...max(1, most) where rest.count > 2 {
    var sum = 0.0
    for (_, value) in rest { sum += value }
    let mean = sum / Double(rest.count)
    var squares = 0.0
    for (_, value) in rest { squares += (value - mean) * (value - mean) }
    let deviation = (squares / Double(rest.count - 1)).squareRoot()
    guard deviation > 0 else { break }
    var farthest = 0
    for index in rest.indices where abs(rest[index].element - mean) > abs(rest[farthest].element - mean) {
      farthest = index
    }
    let (place, value) = rest.remove(at: farthest)
    let critical = ExtremeDeviate.critical(step: Double(step), n: n, alpha: alpha)
    steps.append(
      ExtremeDeviate(place: place, value: value, statistic: abs(value - mean) / deviation, critical: critical))
  }
  return steps
}

/// One step of an outlier test.
public struct ExtremeDeviate: Hashable, Sendable {
  /// The place of the value among those given.
  public let place: Int
  /// The value.
  public let value: Double
  /// How far it lies from the center, in standard deviations.
  public let statistic: Double
  /// What that would have to exceed.
  public let critical: Double

  /// Whether it does.
  public var exceeds: Bool { statistic > critical }

  /// Rosner's critical value of a two-sided step.
  static func critical(step: Double, n: Double, alpha: Double) -> Double {
    let degrees = n - step - 1
    let t = studentQuantile(1 - alpha / (2 * (n - step + 1)), degrees: degrees)
    return t * (n - step) / ((degrees + t * t) * (n - step + 1)).squareRoot()
  }
}

/// Points that do not fit a seasonal series: Twitter's seasonal hybrid ESD test (S-H-ESD).
///
/// The seasonal part of a robust STL and the median are taken out, then values far from the rest's median in units of
/// its MAD are removed one by one while the generalized ESD test allows. It finds wild points, not level shifts of a
/// fortnight: use it as an alarm for the quality of data.
///
/// - Parameters:
///   - values: An equally spaced series without gaps.
///   - period: Points a season; 1 for none.
///   - share: The greatest share of points that may be outliers.
///   - alpha: The chance to call one where there is none.
/// - Returns: The places found, in the order of removal; none for fewer than two periods.
public func seasonalOutliers(_ values: [Double], period: Int, share: Double = 0.02, alpha: Double = 0.05) -> [Int] {
  guard let center = median(of: values), values.count > 2 else { return [] }
  var rest = values.map { $0 - center }
  if period > 1 {
    guard let parts = SeasonalTrend(values, period: period, isRobust: true) else { return [] }
    for place in rest.indices { rest[place] = values[place] - parts.seasonal[place] - center }
  }
  // Sorted once; removing keeps the order, so every median is a look-up and every MAD one pass.
  var sorted = rest.indices.sorted { rest[$0] == rest[$1] ? $0 < $1 : rest[$0] < rest[$1] }
  let n = Double(values.count)
  var removed: [Int] = []
  var outliers = 0
  for step in 1...max(1, Int(n * share)) where sorted.count > 2 {
    let middle = SortedSpread(sorted.map { rest[$0] })
    guard middle.deviation > 0 else { break }
    let (low, high) = (middle.center - rest[sorted[0]], rest[sorted[sorted.count - 1]] - middle.center)
    // Of two places equally far the earlier one is removed.
    let edge = high > low || (high == low && sorted[sorted.count - 1] < sorted[0]) ? sorted.count - 1 : 0
    var chosen = edge
    if edge > 0 {
      while chosen > 0, rest[sorted[chosen - 1]] == rest[sorted[edge]] { chosen -= 1 }
    }
    removed.append(sorted.remove(at: chosen))
    if max(low, high) / middle.deviation > ExtremeDeviate.critical(step: Double(step), n: n, alpha: alpha) {
      outliers = step
    }
  }
  return Array(removed.prefix(outliers))
}

/// Median and normalized MAD of values in order.
private struct SortedSpread {
  let center: Double
  let deviation: Double

  init(_ values: [Double]) {
    let count = values.count
    center = count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2
    // Distances grow to both sides of the center: merge them up to the middle one.
    var left = values.partition(below: center) - 1
    var right = left + 1
    var (last, next) = (0.0, 0.0)
    for _ in 0...count / 2 {
      last = next
      if left >= 0, right >= count || center - values[left] <= values[right] - center {
        next = center - values[left]
        left -= 1
      } else {
        next = values[right] - center
        right += 1
      }
    }
    deviation = 1.4826 * (count % 2 == 1 ? next : (last + next) / 2)
  }
}

extension [Double] {
  /// The first place of sorted values that is not below `bound`.
  fileprivate func partition(below bound: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
