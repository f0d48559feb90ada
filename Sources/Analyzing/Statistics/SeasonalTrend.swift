/// A series taken apart into seasonal, trend and remainder by local regression: STL, with R's defaults.
public struct SeasonalTrend: Hashable, Sendable {
  /// What returns every period.
  public let seasonal: [Double]
  /// What moves slowly.
  public let trend: [Double]
  /// What is left.
  public let remainder: [Double]
  /// How far each point was trusted: 1 throughout without `isRobust`.
  public let weights: [Double]

  /// Takes `values` apart; nil for a period below 2 or fewer than two periods of values.
  ///
  /// - Parameters:
  ///   - period: Points a period.
  ///   - seasonalWindow: Periods that the seasonal part may change over; nil for one that never changes.
  ///   - isRobust: Hold wild points back, in fifteen rounds.
  public init?(_ values: [Double], period: Int, seasonalWindow: Int? = nil, isRobust: Bool) {
    self.init(values, period: period, seasonalWindow: seasonalWindow, isRobust: isRobust) { median(of: $0) ?? 0 }
  }

  /// The same with another idea of a median.
  ///
  /// R's `stl` asks a partial sort for two ranks in falling order, which that takes only in rising order, and so at
  /// times weighs residuals by a neighbor of their median. A test puts that in to show that nothing else differs.
  package init?(
    _ values: [Double], period: Int, seasonalWindow: Int?, isRobust: Bool, middle: ([Double]) -> Double
  ) {
    guard period >= 2, values.count > 2 * period else { return nil }
    let isPeriodic = seasonalWindow == nil
    let window = SeasonalTrend.odd(seasonalWindow ?? 10 * values.count + 1)
    let slow = SeasonalTrend.odd(
      SeasonalTrend.ceiling(1.5 * Double(period) / (1 - 1.5 / Double(seasonalWindow ?? window))))
    func loess(_ window: Int, _ degree: Int) -> Loess {
      Loess(window: window, degree: degree, jump: SeasonalTrend.ceiling(Double(window) / 10))
    }
    let parts = Parts(
      cycle: loess(window, 0), slow: loess(slow, 1), low: loess(SeasonalTrend.odd(period), 1), period: period)
    var seasonal = Array(repeating: 0.0, count: values.count)
    var trend = seasonal
    var weights: [Double]?
    for round in 0...(isRobust ? 15 : 0) {
      for _ in 0..<(isRobust ? 1 : 2) { parts.improve(&seasonal, &trend, of: values, weights: weights) }
      if isRobust && round < 15 {
        weights = SeasonalTrend.trust(
          values.indices.map { abs(values[$0] - (trend[$0] + seasonal[$0])) }, middle)
      }
    }
    if isPeriodic {
      for phase in 0..<period {
        let places = stride(from: phase, to: values.count, by: period)
        var (sum, many) = (0.0, 0.0)
        for place in places { (sum, many) = (sum + seasonal[place], many + 1) }
        for place in places { seasonal[place] = sum / many }
      }
    }
    self.seasonal = seasonal
    self.trend = trend
    remainder = values.indices.map { values[$0] - seasonal[$0] - trend[$0] }
    self.weights = weights ?? Array(repeating: 1, count: values.count)
  }

  private static func ceiling(_ value: Double) -> Int { Int(value.rounded(.up)) }
  private static func odd(_ value: Int) -> Int { max(3, value % 2 == 0 ? value + 1 : value) }

  /// Bisquare weights of residuals, six medians wide.
  private static func trust(_ residuals: [Double], _ middle: ([Double]) -> Double) -> [Double] {
    let width = 6 * middle(residuals)
    return residuals.map { residual in
      if residual <= 0.001 * width { return 1 }
      if residual > 0.999 * width { return 0 }
      let ratio = residual / width
      return (1 - ratio * ratio) * (1 - ratio * ratio)
    }
  }
}

/// One pass of STL's inner loop.
private struct Parts {
  let cycle: Loess
  let slow: Loess
  let low: Loess
  let period: Int

  func improve(_ seasonal: inout [Double], _ trend: inout [Double], of values: [Double], weights: [Double]?) {
    let long = cycles(values.indices.map { values[$0] - trend[$0] }, weights)
    let average = Parts.average(Parts.average(Parts.average(long, period), period), 3)
    let drift = low.smooth(average, weights: nil)
    for place in values.indices { seasonal[place] = long[period + place] - drift[place] }
    trend = slow.smooth(values.indices.map { values[$0] - seasonal[$0] }, weights: weights)
  }

  /// Each phase of the period smoothed by itself and carried on by one period at both ends.
  private func cycles(_ values: [Double], _ weights: [Double]?) -> [Double] {
    var result = Array(repeating: 0.0, count: values.count + 2 * period)
    for phase in 0..<period {
      let places = stride(from: phase, to: values.count, by: period)
      let own = places.map { values[$0] }
      let trust = weights.map { weights in places.map { weights[$0] } }
      let curve = cycle.smooth(own, weights: trust)
      var scratch = Array(repeating: 0.0, count: own.count)
      let before = cycle.estimate(
        own, at: 0, left: 1, right: min(cycle.window, own.count), weights: trust, scratch: &scratch)
      let after = cycle.estimate(
        own, at: Double(own.count + 1), left: max(1, own.count - cycle.window + 1), right: own.count, weights: trust,
        scratch: &scratch)
      result[phase] = before ?? curve[0]
      for (index, value) in curve.enumerated() { result[(index + 1) * period + phase] = value }
      result[(own.count + 1) * period + phase] = after ?? curve[own.count - 1]
    }
    return result
  }

  private static func average(_ values: [Double], _ length: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(values.count - length + 1)
    var sum = 0.0
    for place in 0..<length { sum += values[place] }
    result.append(sum / Double(length))
    for place in length..<max(length, values.count) {
      sum = sum - values[place - length] + values[place]
      result.append(sum / Double(length))
    }
    return result
  }
}
