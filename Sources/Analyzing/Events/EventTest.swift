import Glibc

/// What an event did to the arrivals and departures of one series, against unaffected ones and against other dates.
///
/// A rate model with the controls' common change is fitted to the nights before; the window's counts over what it
/// expects are the effect. The same is done on blocks of the history for the treated series and for each control, and
/// for the controls on the event's own date: these placebos say how far effects stray when nothing happened.
public struct EventTest: Sendable {
  /// One placebo: the statistics of both flows where no event was.
  public struct Placebo: Hashable, Sendable {
    /// The series, by its place in the panel.
    public let series: Int
    /// The first day of its window, counted from 1970-01-01.
    public let start: Int
    /// Arrivals and departures.
    public let flows: [WindowEffect]
  }

  /// Arrivals and departures before calibration.
  public let windows: [WindowEffect]
  /// Arrivals and departures.
  public let flows: [CalibratedEffect]
  /// Both together, weighed by their precision: the primary test.
  public let composite: CalibratedEffect
  /// How arrivals' and departures' placebos go together, from 0 to 0.9.
  public let correlation: Double
  /// The placebos, by series and date.
  public let placebos: [Placebo]
  /// The p-value of both flows in the days before the anchor; nil where too few of them were read.
  public let anticipationP: Double?
  /// The p-value of a slope in the history that the controls do not share.
  public let trendP: Double
  /// The offsets and fits of the treated series, for what is asked beside the test.
  let treated: [Treated]

  struct Treated: Sendable {
    let model: RateModel
    let fit: RateModel.Fit
    let longRun: LongRunRatio
  }

  /// Why a test could not be made.
  public enum Shortfall: Error, Hashable, Sendable {
    /// A fit did not settle.
    case unsettled
    /// Fewer placebos than `leastPlacebos`.
    case placebos(Int)
  }

  /// Placebos that calibration takes at least.
  public static let leastPlacebos = 4
  /// Nights of the leak that an anticipation test takes at least.
  static let leastLeakNights = 3

  /// Tests the series at `treated` against those at `controls`, which may be none.
  public init(
    _ panel: MarketPanel, treated: Int, controls: [Int], frame: EventFrame
  ) throws(Shortfall) {
    var runs: [[Int: SeriesRun]] = []
    var base: [Treated] = []
    for flow in MarketPanel.Flow.allCases {
      let all = ControlSums(panel, controls, flow)
      var found: [Int: SeriesRun] = [:]
      for series in [treated] + controls {
        var others = all
        if series != treated { others.add(panel, series, flow, times: -1) }
        let offset = controls.isEmpty ? nil : others
        guard let run = SeriesRun(panel, series, flow, frame, controls: offset, isTreated: series == treated) else {
          if series == treated { throw .unsettled }
          continue
        }
        found[series] = run
        if series == treated { base.append(run.base) }
      }
      runs.append(found)
    }
    guard let new = runs[0][treated], let gone = runs[1][treated] else { throw .unsettled }
    var placebos: [Placebo] = []
    for series in [treated] + controls {
      guard let first = runs[0][series], let second = runs[1][series] else { continue }
      for (one, other) in zip(first.placebos, second.placebos) {
        guard let a = one.effect, let b = other.effect else { continue }
        placebos.append(Placebo(series: series, start: one.start, flows: [a, b]))
      }
    }
    guard placebos.count >= Self.leastPlacebos else { throw .placebos(placebos.count) }
    let own = placebos.map { $0.series == treated }
    windows = [new.event, gone.event]
    var flows: [CalibratedEffect] = []
    for flow in 0..<2 {
      let calibration = Calibration(placebos.map { $0.flows[flow].t }, own: own)
      flows.append(
        CalibratedEffect(
          windows[flow].effect, error: windows[flow].error, degrees: windows[flow].degrees, calibration))
    }
    self.flows = flows
    let rho = PlaceboCorrelation.of(placebos)
    correlation = rho
    let joint = Joint(windows, rho)
    let calibration = Calibration(placebos.map { Joint($0.flows, rho).t }, own: own)
    composite = CalibratedEffect(joint.effect, error: joint.error, degrees: calibration.degrees, calibration)
    self.placebos = placebos
    self.treated = base
    if let early = new.leak, let late = gone.leak {
      let joint = Joint([early, late], rho)
      anticipationP = studentTwoSided(joint.t / calibration.scale, degrees: calibration.degrees)
    } else {
      anticipationP = nil
    }
    let slopes = (new.slope + gone.slope) / (2 + 2 * rho).squareRoot()
    trendP = studentTwoSided(slopes, degrees: min(windows[0].degrees, windows[1].degrees))
  }
}

/// Two effects of one window joined by their precision, their errors correlated by `rho`.
struct Joint {
  let effect: Double
  let error: Double
  var t: Double { effect / error }

  init(_ flows: [WindowEffect], _ rho: Double) {
    let (a, b) = (flows[0], flows[1])
    let (u, v) = (1 / (a.error * a.error), 1 / (b.error * b.error))
    effect = (u * a.effect + v * b.effect) / (u + v)
    error = (u + v + 2 * rho / (a.error * b.error)).squareRoot() / (u + v)
  }
}

/// How arrivals and departures of placebos go together.
enum PlaceboCorrelation {
  /// Pearson's correlation of statistics cut off at 4, from 0 to 0.9.
  static func of(_ placebos: [EventTest.Placebo]) -> Double {
    func cut(_ t: Double) -> Double { min(max(t, -Calibration.cap), Calibration.cap) }
    let n = Double(placebos.count)
    var (x, y) = (0.0, 0.0)
    for placebo in placebos {
      x += cut(placebo.flows[0].t)
      y += cut(placebo.flows[1].t)
    }
    x /= n
    y /= n
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for placebo in placebos {
      let (a, b) = (cut(placebo.flows[0].t) - x, cut(placebo.flows[1].t) - y)
      xx += a * a
      yy += b * b
      xy += a * b
    }
    guard xx > 0, yy > 0 else { return 0 }
    return min(max(xy / (xx * yy).squareRoot(), 0), 0.9)
  }
}
