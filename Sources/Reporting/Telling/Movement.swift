import Records

/// How far the level of a series is from what it was.
struct Movement {
  let series: String
  let name: String
  let before: Double
  let now: PriceIndexPoint

  var percent: Double { 100 * (now.usd / before - 1) }

  /// The series whose published level moved by half a percent or more since the vintage before, the most first.
  ///
  /// Families where they have an index, else models; thin levels tell nothing.
  static func sinceVintage(_ findings: Findings) -> [Movement] {
    let names = modelNames(findings)
    let families = latestAsks(familyLevels(findings).values.flatMap { $0 })
    let points = families.isEmpty ? latestAsks(findings.prices) : families
    return points.compactMap { point -> Movement? in
      guard point.status == .ok, let before = findings.facts.levelsBefore[point.series], before.status == .ok,
        before.usd > 0
      else { return nil }
      return Movement(
        series: point.series, name: names[point.modelID] ?? point.modelID, before: before.usd, now: point)
    }
    .filter { $0.percent.magnitude >= 0.5 }
    .sorted { ($1.percent.magnitude, $0.series) < ($0.percent.magnitude, $1.series) }
  }

  /// The last event that may be tested and whose families have a level before it and one now, with these.
  static func sinceEvent(_ findings: Findings) -> (event: EventMark, movements: [Movement])? {
    let levels = familyLevels(findings)
    for event in findings.events.reversed() where event.isTestable {
      let moved = (event.targets + event.substitutes).compactMap { family -> Movement? in
        let asked = (levels[family] ?? []).filter { $0.basis == .ask && $0.status == .ok }
        let week = event.anchor.monday
        guard let now = asked.max(by: { $0.week < $1.week }), now.week > week,
          let before = asked.filter({ $0.week < week && $0.week >= week.adding(-56) }).max(by: { $0.week < $1.week })
        else { return nil }
        return Movement(series: family, name: family, before: before.usd, now: now)
      }
      if !moved.isEmpty { return (event, moved) }
    }
    return nil
  }
}
