public import Records

/// Rates of new and gone listings before and after each event that may be tested.
///
/// First form: quasi-Poisson rate ratios over nights that were read, less the change of the families the event does
/// not concern. Prices are not tested yet.
public struct EventStudy: Sendable {
  /// Days before the anchor at which the window before begins.
  public static let beforeDays = 61
  /// Days left out before the anchor, in which word may already be out.
  public static let leakDays = 5
  /// Days of the window after, from the anchor on.
  public static let afterDays = 14
  /// Days that must have been observed before.
  public static let leastBeforeDays = 14
  /// Days that must have been observed after.
  public static let leastAfterDays = 5
  /// Listings that must have been counted in both windows together.
  public static let leastCount = 10
  /// Events whose anchors are this near are confounded.
  public static let neighborDays = 14
  /// Share of false finds that a verdict may rest on.
  public static let falseDiscoveryRate = 0.05

  /// The effects, by anchor, event, family and measure.
  public let effects: [EventEffect]

  /// Compares every testable event's families over the nights of `demand`.
  public init(events: [EventMark], demand: [DemandPoint]) {
    var series: [String: [DemandPoint]] = [:]
    for point in demand { series[point.family, default: []].append(point) }
    let testable = events.filter(\.isTestable).sorted { ($0.anchor, $0.eventID) < ($1.anchor, $1.eventID) }
    var drafts: [Draft] = []
    for event in testable {
      let neighbors = testable.filter {
        $0.eventID != event.eventID && abs($0.anchor.number - event.anchor.number) <= Self.neighborDays
      }
      let concerned = ([event] + neighbors).reduce(into: Set<String>()) {
        $0.formUnion($1.targets)
        $0.formUnion($1.substitutes)
      }
      let controls = series.filter { !concerned.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
      let targets = event.targets.map { ($0, PolicyTargetRole.target) }
      let others = event.substitutes.filter { !event.targets.contains($0) }.map { ($0, PolicyTargetRole.substitute) }
      for (family, role) in targets + others {
        for measure in EventEffect.Measure.allCases {
          drafts.append(
            Draft(
              event: event, family: family, role: role, measure: measure, points: series[family] ?? [],
              controls: controls, neighbors: neighbors.map(\.eventID)))
        }
      }
    }
    let tested = drafts.indices.filter { drafts[$0].contrast != nil }
    let rates = falseDiscoveryRates(of: tested.map { drafts[$0].contrast?.p ?? 1 })
    let q = Dictionary(uniqueKeysWithValues: zip(tested, rates))
    effects = drafts.indices.map { drafts[$0].effect(q: q[$0] ?? 1) }
  }
}
