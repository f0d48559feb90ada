import Records

/// The two windows of one event, as series of counts over the nights that were read.
struct EventWindows {
  /// Nights between `beforeDays` and `leakDays` before the anchor.
  let before: CountSeries
  /// The first `afterDays` from the anchor on.
  let after: CountSeries
  /// Days that the nights before span.
  let daysBefore: Int
  /// Days that the nights after span.
  let daysAfter: Int
  /// Which nights they are, so that two families can be compared on the same ones.
  let nights: [DemandNight]

  /// One night with the days it spans.
  struct DemandNight: Hashable {
    let date: Day
    let gapDays: Int
  }

  /// Sorts the nights of a family into the windows; one that reaches over an edge belongs to neither.
  init(_ points: [DemandPoint], anchor: Day, measure: EventEffect.Measure) {
    var (before, after) = (CountSeries(), CountSeries())
    var (daysBefore, daysAfter) = (0, 0)
    var nights: [DemandNight] = []
    for point in points {
      guard point.status == .ok, let gap = point.gapDays, let new = point.new, let gone = point.gone,
        let atRisk = point.atRisk
      else { continue }
      let first = point.date.number - gap + 1 - anchor.number
      let last = point.date.number - anchor.number
      let count = measure == .new ? new : gone
      let exposure = measure == .new ? Double(gap) : Double(gap * atRisk)
      if first >= -EventStudy.beforeDays && last < -EventStudy.leakDays {
        before.counts.append(count)
        before.exposures.append(exposure)
        daysBefore += gap
      } else if first >= 0 && last < EventStudy.afterDays {
        after.counts.append(count)
        after.exposures.append(exposure)
        daysAfter += gap
      } else {
        continue
      }
      nights.append(DemandNight(date: point.date, gapDays: gap))
    }
    self.before = before
    self.after = after
    self.daysBefore = daysBefore
    self.daysAfter = daysAfter
    self.nights = nights
  }

  /// The windows of several families at once, night by night; they must span the same nights.
  init?(summing all: [EventWindows]) {
    guard let first = all.first, all.allSatisfy({ $0.nights == first.nights }) else { return nil }
    func sum(_ part: (EventWindows) -> CountSeries) -> CountSeries {
      var total = part(first)
      for other in all.dropFirst().map(part) {
        for index in total.counts.indices {
          total.counts[index] += other.counts[index]
          total.exposures[index] += other.exposures[index]
        }
      }
      return total
    }
    before = sum { $0.before }
    after = sum { $0.after }
    daysBefore = first.daysBefore
    daysAfter = first.daysAfter
    nights = first.nights
  }
}
