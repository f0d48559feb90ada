import Glibc
import Records

/// Nights whose rates are so odd that the data is to be doubted before the market.
enum QualityAlarm {
  /// The chance of an alarm over all series of a run where there is nothing.
  static let alpha = 0.01
  /// Nights without which no alarm is raised.
  static let leastNights = 42
  /// How many times an odd rate must be over or under the usual one: less is not worth waking anybody.
  static let leastFactor = 2.0

  /// The alarms of one family, neighboring nights as one.
  static func alarms(
    _ family: String, _ measure: DemandSpike.Measure, _ rates: NightRates, series: Int
  ) -> [DemandSpike] {
    guard rates.days.count >= leastNights, let first = rates.days.first, let last = rates.days.last else { return [] }
    let usual = rates.exposures.reduce(0, +) / Double(last - first + 1)
    // Every day has the rate of the night that tells of it; the root makes counts vary alike.
    var roots: [Double] = []
    var nights: [Int] = []
    for (night, day) in rates.days.enumerated() {
      let before = night > 0 ? rates.days[night - 1] : day - 1
      let root = ((rates.counts[night] + 0.375) / max(rates.exposures[night] / usual, 1e-9)).squareRoot()
      for _ in before..<day {
        roots.append(root)
        nights.append(night)
      }
    }
    let level = alpha / Double(max(1, series))
    let center = max(median(of: roots) ?? 0, 1e-9)
    let odd = seasonalOutliers(roots, period: 7, alpha: level).filter {
      let factor = (roots[$0] / center) * (roots[$0] / center)
      return factor >= leastFactor || factor <= 1 / leastFactor
    }
    // S-H-ESD takes roots of counts for normal; the counts' own tail has the last word.
    let tests = Double(rates.days.count * max(1, series))
    let mean = center * center
    let chance = { (night: Int) in tail(rates.counts[night], rates.exposures[night] / usual * mean, dispersion(roots)) }
    let marked = Set(odd.map { nights[$0] }).sorted().filter { chance($0) * tests < alpha }
    var alarms: [DemandSpike] = []
    var place = 0
    while place < marked.count {
      var end = place
      while end + 1 < marked.count, marked[end + 1] == marked[end] + 1 { end += 1 }
      func size(_ night: Int) -> Double {
        log((rates.counts[night] + 0.375) / max(rates.exposures[night] / usual, 1e-9)) - 2 * log(center)
      }
      let peak = marked[place...end].max { abs(size($0)) < abs(size($1)) } ?? marked[place]
      alarms.append(
        DemandSpike(
          family: family, measure: measure, kind: .dataQuality, start: Day(number: rates.days[marked[place]]),
          peak: Day(number: rates.days[peak]), end: Day(number: rates.days[marked[end]]), size: size(peak),
          q: min(1, chance(peak) * tests), events: []))
      place = end + 1
    }
    return alarms
  }

  /// How many times the counts vary more than Poisson's, from the spread of their roots; at least 1.
  private static func dispersion(_ roots: [Double]) -> Double {
    let spread = normalizedMAD(of: roots) ?? 0
    return max(1, 4 * spread * spread)
  }

  /// The two-sided chance of a count this far from its mean, under a negative binomial.
  private static func tail(_ count: Double, _ mean: Double, _ dispersion: Double) -> Double {
    let size = dispersion > 1.001 ? mean / (dispersion - 1) : mean * 1000
    let above = negativeBinomialAtLeast(count, mean: mean, size: size)
    let below = 1 - negativeBinomialAtLeast(count + 1, mean: mean, size: size)
    return min(1, 2 * min(above, below))
  }
}
