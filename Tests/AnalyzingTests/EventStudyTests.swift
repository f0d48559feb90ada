import Analyzing
import Records
import Testing

@Suite struct EventStudyTests {
  let anchor = Day(number: 20_283)

  func event(
    _ id: String = "e", day: Int = 0, role: EventMark.Role = .policy, targets: [String] = ["A100"]
  ) -> EventMark {
    EventMark(
      eventID: id, anchor: anchor.adding(day), title: "A rule", jurisdiction: "US", direction: "restrict", role: role,
      targets: targets, substitutes: [])
  }

  /// Nights with `before` new listings each, then `after`, leaving out `gaps`.
  func demand(_ family: String, before: Int, after: Int, gaps: Set<Int> = []) -> [DemandPoint] {
    var points: [DemandPoint] = []
    var last: Int?
    for day in -70..<20 {
      if gaps.contains(day) {
        points.append(
          DemandPoint(
            family: family, date: anchor.adding(day), status: .gap, gapDays: nil, new: nil, gone: nil, atRisk: nil))
        continue
      }
      let rate = day < 0 ? before : after
      let span = last.map { day - $0 }
      points.append(
        DemandPoint(
          family: family, date: anchor.adding(day), status: span == nil ? .first : .ok, gapDays: span,
          new: span.map { $0 * rate }, gone: span.map { _ in 1 }, atRisk: span.map { _ in 50 }))
      last = day
    }
    return points
  }

  func new(_ effects: [EventEffect]) throws -> EventEffect {
    try #require(effects.first { $0.measure == .new && $0.eventID == "e" })
  }

  @Test func `a doubled rate beside steady controls is a rise`() throws {
    let points = demand("A100", before: 10, after: 20) + demand("V100", before: 8, after: 8)
    let effect = try new(EventStudy(events: [event()], demand: points).effects)
    #expect(effect.verdict == .rise)
    #expect(effect.controls == .controlled)
    #expect(abs((effect.figures?.effectLog ?? 0) - 0.693) < 0.02)
    #expect(effect.before.count == 560)
    #expect(effect.after == EventEffect.Window(count: 280, exposure: 14, nights: 14, missingNights: 0))
  }

  @Test func `a doubled rate of the whole market is no effect`() throws {
    let points = demand("A100", before: 10, after: 20) + demand("V100", before: 8, after: 16)
    #expect(try new(EventStudy(events: [event()], demand: points).effects).verdict == .notDetectable)
  }

  @Test func `without controls the row says so`() throws {
    let effect = try new(EventStudy(events: [event()], demand: demand("A100", before: 10, after: 20)).effects)
    #expect(effect.controls == .uncontrolled)
  }

  @Test func `missing nights alone change nothing`() throws {
    let gaps: Set = [3, 4, 5, 8]
    let points = demand("A100", before: 10, after: 10, gaps: gaps) + demand("V100", before: 8, after: 8, gaps: gaps)
    let effect = try new(EventStudy(events: [event()], demand: points).effects)
    #expect(effect.verdict == .notDetectable)
    #expect(abs(effect.figures?.effectLog ?? 1) < 0.01)
  }

  @Test func `an outcome is never tested`() {
    let points = demand("A100", before: 10, after: 20)
    #expect(EventStudy(events: [event(role: .outcome)], demand: points).effects.isEmpty)
  }

  @Test func `a neighbor within a fortnight is named`() throws {
    let points = demand("A100", before: 10, after: 20)
    let events = [event(), event("near", day: 14), event("far", day: 15), event("echo", day: 1, role: .outcome)]
    #expect(try new(EventStudy(events: events, demand: points).effects).confoundedWith == ["near"])
  }

  @Test(arguments: [
    ("no listings of this family", 0, Set<Int>(), "H100"),
    ("7 of 56 days observed before, 14 needed", 10, Set(-70 ..< -13), "A100"),
    ("0 of 14 days observed after, 5 needed", 10, Set(0..<20), "A100"),
    ("0 listings counted, 10 needed", 0, Set<Int>(), "A100"),
  ])
  func `too little data gives no figures but a reason`(reason: String, rate: Int, gaps: Set<Int>, target: String) throws
  {
    let points = demand("A100", before: rate, after: rate, gaps: gaps)
    let effect = try new(EventStudy(events: [event(targets: [target])], demand: points).effects)
    #expect(effect.verdict == .notEnoughData)
    #expect(effect.figures == nil)
    #expect(effect.reason == reason)
  }
}
