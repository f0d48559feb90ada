import Glibc

/// Kaplan and Meier's share of items still there after each time at which one went.
///
/// Items whose end was not seen count as there until they were last seen. Standard errors are Greenwood's; the 95 %
/// limits are taken on the logarithm, as R's `survfit` does, and end at 1.
public struct SurvivalCurve: Hashable, Sendable {
  /// What is known at one time.
  public struct Step: Hashable, Sendable {
    /// The time.
    public let time: Double
    /// Items there just before it.
    public let atRisk: Double
    /// Items that went then.
    public let events: Double
    /// The share still there after it.
    public let share: Double
    /// Its standard error; nil where nothing is left.
    public let standardError: Double?
    /// The lower limit; nil where nothing is left.
    public let low: Double?
    /// The upper limit; nil where nothing is left.
    public let high: Double?
  }

  /// The times at which an item went or was last seen, in order.
  public let steps: [Step]

  /// The curve of items seen for `times`, of which those marked in `hasEnded` went then.
  ///
  /// - Parameter weights: How often each item counts; nil for once.
  public init(times: [Double], hasEnded: [Bool], weights: [Double]? = nil) {
    precondition(times.count == hasEnded.count, "an end, or none, for each time")
    let order = times.indices.sorted { times[$0] < times[$1] }
    var atRisk = weights.map { $0.reduce(0, +) } ?? Double(times.count)
    var share = 1.0
    var greenwood = 0.0
    var steps: [Step] = []
    var index = 0
    while index < order.count {
      let time = times[order[index]]
      var (events, leaving) = (0.0, 0.0)
      while index < order.count, times[order[index]] == time {
        let weight = weights?[order[index]] ?? 1
        if hasEnded[order[index]] { events += weight }
        leaving += weight
        index += 1
      }
      if events > 0 {
        share *= 1 - events / atRisk
        greenwood += events / (atRisk * (atRisk - events))
      }
      let root = greenwood.squareRoot()
      let isKnown = share > 0
      steps.append(
        Step(
          time: time, atRisk: atRisk, events: events, share: isKnown ? share : 0,
          standardError: isKnown ? share * root : nil, low: isKnown ? share * exp(-normal975 * root) : nil,
          high: isKnown ? min(1, share * exp(normal975 * root)) : nil))
      atRisk -= leaving
    }
    self.steps = steps
  }

  /// The first time after which at most half are still there; nil when more than half always are.
  public var median: Double? { time(until: 0.5) }

  /// The times at which the limits of the share come down to a half: the 95 % limits of the median.
  public var medianLimits: (low: Double?, high: Double?) {
    func first(_ limit: (Step) -> Double?) -> Double? {
      steps.first { step in limit(step).map { $0 <= 0.5 + 1e-12 } ?? false }?.time
    }
    // Where nothing is left the lower limit is none; the share itself then bounds it.
    return (first { $0.low ?? $0.share }, first(\.high))
  }

  /// The first time after which at most a share is still there; nil when more always are.
  public func time(until share: Double) -> Double? { steps.first { $0.share <= share + 1e-12 }?.time }

  /// What is still there after a time; nil when nothing was followed so long.
  public func share(after time: Double) -> (share: Double, low: Double?, high: Double?)? {
    guard let last = steps.last, last.time >= time || last.share == 0 else { return nil }
    guard let step = steps.last(where: { $0.time <= time }) else { return (1, 1, 1) }
    return (step.share, step.low, step.high)
  }
}
