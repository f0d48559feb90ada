import Glibc

/// How counts of a night grid are expected to run without an event, fitted to the nights before it.
///
/// Quasi-Poisson: log μ = offset + level + slope·t + weekdays, with normal priors of mean 0 on the slope (standard
/// deviation 0.0015 a day) and on each weekday (0.10), so that a short history cannot bend it; the variance is φ·μ.
/// The columns of a night stand in one vector of eight numbers and nothing is allocated in a fit.
struct RateModel {
  /// Standard deviation of the slope's prior, a day.
  static let slopeDeviation = 0.0015
  /// Standard deviation of a weekday's prior.
  static let weekdayDeviation = 0.10
  /// One over the prior variance of each coefficient; the level has none.
  static let precision: SIMD8<Double> = {
    let slope = 1 / (100 * slopeDeviation * 100 * slopeDeviation)
    let weekday = 1 / (weekdayDeviation * weekdayDeviation)
    return SIMD8(0, slope, weekday, weekday, weekday, weekday, weekday, weekday)
  }()
  /// Passes after which a fit that has not settled is given up.
  static let mostPasses = 60

  /// A fit.
  struct Fit {
    /// Level, slope (per 100 days) and weekdays.
    var coefficients: SIMD8<Double>
    /// φ, at least 1.
    var dispersion: Double
    /// Coefficients that the data decided: 8 less what the priors did.
    var parameters: Double
    /// The factor of X'WX/φ + prior, whose inverse is the coefficients' variance.
    var factor: Cholesky8
    /// Nights it rests on.
    var nights: Int
  }

  /// What one pass over nights adds up.
  struct Sums {
    var information = Matrix8(repeating: .zero)
    var score = SIMD8<Double>.zero
    var pearson = 0.0
    var nights = 0
  }

  /// The columns of each night: 1, days from the origin in hundreds, weekdays.
  let rows: [SIMD8<Double>]
  /// The counts.
  var values: [Double]
  /// The logarithm of what a rate of 1 would give.
  var offsets: [Double]
  /// What the last pass expected.
  private(set) var expected: [Double]
  /// Room for residuals.
  private var residuals: [Double]

  /// A model of the nights `range` of a grid; counts and offsets are set afterwards.
  init(_ nights: NightGrid, _ range: Range<Int>, origin: Double) {
    rows = range.map { night in
      let weekdays = nights.weekdays[night]
      return SIMD8(
        1, (Double(nights.days[night]) - origin) / 100, weekdays[0], weekdays[1], weekdays[2], weekdays[3],
        weekdays[4], weekdays[5])
    }
    values = Array(repeating: 0, count: rows.count)
    offsets = values
    expected = values
    residuals = values
  }

  /// Adds the nights of `range` to `sums`, at `coefficients`.
  mutating func pass(_ range: Range<Int>, _ b: SIMD8<Double>, into sums: inout Sums) {
    var score = sums.score
    var pearson = sums.pearson
    var (a0, a1, a2, a3) = (sums.information[0], sums.information[1], sums.information[2], sums.information[3])
    var (a4, a5, a6, a7) = (sums.information[4], sums.information[5], sums.information[6], sums.information[7])
    for night in range {
      let x = rows[night]
      let mean = exp(min(max((x * b).sum() + offsets[night], -20), 20))
      expected[night] = mean
      let miss = values[night] - mean
      score += x * miss
      pearson += miss * miss / mean
      let weighted = x * mean
      a0 += weighted
      a1 += weighted * x[1]
      a2 += weighted * x[2]
      a3 += weighted * x[3]
      a4 += weighted * x[4]
      a5 += weighted * x[5]
      a6 += weighted * x[6]
      a7 += weighted * x[7]
    }
    sums.score = score
    sums.pearson = pearson
    sums.nights += range.count
    sums.information[0] = a0
    sums.information[1] = a1
    sums.information[2] = a2
    sums.information[3] = a3
    sums.information[4] = a4
    sums.information[5] = a5
    sums.information[6] = a6
    sums.information[7] = a7
  }

