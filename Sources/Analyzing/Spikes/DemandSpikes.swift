import Glibc
public import Records

/// Stretches on which a family's listings came or went unusually, found without asking for an event.
///
/// Rates, never counts: a night after an outage spans the days that were missed. One voice a seller and night: spam
/// moves nothing. Page's CUSUM over what a family did beyond the market finds a stretch, a test over the whole stretch
/// with its long-run variance decides, and S-H-ESD raises an alarm about the data where single nights are too odd.
public struct DemandSpikes: Sendable {
  /// What a night must exceed to add to a CUSUM, in standard deviations.
  static let slack = 0.5
  /// Where a CUSUM makes a stretch worth a test.
  static let threshold = 5.0
  /// Windows that begin on a night and could have been tested: rises and falls of four lengths.
  static let windowsPerNight = 8
  /// Spikes of one measure after which nothing more is looked for.
  static let mostSpikes = 20
  /// Days that an event may lie before the begin of a spike.
  public static let reachBefore = 21
  /// Days that an event may lie after the end of a spike, since word gets out.
  public static let reachAfter = 5
  /// The share of false finds that a spike may rest on.
  public static let falseDiscoveryRate = 0.05

  /// The spikes, by family, measure and first night.
  public let spikes: [DemandSpike]

  /// The spikes of the listings in `spans` on the nights that `coverage` calls complete.
  public init(spans: [ListingSpan], coverage: [CoverageNight], events: [EventMark]) {
    self.init(voices: oneVoiceEach(spans), coverage: coverage, events: events)
  }

  /// The spikes of spans that have one voice a seller and night already.
  init(voices: [ListingSpan], coverage: [CoverageNight], events: [EventMark]) {
    let demand = DemandSeries(spans: voices, coverage: coverage).points
    var finds: [Find] = []
    var tests = 0
    var alarms: [DemandSpike] = []
    for measure in DemandSpike.Measure.allCases {
      let (found, tested) = DemandSpikes.finds(demand, measure)
      finds += found
      tests += tested
      let series = NightRates.all(demand, measure)
      for (family, rates) in series.sorted(by: { $0.key < $1.key }) {
        alarms += QualityAlarm.alarms(family, measure, rates, series: 2 * series.count)
      }
    }
    let q = falseDiscoveryRates(of: finds.map(\.p), tests: tests)
    let spikes = zip(finds, q).filter { $1 < Self.falseDiscoveryRate }.map { $0.spike(q: $1) }
    self.spikes = (spikes + alarms).map { $0.linked(to: events) }.sorted {
      ($0.family, $0.measureWord, $0.start) < ($1.family, $1.measureWord, $1.start)
    }
  }

  /// The stretches that stand out, the most telling first, and how many could have.
  ///
  /// Each is set aside before the next is looked for: it would raise what is expected of later nights, and of the
  /// other families on its own.
  private static func finds(_ demand: [DemandPoint], _ measure: DemandSpike.Measure) -> (found: [Find], tests: Int) {
    var found: [Find] = []
    var explained: [String: Set<Int>] = [:]
    var tests = 0
    while found.count < Self.mostSpikes {
      var candidates: [Find] = []
      let series = NightRates.all(demand, measure, explained: explained)
      var nights = 0
      for (family, rates) in series.sorted(by: { $0.key < $1.key }) {
        let scores = rates.scores
        nights += scores.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        for sign in [1.0, -1] { candidates += stretches(family, measure, rates, scores, sign) }
      }
      if tests == 0 { tests = Self.windowsPerNight * nights }
      guard let best = candidates.min(by: { $0.p < $1.p }), best.p * Double(max(1, tests)) < falseDiscoveryRate else {
        break
      }
      found.append(best)
      explained[best.family, default: []].formUnion(best.start.number...best.end.number)
    }
    return (found, tests)
  }

  /// A stretch that is to be tested.
  private struct Find {
    let family: String
    let measure: DemandSpike.Measure
    let start: Day
    let peak: Day
    let end: Day
    let size: Double
    let p: Double

    func spike(q: Double) -> DemandSpike {
      DemandSpike(
        family: family, measure: measure, kind: .demand, start: start, peak: peak, end: end, size: size, q: q,
        events: [])
    }
  }

