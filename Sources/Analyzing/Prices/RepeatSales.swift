/// The level of prices from items that were offered more than once: only a cross-check, for such items are few.
///
/// log p₂ − log p₁ = d(t₂) − d(t₁) + error (Bailey, Muth and Nourse), plainly, weighted by how errors grow with time
/// (Case and Shiller), or with Huber's loss.
public struct RepeatSales: Sendable {
  /// One item, offered in two periods.
  public struct Pair: Hashable, Sendable {
    /// The earlier period.
    public let from: Int
    /// The later period.
    public let to: Int
    /// The change of its log price.
    public let change: Double

    /// A pair from its parts.
    public init(from: Int, to: Int, change: Double) {
      self.from = from
      self.to = to
      self.change = change
    }
  }

  /// How pairs are weighed.
  public enum Method: Hashable, Sendable {
    /// All alike.
    case bmn
    /// By the inverse of the variance that pairs so far apart have; none where that comes out negative.
    case caseShiller
    /// By Huber's loss, until residuals move less than `stop`.
    case huber(stop: Double = 1e-8)
  }

  /// Log levels from 0 in `base`; nil for a period that no chain of pairs joins to it.
  public let levels: [Double?]
  /// Their standard errors; nil where there is none and for the base.
  public let standardErrors: [Double?]
  /// The first period that any pair has; nil without pairs.
  public let base: Int?
  /// The slope of squared residuals over time apart, for `.caseShiller`: a negative one makes its weights perverse.
  public let varianceSlope: Double?

  /// The index of `pairs` over `periods`.
  public init(_ pairs: [Pair], periods: Int, method: Method) {
    let pairs = pairs.filter { $0.from != $0.to }
    let base = pairs.map { min($0.from, $0.to) }.min()
    self.base = base
    var system = PairSystem(pairs, periods: periods, base: base ?? 0)
    system.solve(weights: Array(repeating: 1, count: pairs.count))
    let rank = system.factor.rank
    var unit: Double?
    var slope: Double?
    var factor = system.factor
    switch method {
    case .bmn: break
    case .caseShiller:
      let apart = pairs.map { Double($0.to - $0.from) }
      let line = RepeatSales.line(apart, system.residuals.map { $0 * $0 })
      slope = line.slope
      system.solve(
        weights: apart.map { time in
          let variance = line.start + line.slope * time
          return variance > 0 ? 1 / variance : 0
        })
      factor = system.factor
    case .huber(let stop): unit = system.hold(stop: stop, rank: rank)
    }
    // A pair without weight tells nothing, so it is no degree of freedom either.
    let degrees = system.weights.reduce(0) { $0 + ($1 > 0 ? 1 : 0) } - rank
    if unit == nil, degrees > 0, method == .bmn || method == .caseShiller {
      var squares = 0.0
      for (residual, weight) in zip(system.residuals, system.weights) { squares += weight * residual * residual }
      unit = squares / Double(degrees)
    }
    varianceSlope = slope
    let reached = RepeatSales.reached(from: base, by: pairs, periods: periods)
    levels = (0..<periods).map { period in
      guard let base, reached[period] else { return nil }
      return period == base ? 0 : system.levels[period]
    }
    standardErrors = (0..<periods).map { period in
      guard let unit, unit > 0, reached[period], period != base else { return nil }
      var mark = Array(repeating: 0.0, count: periods)
      mark[period] = 1
      return (unit * factor.quadratic(mark)).squareRoot()
    }
  }

  /// The least-squares line through points.
  private static func line(_ x: [Double], _ y: [Double]) -> (start: Double, slope: Double) {
    let n = Double(max(1, x.count))
    let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    var (xx, xy) = (0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      xy += (a - meanX) * (b - meanY)
    }
    let slope = xx > 0 ? xy / xx : 0
    return (meanY - slope * meanX, slope)
  }

  /// Which periods a chain of pairs joins to `base`.
  private static func reached(from base: Int?, by pairs: [Pair], periods: Int) -> [Bool] {
    var marks = Array(repeating: false, count: periods)
    guard let base else { return marks }
    marks[base] = true
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for pair in pairs where marks[pair.from] != marks[pair.to] {
        (marks[pair.from], marks[pair.to]) = (true, true)
        isGrowing = true
      }
    }
    return marks
  }
}
