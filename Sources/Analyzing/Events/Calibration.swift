/// How much wider effects spread on dates without an event than their standard errors say.
///
/// The mean square of placebo statistics, each cut off at 4, over the treated series' own placebos and all of them:
/// own ones count for as many as they are, all of them for eight. Never below 1, so errors only widen.
public struct Calibration: Hashable, Sendable {
  /// Where a placebo statistic is cut off.
  static let cap = 4.0
  /// How many own placebos all placebos together are worth.
  static let weight = 8.0

  /// What errors are multiplied by, at least 1.
  public let scale: Double
  /// The most degrees of freedom that so many placebos allow.
  public let degrees: Double
  /// How many placebos.
  public let count: Int
  private let sizes: [Double]

  /// A calibration by placebo statistics, of which `own` marks those of the treated series itself.
  init(_ statistics: [Double], own: [Bool]) {
    var (all, mine, many) = (0.0, 0.0, 0.0)
    for (t, isOwn) in zip(statistics, own) {
      let square = min(abs(t), Self.cap) * min(abs(t), Self.cap)
      all += square
      if isOwn {
        mine += square
        many += 1
      }
    }
    if !statistics.isEmpty { all /= Double(statistics.count) }
    if many > 0 { mine /= many }
    scale = max(1, (Self.weight * all + many * mine) / (Self.weight + many)).squareRoot()
    degrees = Self.weight + many + 8
    count = statistics.count
    sizes = statistics.map { abs($0) }
  }

  /// The rank of a statistic among the placebos: (1 + as large or larger) / (1 + placebos).
  func rank(of t: Double) -> Double {
    var larger = 1.0
    for size in sizes where size >= abs(t) { larger += 1 }
    return larger / Double(1 + count)
  }
}
