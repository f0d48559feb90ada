import Records

/// One comparison before its p-value is set beside the others'.
struct Draft {
  let event: EventMark
  let family: String
  let role: PolicyTargetRole
  let measure: EventEffect.Measure
  let neighbors: [String]
  let windows: EventWindows
  let ratio: RateRatio?
  let contrast: RatioContrast?
  let isControlled: Bool
  let reason: String?

  init(
    event: EventMark, family: String, role: PolicyTargetRole, measure: EventEffect.Measure, points: [DemandPoint],
    controls: [[DemandPoint]], neighbors: [String]
  ) {
    self.event = event
    self.family = family
    self.role = role
    self.measure = measure
    self.neighbors = neighbors
    let windows = EventWindows(points, anchor: event.anchor, measure: measure)
    self.windows = windows
    reason = Draft.shortfall(windows, hasListings: !points.isEmpty)
    ratio = reason == nil ? RateRatio(before: windows.before, after: windows.after) : nil
    let alike = controls.map { EventWindows($0, anchor: event.anchor, measure: measure) }
      .filter { $0.nights == windows.nights }
    let control = EventWindows(summing: alike).flatMap { sum -> RateRatio? in
      guard sum.before.total >= EventStudy.leastCount, sum.after.total >= EventStudy.leastCount / 2 else { return nil }
      return RateRatio(before: sum.before, after: sum.after)
    }
    isControlled = ratio != nil && control != nil
    contrast = ratio.map { RatioContrast($0, against: control) }
  }

  /// Why the windows are too poor to compare, or nil when they are not.
  private static func shortfall(_ windows: EventWindows, hasListings: Bool) -> String? {
    let span = EventStudy.beforeDays - EventStudy.leakDays
    if !hasListings { return "no listings of this family" }
    if windows.daysBefore < EventStudy.leastBeforeDays {
      return "\(windows.daysBefore) of \(span) days observed before, \(EventStudy.leastBeforeDays) needed"
    }
    if windows.daysAfter < EventStudy.leastAfterDays {
      return "\(windows.daysAfter) of \(EventStudy.afterDays) days observed after, \(EventStudy.leastAfterDays) needed"
    }
    let count = windows.before.total + windows.after.total
    if count < EventStudy.leastCount { return "\(count) listings counted, \(EventStudy.leastCount) needed" }
    if windows.before.exposure <= 0 || windows.after.exposure <= 0 { return "no live listings in one of the windows" }
    return nil
  }

  /// The comparison with its verdict, once its q-value is known.
  func effect(q: Double) -> EventEffect {
    var figures: EventEffect.Figures?
    var verdict = EventEffect.Verdict.notEnoughData
    if let ratio, let contrast {
      figures = EventEffect.Figures(
        effectLog: contrast.log, low: contrast.low.isFinite ? contrast.low : nil,
        high: contrast.high.isFinite ? contrast.high : nil, p: contrast.p, q: q,
        minimumDetectable: 2.8 * contrast.standardError, dispersion: ratio.dispersion)
      let isFound = q < EventStudy.falseDiscoveryRate
      verdict = !isFound ? .notDetectable : contrast.log > 0 ? .rise : .fall
    }
    func window(_ series: CountSeries, days: Int, of length: Int) -> EventEffect.Window {
      EventEffect.Window(
        count: series.total, exposure: series.exposure, nights: series.counts.count, missingNights: length - days)
    }
    return EventEffect(
      eventID: event.eventID, family: family, targetRole: role, measure: measure, windowDays: EventStudy.afterDays,
      before: window(windows.before, days: windows.daysBefore, of: EventStudy.beforeDays - EventStudy.leakDays),
      after: window(windows.after, days: windows.daysAfter, of: EventStudy.afterDays), figures: figures,
      verdict: verdict, controls: isControlled ? .controlled : .uncontrolled, confoundedWith: neighbors,
      reason: reason)
  }
}
