import Glibc

/// Counts of the nights of a window and what each is counted against.
public struct CountSeries: Hashable, Sendable {
  /// Listings counted, a number a night.
  public var counts: [Int]
  /// Days, or listing-days, a number a night; never negative.
  public var exposures: [Double]

  /// Counts with their exposures; both have one entry a night.
  public init(counts: [Int] = [], exposures: [Double] = []) {
    precondition(counts.count == exposures.count, "a count needs its exposure")
    self.counts = counts
    self.exposures = exposures
  }

  /// All counted.
  public var total: Int { counts.reduce(0, +) }
  /// All exposure.
  public var exposure: Double { exposures.reduce(0, +) }

  /// Pearson's sum of squares around the window's own mean rate; 0 where there is none.
  var pearson: Double {
    let rate = exposure > 0 ? Double(total) / exposure : 0
    guard rate > 0 else { return 0 }
    var sum = 0.0
    for (count, exposure) in zip(counts, exposures) where exposure > 0 {
      let expected = rate * exposure
      sum += (Double(count) - expected) * (Double(count) - expected) / expected
    }
    return sum
  }
}

/// How many times higher a rate is after than before, with an exact interval widened for overdispersion.
///
/// Given the sum of both counts, the count after is binomial, so Clopper and Pearson's limits of its share give
/// exact limits of the ratio for Poisson counts, however small. Real counts vary more than Poisson: the limits'
/// distances (log) are stretched by √φ, φ = max(1, Pearson/(nights − 2)).
public struct RateRatio: Hashable, Sendable {
  /// Logarithm of the ratio, with half a listing added to both counts so that zero has one.
  public let log: Double
  /// Lower limit of the logarithm; -infinity when nothing was counted after.
  public let low: Double
  /// Upper limit of the logarithm; infinity when nothing was counted before.
  public let high: Double
  /// φ.
  public let dispersion: Double
  /// An approximate standard error: √(φ(1/(before + ½) + 1/(after + ½))).
  public let standardError: Double

  /// The ratio of the rates of two windows; nil when one has no exposure or nothing was counted at all.
  public init?(before: CountSeries, after: CountSeries, level: Double = 0.95) {
    let (first, second) = (before.total, after.total)
    guard before.exposure > 0, after.exposure > 0, first + second > 0 else { return nil }
    let exposures = Glibc.log(before.exposure / after.exposure)
    let degrees = before.counts.count + after.counts.count - 2
    dispersion = degrees > 0 ? max(1, (before.pearson + after.pearson) / Double(degrees)) : 1
    let (x, y) = (Double(first), Double(second))
    log = Glibc.log((y + 0.5) / (x + 0.5)) + exposures
    standardError = (dispersion * (1 / (x + 0.5) + 1 / (y + 0.5))).squareRoot()
    let tail = (1 - level) / 2
    let stretch = dispersion.squareRoot()
    func logOdds(_ share: Double) -> Double { Glibc.log(share / (1 - share)) + exposures }
    low = second == 0 ? -.infinity : log - (log - logOdds(betaQuantile(tail, y, x + 1))) * stretch
    high = first == 0 ? .infinity : log + (logOdds(betaQuantile(1 - tail, y + 1, x)) - log) * stretch
  }
}

/// A ratio of rate ratios: what is left of a change once the controls' own change is taken out.
public struct RatioContrast: Hashable, Sendable {
  /// The effect (log).
  public let log: Double
  /// Lower 95 % limit.
  public let low: Double
  /// Upper 95 % limit.
  public let high: Double
  /// Two-sided p-value that fits the limits: below .05 exactly when they exclude 0.
  public let p: Double
  /// An approximate standard error.
  public let standardError: Double

  /// The treated ratio alone, or against controls.
  ///
  /// The limits are joined by Zou and Donner's MOVER: the squared distances add up on each side.
  public init(_ treated: RateRatio, against control: RateRatio?) {
    let center = treated.log - (control?.log ?? 0)
    let below = RatioContrast.join(treated.log - treated.low, control.map { $0.high - $0.log })
    let above = RatioContrast.join(treated.high - treated.log, control.map { $0.log - $0.low })
    log = center
    low = center - below
    high = center + above
    let distance = center >= 0 ? below : above
    p = distance.isFinite ? min(1, normalTwoSided(center / (distance / normal975))) : 1
    let own = treated.standardError
    let other = control?.standardError ?? 0
    standardError = (own * own + other * other).squareRoot()
  }

  private static func join(_ own: Double, _ other: Double?) -> Double {
    guard let other else { return own }
    return (own * own + other * other).squareRoot()
  }
}