  /// Where a fit without a neighbor to start from begins: the mean rate.
  func start(_ range: Range<Int>) -> SIMD8<Double> {
    var (count, exposure) = (0.0, 0.0)
    for night in range {
      count += values[night]
      exposure += exp(offsets[night])
    }
    return SIMD8(log((count + 0.5) / max(exposure, 1e-300)), 0, 0, 0, 0, 0, 0, 0)
  }

  /// Fits the nights of `whole` but those of `hole`, from `start` on.
  ///
  /// - Parameter known: The sums over all of `whole` at `start`, which save the first pass.
  /// - Returns: nil when it does not settle.
  mutating func fit(
    _ whole: Range<Int>, without hole: Range<Int>, from start: SIMD8<Double>, dispersion first: Double = 1,
    known: Sums? = nil
  ) -> Fit? {
    var b = start
    var dispersion = first
    for number in 0..<Self.mostPasses {
      var sums = Sums()
      if number == 0, let known {
        pass(hole, b, into: &sums)
        sums = known - sums
      } else {
        pass(whole.lowerBound..<hole.lowerBound, b, into: &sums)
        pass(hole.upperBound..<whole.upperBound, b, into: &sums)
      }
      var factor: Cholesky8?
      var parameters = 8.0
      var move = 0.0
      for _ in 0..<2 {
        guard let found = Cholesky8(Self.penalized(sums.information, dispersion)) else { return nil }
        factor = found
        parameters = 8 - (found.inverseDiagonal * Self.precision).sum()
        let next = max(1, sums.pearson / max(Double(sums.nights) - parameters, 1))
        move = max(move, abs(next - dispersion))
        if next == dispersion { break }
        dispersion = next
      }
      guard let factor else { return nil }
      let step = factor.solve(sums.score / dispersion - Self.precision * b).clamped(
        lowerBound: SIMD8(repeating: -2), upperBound: SIMD8(repeating: 2))
      b += step
      let most = max(step.max(), -step.min())
      guard most.isFinite else { return nil }
      // After sums that were handed in, the nights kept were not passed at `b` yet.
      if most < 1e-7, move < 1e-7, number > 0 || known == nil {
        return Fit(
          coefficients: b, dispersion: dispersion, parameters: parameters, factor: factor, nights: sums.nights)
      }
    }
    return nil
  }

  /// The long-run ratio of the nights a fit rests on, from what its last pass expected.
  mutating func longRunRatio(_ whole: Range<Int>, without hole: Range<Int>, _ fit: Fit) -> LongRunRatio {
    var count = 0
    for night in whole where !hole.contains(night) {
      residuals[count] = (values[night] - expected[night]) / expected[night].squareRoot()
      count += 1
    }
    return LongRunRatio(&residuals, count: count, parameters: fit.parameters)
  }

  /// What was counted in `window` beside what `fit` expected of it.
  func effect(_ window: Range<Int>, _ fit: Fit, _ longRun: LongRunRatio) -> WindowEffect {
    var (counted, total) = (0.0, 0.0)
    var mean = SIMD8<Double>.zero
    for night in window {
      let x = rows[night]
      let expected = exp(min(max((x * fit.coefficients).sum() + offsets[night], -20), 20))
      counted += values[night]
      total += expected
      mean += x * expected
    }
    mean /= total
    let ratio = longRun.ratio(nights: window.count)
    return WindowEffect(
      effect: log((counted + 0.5) / (total + 0.5)),
      error: ((fit.dispersion / total + fit.factor.quadratic(mean)) * ratio).squareRoot(), counted: counted,
      expected: total, nights: window.count, dispersion: fit.dispersion, longRunRatio: ratio,
      degrees: max(4, (Double(fit.nights) - fit.parameters) / ratio))
  }

  /// X'WX/φ + prior.
  static func penalized(_ information: Matrix8, _ dispersion: Double) -> Matrix8 {
    var matrix = information
    for j in 0..<8 {
      matrix[j] = matrix[j] / dispersion
      matrix[j][j] += precision[j]
    }
    return matrix
  }
}

extension RateModel.Sums {
  /// What is left of sums over all nights without those over some of them.
  static func - (all: Self, some: Self) -> Self {
    var rest = all
    for j in 0..<8 { rest.information[j] -= some.information[j] }
    rest.score -= some.score
    rest.pearson -= some.pearson
    rest.nights -= some.nights
    return rest
  }
}