  private static func stretches(
    _ family: String, _ measure: DemandSpike.Measure, _ rates: NightRates, _ scores: [Double?], _ sign: Double
  ) -> [Find] {
    var finds: [Find] = []
    var (sum, top) = (0.0, 0.0)
    var (start, end) = (0, 0)
    func close() {
      if top > threshold, let find = test(family, measure, rates, start...end, scores) { finds.append(find) }
      (sum, top) = (0, 0)
    }
    for (night, score) in scores.enumerated() {
      guard let score else { continue }
      // One night alone is no stretch, however wild.
      let step = max(-4, min(4, sign * score)) - slack
      if sum <= 0 && step > 0 { start = night }
      sum = max(0, sum + step)
      if sum > top { (top, end) = (sum, night) }
      if sum <= 0 || (top > threshold && sum < top / 2) { close() }
    }
    close()
    return finds.filter { sign * $0.size > 0 }
  }

  /// Bartlett's long-run variance, over seven nights, of the scores away from a stretch; at least 1.
  private static func longRunRatio(_ scores: [Double?], without stretch: ClosedRange<Int>) -> Double {
    let values = scores.enumerated().compactMap { night, score in
      night < stretch.lowerBound - 7 || night > stretch.upperBound + 7 ? score.map { max(-3, min(3, $0)) } : nil
    }
    guard values.count > 20 else { return 1 }
    let mean = values.reduce(0, +) / Double(values.count)
    func covariance(_ lag: Int) -> Double {
      var sum = 0.0
      for index in lag..<values.count { sum += (values[index] - mean) * (values[index - lag] - mean) }
      return sum / Double(values.count)
    }
    let variance = covariance(0)
    guard variance > 0 else { return 1 }
    var ratio = 1.0
    for lag in 1...7 { ratio += 2 * (1 - Double(lag) / 8) * covariance(lag) / variance }
    // Scores that vary more than they should say so of the whole stretch too.
    return max(1, ratio) * max(1, variance)
  }

  private static func test(
    _ family: String, _ measure: DemandSpike.Measure, _ rates: NightRates, _ nights: ClosedRange<Int>,
    _ scores: [Double?]
  ) -> Find? {
    let known = nights.filter { scores[$0] != nil }
    guard known.count > 2, let peak = known.max(by: { abs(scores[$0] ?? 0) < abs(scores[$1] ?? 0) }) else { return nil }
    let longRun = longRunRatio(scores, without: nights)
    func score(_ nights: [Int]) -> (z: Double, effect: Double) {
      var (count, mean, market, history, dispersion) = (0.0, 0.0, 0.0, 1.0, 1.0)
      for night in nights {
        count += rates.counts[night]
        mean += rates.expected[night] ?? 0
        market += rates.market[night]
        history = max(history, rates.history[night])
        dispersion = max(dispersion, rates.dispersion[night])
      }
      let variance = dispersion * longRun * (1 + mean / max(market, 0.5) + mean / history)
      let distance = 2 * ((count + 0.375).squareRoot() - (mean + 0.375).squareRoot())
      return (distance / variance.squareRoot(), log((count + 0.5) / (mean + 0.5)))
    }
    // A single wild night must not carry the others: the stretch has to stand without its peak.
    let (all, rest) = (score(known), score(known.filter { $0 != peak }))
    guard all.z * rest.z > 0 else { return nil }
    return Find(
      family: family, measure: measure, start: Day(number: rates.days[nights.lowerBound]),
      peak: Day(number: rates.days[peak]), end: Day(number: rates.days[nights.upperBound]), size: all.effect,
      p: normalTwoSided(min(abs(all.z), abs(rest.z))))
  }
}

extension DemandSpike {
  /// The same with the events in reach that concern its family, the nearest to its begin first.
  func linked(to events: [EventMark]) -> DemandSpike {
    let near = events.filter {
      $0.isTestable && ($0.targets.contains(family) || $0.substitutes.contains(family))
        && $0.anchor.number >= start.number - DemandSpikes.reachBefore
        && $0.anchor.number <= end.number + DemandSpikes.reachAfter
    }
    let ordered = near.sorted {
      (abs($0.anchor.number - start.number), $0.eventID) < (abs($1.anchor.number - start.number), $1.eventID)
    }
    return DemandSpike(
      family: family, measure: measure, kind: kind, start: start, peak: peak, end: end, size: size, q: q,
      events: ordered.map(\.eventID))
  }
}
