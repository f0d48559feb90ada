import Glibc
import Records

/// Half-lives from 1 to 90 days, each tried as the decay of an effect that begins at the anchor.
///
/// For each, arrivals and departures are fitted with one more coefficient for 0.5^((t − anchor)/h), and their scaled
/// deviances are added. φ and the long-run ratio stay as they are at the best half-life: let them vary, and poor fits
/// excuse themselves. The interval holds every half-life within 3.84 of the best.
enum HalfLife {
  /// The longest half-life that is tried, in days.
  static let longest = EventHalfLife.longest
  /// Days after the anchor that the profile rests on.
  static let horizonDays = 60
  /// How much worse than the best a half-life of the 95 % interval may fit.
  static let cut = 3.84

  /// The half-life of the effect that `test` found.
  static func estimate(
    _ panel: MarketPanel, treated: Int, controls: [Int], frame: EventFrame, test: EventTest
  ) -> EventHalfLife? {
    var profiles: [[DecayFit]] = []
    for flow in MarketPanel.Flow.allCases {
      var model = DecayModel(panel, treated, flow, controls, frame, base: test.treated[flow.rawValue].fit)
      let fits = model.profile(longest)
      guard fits.count == longest else { return nil }
      profiles.append(fits)
    }
    func distance(_ place: Int, _ scales: [Double]) -> Double {
      zip(profiles, scales).reduce(0) { $0 + $1.0[place].deviance / $1.1 }
    }
    func best(_ scales: [Double]) -> Int {
      (0..<longest).min { (distance($0, scales), $0) < (distance($1, scales), $1) } ?? 0
    }
    let first = test.windows.map { $0.dispersion * $0.longRunRatio }
    let place = best(first)
    let scales = zip(profiles, test.windows).map { $0[place].dispersion * $1.longRunRatio }
    let found = best(scales)
    let least = distance(found, scales)
    let inside = (0..<longest).filter { distance($0, scales) - least <= cut }
    return EventHalfLife(days: found + 1, low: (inside.first ?? found) + 1, high: (inside.last ?? found) + 1)
  }
}

/// A fit with a decaying effect: how far it is from the counts.
struct DecayFit {
  let deviance: Double
  let dispersion: Double
}

/// A rate model with one more coefficient for a decay from the anchor on.
private struct DecayModel {
  private var model: RateModel
  private let history: Range<Int>
  private let after: Range<Int>
  private let days: [Double]
  private let plain: [Double]
  private let base: RateModel.Fit

  init(
    _ panel: MarketPanel, _ series: Int, _ flow: MarketPanel.Flow, _ controls: [Int], _ frame: EventFrame,
    base: RateModel.Fit
  ) {
    let end = panel.nights.place(of: frame.anchor + HalfLife.horizonDays)
    let range = frame.history.lowerBound..<max(end, frame.window.upperBound)
    let shift = range.lowerBound
    var model = RateModel(
      panel.nights, range, origin: Double(frame.anchor - frame.shape.leakDays - frame.shape.historyDays / 2))
    let sums = controls.isEmpty ? nil : ControlSums(panel, controls, flow)
    let values = panel.values(series, flow)
    for night in range {
      model.values[night - shift] = values[night]
      model.offsets[night - shift] = log(panel.exposure(series, flow, at: night)) + (sums?.logRatio(night) ?? 0)
    }
    history = 0..<frame.history.count
    after = frame.window.lowerBound - shift..<range.count
    days = range.map { Double(panel.nights.days[$0] - frame.anchor) }
    plain = model.offsets
    self.model = model
    self.base = base
  }

  /// The fits for half-lives of 1 to `longest` days; fewer when one does not settle.
  mutating func profile(_ longest: Int) -> [DecayFit] {
    var fits: [DecayFit] = []
    var (b, height) = (base.coefficients, 0.0)
    for half in 1...longest {
      guard let fit = fit(Double(half), &b, &height) else { return fits }
      fits.append(fit)
    }
    return fits
  }

  private mutating func fit(_ half: Double, _ b: inout SIMD8<Double>, _ height: inout Double) -> DecayFit? {
    let phi = base.dispersion
    for _ in 0..<RateModel.mostPasses {
      for night in after { model.offsets[night] = plain[night] + height * exp2(-days[night] / half) }
      var sums = RateModel.Sums()
      model.pass(history, b, into: &sums)
      model.pass(after, b, into: &sums)
      var border = SIMD8<Double>.zero
      var (corner, slope) = (1e-9, 0.0)
      for night in after {
        let decay = exp2(-days[night] / half)
        let mean = model.expected[night] * decay
        border += model.rows[night] * mean
        corner += mean * decay
        slope += (model.values[night] - model.expected[night]) * decay
      }
      guard let factor = Cholesky8(RateModel.penalized(sums.information, phi)) else { return nil }
      let right = sums.score / phi - RateModel.precision * b
      border /= phi
      let solved = factor.solve(border)
      let step = (slope / phi - (solved * right).sum()) / (corner / phi - factor.quadratic(border))
      let rise = min(max(step, -2), 2)
      let move = factor.solve(right - border * rise).clamped(
        lowerBound: SIMD8(repeating: -2), upperBound: SIMD8(repeating: 2))
      let most = max(abs(rise), max(move.max(), -move.min()))
      guard most.isFinite else { return nil }
      if most < 1e-6 { return DecayFit(deviance: deviance(b), dispersion: dispersion(sums)) }
      b += move
      height += rise
    }
    return nil
  }

  private func dispersion(_ sums: RateModel.Sums) -> Double {
    max(1, sums.pearson / max(Double(sums.nights) - base.parameters - 1, 1))
  }

  /// Twice the log-likelihood that is missing, with what the priors take.
  private func deviance(_ b: SIMD8<Double>) -> Double {
    var sum = 0.0
    func add(_ nights: Range<Int>) {
      for night in nights {
        let (count, mean) = (model.values[night], model.expected[night])
        sum += 2 * ((count > 0 ? count * log(count / mean) : 0) - (count - mean))
      }
    }
    add(history)
    add(after)
    return sum + base.dispersion * (RateModel.precision * b * b).sum()
  }
}
