import Glibc

/// What the unaffected series did together: the part of a change that all of the market shares.
///
/// On each night their counts over what their own mean rates let expect, half a listing added to both; the logarithm
/// enters a fit with coefficient 1, since an estimated one would be pulled down by its own noise.
struct ControlSums {
  private var counted: [Double]
  private var expected: [Double]

  /// Nothing, on `count` nights.
  init(nights count: Int) {
    counted = Array(repeating: 0, count: count)
    expected = counted
  }

  /// The sums over `series` of a panel.
  init(_ panel: MarketPanel, _ series: [Int], _ flow: MarketPanel.Flow) {
    self.init(nights: panel.nights.count)
    for one in series { add(panel, one, flow, times: 1) }
  }

  /// Adds a series, or takes it away again (`times` −1).
  mutating func add(_ panel: MarketPanel, _ series: Int, _ flow: MarketPanel.Flow, times: Double) {
    let values = panel.values(series, flow)
    var (count, exposure) = (0.0, 0.0)
    for night in values.indices {
      count += values[night]
      exposure += panel.exposure(series, flow, at: night)
    }
    let rate = exposure > 0 ? count / exposure : 0
    for night in values.indices {
      counted[night] += times * values[night]
      expected[night] += times * rate * panel.exposure(series, flow, at: night)
    }
  }

  /// The logarithm of the ratio on a night.
  func logRatio(_ night: Int) -> Double { log((counted[night] + 0.5) / (expected[night] + 0.5)) }

  /// All that was counted on `nights`.
  func total(_ nights: Range<Int>) -> Double {
    var sum = 0.0
    for night in nights { sum += counted[night] }
    return sum
  }
}
