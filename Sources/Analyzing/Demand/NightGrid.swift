/// The nights on which a market was read in full, each with the days it answers for.
///
/// A night that was missed or read in part is no night of the grid: the next one spans it.
public struct NightGrid: Hashable, Sendable {
  /// The nights, counted from 1970-01-01, in order; each compares with the one before it.
  public let days: [Int]
  /// Days since the night it compares with.
  public let gaps: [Double]
  /// What share of those days falls on each weekday, Tuesday to Sunday, less Monday's share; two unused places.
  let weekdays: [SIMD8<Double>]

  /// A grid from nights and the nights they compare with.
  init(days: [Int], previous: [Int]) {
    self.days = days
    gaps = zip(days, previous).map { Double($0 - $1) }
    weekdays = zip(days, previous).map(NightGrid.contrast)
  }

  /// A grid of nights in a row; the first is only what the second compares with.
  init(observed: [Int]) { self.init(days: Array(observed.dropFirst()), previous: observed.dropLast()) }

  /// How many nights.
  public var count: Int { days.count }

  /// The first place whose night is `day` or later.
  func place(of day: Int) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func contrast(_ day: Int, _ previous: Int) -> SIMD8<Double> {
    var counts = SIMD8<Double>.zero
    // Whole weeks fall on all weekdays alike.
    let days = day - previous
    counts += Double(days / 7)
    for offset in 0..<(days % 7) { counts[(((day - offset) + 3) % 7 + 7) % 7] += 1 }
    counts /= Double(max(days, 1))
    var result = SIMD8<Double>.zero
    for weekday in 1..<7 { result[weekday - 1] = counts[weekday] - counts[0] }
    return result
  }
}

/// What came and went of one series on the nights of a grid.
public struct NightCounts: Hashable, Sendable {
  /// Listings first seen since the night before.
  public var new: [Double]
  /// Listings no longer there that had been.
  public var gone: [Double]
  /// Listings live on the night before: those that could go.
  public var atRisk: [Double]

  /// Counts from their columns.
  public init(new: [Double], gone: [Double], atRisk: [Double]) {
    self.new = new
    self.gone = gone
    self.atRisk = atRisk
  }

  /// Nothing on `count` nights.
  init(count: Int) {
    let zeros = Array(repeating: 0.0, count: count)
    self.init(new: zeros, gone: zeros, atRisk: zeros)
  }

  /// The sum of several series, night by night.
  init(summing series: [NightCounts], count: Int) {
    self.init(count: count)
    for one in series {
      for night in 0..<count {
        new[night] += one.new[night]
        gone[night] += one.gone[night]
        atRisk[night] += one.atRisk[night]
      }
    }
  }
}
