import Records

/// What an event did to prices of cards alike: the change of a hedonic weekly level against that of unaffected series.
///
/// Weeks are counted from the anchor. The effect is the mean level of the second and third week after it less that of
/// the three weeks before, less the same of the controls; the same difference on other weeks says how far it strays
/// when nothing happened. Never on a smoothed series, which lets the weeks after leak into those before.
struct PriceTest {
  /// Weeks before the anchor that levels are fitted to.
  static let weeksBefore = 26
  /// Weeks from the anchor on.
  static let weeksAfter = 3
  /// Prices that each side of a difference rests on at least.
  static let leastPrices = 5.0

  private let anchor: Int
  private let fits: [String: HedonicFit]
  private let lastNight: Int

  /// Fits the weekly levels of `samples` around an anchor.
  init(_ samples: [String: IndexSample], names: Set<String>, anchor: Int, lastNight: Int) {
    self.anchor = anchor
    self.lastNight = lastNight
    var fits: [String: HedonicFit] = [:]
    for name in names.sorted() {
      guard let sample = samples[name] else { continue }
      fits[name] = PriceTest.fit(sample, from: anchor - 7 * Self.weeksBefore)
    }
    self.fits = fits
  }

  private static func fit(_ sample: IndexSample, from start: Int) -> HedonicFit? {
    let weeks = weeksBefore + weeksAfter
    let kept = sample.days.indices.filter {
      sample.days[$0] >= start && sample.days[$0] < start + 7 * weeks && sample.logPrices[$0].isFinite
    }
    guard !kept.isEmpty else { return nil }
    let coding = AttributeCoding(
      sample.attributes.map { levels in kept.map { levels[$0] } }, count: kept.count, references: sample.references)
    let columns = HedonicSample(
      logPrices: kept.map { sample.logPrices[$0] }, period: kept.map { (sample.days[$0] - start) / 7 }, periods: weeks,
      profile: coding.profile, profiles: coding.profiles, weights: sample.weights.map { all in kept.map { all[$0] } })
    return HedonicFit(columns)
  }

  /// The change of a level across an offset in weeks from the anchor, with its variance; nil for too few prices.
  private func change(_ fit: HedonicFit, at offset: Int) -> (value: Double, variance: Double)? {
    guard let unit = fit.unitVariance else { return nil }
    let week = Self.weeksBefore + offset
    guard week >= 3, week + 2 < fit.levels.count else { return nil }
    var value = 0.0
    var variance = 0.0
    var distance = Array(repeating: 0.0, count: fit.columns)
    for (weeks, sign) in [([week + 1, week + 2], 1.0), ([week - 3, week - 2, week - 1], -1)] {
      let present = weeks.filter { fit.periodWeights[$0] > 0 }
      let prices = present.reduce(0) { $0 + fit.periodWeights[$1] }
      guard prices >= Self.leastPrices else { return nil }
      for week in present {
        guard let level = fit.levels[week] else { return nil }
        let share = sign / Double(present.count)
        value += share * level
        variance += share * share / fit.periodWeights[week]
        for column in 0..<fit.columns { distance[column] -= share * fit.means[week * fit.columns + column] }
      }
    }
    return (value, unit * (variance + fit.factor.quadratic(distance)))
  }

  /// The mean change of several series.
  private func change(_ names: [String], at offset: Int) -> (value: Double, variance: Double)? {
    var (value, variance, count) = (0.0, 0.0, 0.0)
    for name in names {
      guard let fit = fits[name], let change = change(fit, at: offset) else { continue }
      value += change.value
      variance += change.variance
      count += 1
    }
    return count > 0 ? (value / count, variance / (count * count)) : nil
  }

  /// The change of some series less that of others.
  private func contrast(
    _ names: [String], against controls: [String], at offset: Int
  ) -> (value: Double, error: Double)? {
    guard let own = change(names, at: offset) else { return nil }
    guard !controls.isEmpty else { return (own.value, own.variance.squareRoot()) }
    guard let other = change(controls, at: offset) else { return nil }
    return (own.value - other.value, (own.variance + other.variance).squareRoot())
  }

  /// The row of a case.
  func effect(_ item: EventCase, _ frame: EventFrame, controls: [String], judge: EventJudge) -> EventEffect {
    func row(
      _ figures: EventEffect.Figures?, _ reason: String?, _ diagnostics: EventDiagnostics?
    ) -> EventEffect {
      judge.effect(
        item, .price, frame, nil, figures: figures, isControlled: !controls.isEmpty, reason: reason,
        diagnostics: diagnostics)
    }
    guard lastNight >= anchor + 7 * Self.weeksAfter - 1 else {
      return row(nil, "the third week after the event was not yet over", nil)
    }
    guard let own = contrast(item.members, against: controls, at: 0) else {
      return row(nil, "fewer than \(Int(Self.leastPrices)) prices before or after", nil)
    }
    var placebos: [Double] = []
    var isOwn: [Bool] = []
    // Every second week, so that no two share a week after; none reaches into the leak.
    for (place, series) in ([item.members] + controls.map { [$0] }).enumerated() {
      let others = place == 0 ? controls : controls.filter { $0 != series[0] }
      for offset in stride(from: -4, through: 3 - Self.weeksBefore, by: -2) + (place == 0 ? [] : [0]) {
        guard let found = contrast(series, against: others, at: offset) else { continue }
        placebos.append(found.value / found.error)
        isOwn.append(place == 0)
      }
    }
    guard placebos.count >= EventTest.leastPlacebos else {
      return row(nil, "\(placebos.count) placebo weeks, \(EventTest.leastPlacebos) needed", nil)
    }
    let calibration = Calibration(placebos, own: isOwn)
    let effect = CalibratedEffect(own.value, error: own.error, degrees: calibration.degrees, calibration)
    return row(
      EventJudge.figures(effect, dispersion: nil), nil,
      EventDiagnostics(scale: effect.scale, placebos: effect.placebos, controls: controls))
  }
}
