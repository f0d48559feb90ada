import Glibc
import Records

/// What was counted of one family on the nights that were read, beside what was to be expected.
struct NightRates {
  /// Nights of which the expectation is made.
  static let historyNights = 56
  /// Nights just before that stay out of it, so that a spike does not raise its own expectation.
  static let restNights = 7
  /// Nights without which nothing is expected.
  static let leastNights = 28

  /// The nights.
  var days: [Int] = []
  /// What was counted.
  var counts: [Double] = []
  /// What it is counted against: days, or listing-days.
  var exposures: [Double] = []
  /// What was expected, after the nights before and what all other families did; nil without enough of them.
  var expected: [Double?] = []
  /// What the other families were expected to have, which says how sure the market's own move is.
  var market: [Double] = []
  /// How much of the history the expectation rests on.
  var history: [Double] = []
  /// Overdispersion of the history against Poisson, at least 1.
  var dispersion: [Double] = []

  /// How far each night is from what was expected, in standard deviations.
  var scores: [Double?] {
    days.indices.map { night in
      guard let mean = expected[night], !isExplained[night] else { return nil }
      let spread = dispersion[night] * (1 + mean / max(market[night], 0.5) + mean / max(history[night], 0.5))
      return 2 * ((counts[night] + 0.375).squareRoot() - (mean + 0.375).squareRoot()) / spread.squareRoot()
    }
  }

  /// Nights that are explained already, which no expectation rests on.
  var isExplained: [Bool] = []

  /// The rates of every family, by family, once the days in `explained` are set aside.
  static func all(
    _ demand: [DemandPoint], _ measure: DemandSpike.Measure, explained: [String: Set<Int>] = [:]
  ) -> [String: NightRates] {
    var series: [String: NightRates] = [:]
    for point in demand {
      guard point.status == .ok, let gap = point.gapDays, let new = point.new, let gone = point.gone,
        let atRisk = point.atRisk
      else { continue }
      let exposure = measure == .new ? Double(gap) : Double(gap * atRisk)
      guard exposure > 0 else { continue }
      series[point.family, default: NightRates()].days.append(point.date.number)
      series[point.family, default: NightRates()].counts.append(Double(measure == .new ? new : gone))
      series[point.family, default: NightRates()].exposures.append(exposure)
      series[point.family, default: NightRates()].isExplained.append(
        explained[point.family]?.contains(point.date.number) ?? false)
    }
    let plain = series.mapValues { rates in rates.counts.indices.map { rates.base($0) } }
    // The market of a night is the sum of what all families had and should have had.
    var market: [Int: (count: Double, expected: Double)] = [:]
    for (family, rates) in series.sorted(by: { $0.key < $1.key }) {
      for (night, day) in rates.days.enumerated() {
        guard let base = plain[family]?[night], !rates.isExplained[night] else { continue }
        let sum = market[day] ?? (0, 0)
        market[day] = (sum.count + rates.counts[night], sum.expected + base.mean)
      }
    }
    for family in series.keys {
      guard var rates = series[family], let bases = plain[family] else { continue }
      rates.expect(bases, market)
      series[family] = rates
    }
    return series
  }

  /// What a night's own history leads to expect of it.
  struct Base {
    let mean: Double
    let history: Double
    let dispersion: Double
  }

  private func base(_ night: Int) -> Base? {
    let last = night - Self.restNights
    let first = max(0, last - Self.historyNights)
    guard last - first >= Self.leastNights else { return nil }
    let earlierNights = (first..<last).filter { !isExplained[$0] }
    guard earlierNights.count >= Self.leastNights / 2 else { return nil }
    var (count, exposure) = (0.0, 0.0)
    for earlier in earlierNights {
      count += counts[earlier]
      exposure += exposures[earlier]
    }
    let rate = (count + 0.5) / exposure
    var squares = 0.0
    for earlier in earlierNights {
      let mean = rate * exposures[earlier]
      // A wild night of the past shall not make the future blind.
      squares += min((counts[earlier] - mean) * (counts[earlier] - mean) / mean, 9)
    }
    return Base(
      mean: rate * exposures[night], history: count + 0.5, dispersion: max(1, squares / Double(earlierNights.count - 1))
    )
  }

  private mutating func expect(_ bases: [Base?], _ market: [Int: (count: Double, expected: Double)]) {
    for night in days.indices {
      guard let base = bases[night], let all = market[days[night]] else {
        expected.append(nil)
        self.market.append(0)
        history.append(0)
        dispersion.append(1)
        continue
      }
      let others = all.expected - (isExplained[night] ? 0 : base.mean)
      // Without other families there is no market to take out.
      let move = others > 1e-9 ? (all.count - (isExplained[night] ? 0 : counts[night]) + 0.5) / (others + 0.5) : 1
      expected.append(base.mean * move)
      self.market.append(others > 1e-9 ? others : .infinity)
      history.append(base.history)
      dispersion.append(base.dispersion)
    }
  }
}
