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
  public var median: Double? { steps.first { $0.share <= 0.5 + 1e-12 }?.time }
}
