import Records

/// The index as it is published week by week: a hedonic fit over the last 26 weeks, joined to what was published.
///
/// A published week keeps its unsmoothed level for good: later fits only join new weeks to it, by the geometric mean
/// of all links within the window (mean splice). The smoothed level runs over all weeks and moves as more is known.
struct RollingIndex {
  /// Weeks in a window.
  static let window = 26

  /// One week.
  struct Week {
    let week: Day
    let n: Int
    let weight: Double
    let raw: Double
    let error: Double?
    let level: Double
    let levelError: Double?

    var low: Double? { levelError.map { level - normal975 * $0 } }
    var high: Double? { levelError.map { level + normal975 * $0 } }

    /// Five sellers, or an interval of at most ±15 %, but never one seller alone.
    var isThin: Bool {
      if weight > 4.999 { return false }
      guard weight > 1.999, let levelError else { return true }
      return normal975 * levelError > WeeklyIndex.publishedHalfWidth
    }
  }

  /// The weeks that have items.
  let weeks: [Week]
  /// The fit of the last window, and the places of its items in the sample.
  let last: WeeklyIndex
  let lastItems: [Int]
  /// The levels of one fit over all weeks, to see whether the chain drifts; nil within a single window.
  let whole: WeeklyIndex?

  /// The index of `sample`; nil when it has no item.
  ///
  /// - Parameter published: Unsmoothed levels of earlier vintages, by the number of their Monday.
  init?(_ sample: IndexSample, published: [Int: Double]) {
    guard let firstDay = sample.days.min(), let lastDay = sample.days.max() else { return nil }
    let start = Day(number: firstDay).monday.number
    let count = (lastDay - start) / 7 + 1
    let placed = sample.days.map { ($0 - start) / 7 }
    var raw = [Double?](repeating: nil, count: count)
    for week in 0..<count { raw[week] = published[start + 7 * week] }
    var errors = [Double?](repeating: nil, count: count)
    var counts = Array(repeating: 0, count: count)
    var weights = Array(repeating: 0.0, count: count)
    for (item, week) in placed.enumerated() {
      counts[week] += 1
      weights[week] += sample.weights?[item] ?? 1
    }
    for week in 0..<count where counts[week] == 0 { raw[week] = nil }
    var last: (index: WeeklyIndex, items: [Int])?
    for end in min(Self.window, count) - 1..<count {
      // Weeks already published need a fit for their standard error only, which one in half a window gives.
      // The first window has to be fitted for any of its weeks, a later one for its last.
      let fresh = end < Self.window ? 0...end : end...end
      let isNew = fresh.contains { counts[$0] > 0 && raw[$0] == nil }
      guard isNew || end < Self.window || (count - 1 - end) % (Self.window / 2) == 0 else { continue }
      let from = max(0, end - Self.window + 1)
      let items = placed.indices.filter { placed[$0] >= from && placed[$0] <= end }
      guard let fit = WeeklyIndex(sample.taking(items)) else { continue }
      last = (fit, items)
      RollingIndex.join(fit, start: start, &raw, &errors)
    }
    guard let last else { return nil }
    self.last = last.index
    lastItems = last.items
    whole = count > Self.window ? WeeklyIndex(sample) : nil
    guard let walk = LocalLevel(raw, variances: errors.map { ($0 ?? 0) * ($0 ?? 0) }) else { return nil }
    // Without any error of its own nothing can be said of a level's.
    let isKnown = errors.contains { $0 != nil }
    weeks = (0..<count).compactMap { week in
      guard let level = raw[week], counts[week] > 0 else { return nil }
      return Week(
        week: Day(number: start + 7 * week), n: counts[week], weight: weights[week], raw: level, error: errors[week],
        level: walk.levels[week], levelError: isKnown ? walk.variances[week].squareRoot() : nil)
    }
  }

  /// Fills the weeks of a fit that have no level yet, by the mean of its links to those that have.
  private static func join(_ fit: WeeklyIndex, start: Int, _ raw: inout [Double?], _ errors: inout [Double?]) {
    var (shift, links) = (0.0, 0)
    for point in fit.points {
      guard let own = point.raw, let known = raw[(point.week.number - start) / 7] else { continue }
      shift += known - own
      links += 1
    }
    let move = links > 0 ? shift / Double(links) : 0
    for point in fit.points {
      let week = (point.week.number - start) / 7
      guard let own = point.raw else { continue }
      if raw[week] == nil { raw[week] = own + move }
      if errors[week] == nil { errors[week] = point.standardError }
    }
  }
}

extension IndexSample {
  /// The items at these places.
  func taking(_ places: [Int]) -> IndexSample {
    IndexSample(
      days: places.map { days[$0] }, logPrices: places.map { logPrices[$0] },
      attributes: attributes.map { levels in places.map { levels[$0] } },
      weights: weights.map { all in places.map { all[$0] } }, references: references)
  }
}
