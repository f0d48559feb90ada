/// How the newest period of a window is joined to an index that was published before.
public enum Splice: String, Hashable, Sendable, CaseIterable {
  /// By the newest period's change from the one before.
  case movement
  /// By its change from the first period of the window, as the old window saw the rest.
  case window
  /// By its change from the middle of the window, as the old window saw the rest.
  case half
  /// By the geometric mean over all periods that both windows share.
  case mean
  /// By the geometric mean over all published levels of the window: history stays as it was published.
  case meanPublished = "mean_pub"

  /// The level (log) of the newest period.
  ///
  /// - Parameters:
  ///   - published: Levels so far, the last for the period before the newest.
  ///   - old: The window before, as long as `new` and one period earlier.
  ///   - new: The window that ends with the newest period.
  /// - Returns: The level; nil where nothing links the newest period to an earlier one.
  public func extend(_ published: [Double?], old: [Double?], new: [Double?]) -> Double? {
    let count = new.count
    guard count > 1, let latest = new[count - 1] else { return nil }
    switch self {
    case .movement:
      guard let before = new[count - 2], let level = published.last ?? nil else { return nil }
      return level + latest - before
    case .window: return join(published, old, new, at: 0)
    case .half: return join(published, old, new, at: (count - 1) / 2)
    case .mean: return Splice.mean((0..<count - 1).map { join(published, old, new, at: $0) })
    case .meanPublished:
      let start = published.count - (count - 1)
      return Splice.mean(
        (0..<count - 1).map { place in
          guard start + place >= 0, let level = published[start + place], let then = new[place] else { return nil }
          return level + latest - then
        })
    }
  }

  private func join(_ published: [Double?], _ old: [Double?], _ new: [Double?], at place: Int) -> Double? {
    guard let level = published.last ?? nil, let latest = new[new.count - 1], let then = new[place],
      let last = old[old.count - 1], let same = old[place + 1]
    else { return nil }
    return level + latest - then - (last - same)
  }

  private static func mean(_ links: [Double?]) -> Double? {
    let known = links.compactMap { $0 }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}

/// An index published period by period from windows of equal length: the first as it stands, then joined on.
///
/// - Parameters:
///   - periods: How many periods there are.
///   - window: Periods in each window.
///   - levels: The levels of the window that begins at a period, as long as asked for.
/// - Returns: The published levels; nil where nothing links a period to those before.
public func rollingLevels(
  periods: Int, window: Int, splice: Splice, levels: (_ start: Int, _ length: Int) -> [Double?]
) -> [Double?] {
  let length = min(window, periods)
  guard length > 0 else { return [] }
  var old = levels(0, length)
  var published = old
  for start in 1..<max(1, periods - length + 1) {
    let new = levels(start, length)
    published.append(splice.extend(published, old: old, new: new))
    old = new
  }
  return published
}
