/// When the listings of one series came and went, as columns.
struct LiveStretches {
  /// The first day of each listing.
  var firsts: [Int] = []
  /// The last day of each listing.
  var lasts: [Int] = []

  /// Adds a listing.
  mutating func add(first: Int, last: Int) {
    firsts.append(first)
    lasts.append(last)
  }

  /// Adds the listings of another.
  mutating func add(_ other: LiveStretches) {
    firsts += other.firsts
    lasts += other.lasts
  }

  /// How many came between two days.
  func arrivals(from begin: Int, before end: Int) -> Int {
    firsts.reduce(0) { $0 + ($1 >= begin && $1 < end ? 1 : 0) }
  }

  /// Counts the listings on nights in a row, of which the first only shows what is there already.
  ///
  /// What is live tonight is what was live the night before, plus the new, less the gone: a listing that came and
  /// went between two nights is one of both.
  func counts(on nights: [Int]) -> NightCounts {
    guard let first = nights.first, let last = nights.last else { return NightCounts(count: 0) }
    // The place of the first night on or after each day, so that no listing needs a search.
    var places = Array(repeating: 0, count: last - first + 1)
    var place = 0
    for day in first...last {
      if nights[place] < day { place += 1 }
      places[day - first] = place
    }
    func placeOf(_ day: Int) -> Int { day <= first ? 0 : day > last ? nights.count : places[day - first] }
    var arrivals = Array(repeating: 0.0, count: nights.count + 1)
    var departures = arrivals
    for index in firsts.indices {
      arrivals[placeOf(firsts[index])] += 1
      departures[placeOf(lasts[index] + 1)] += 1
    }
    var counts = NightCounts(count: nights.count - 1)
    var live = 0.0
    for night in 0..<(nights.count - 1) {
      live += arrivals[night] - departures[night]
      counts.atRisk[night] = live
      counts.new[night] = arrivals[night + 1]
      counts.gone[night] = departures[night + 1]
    }
    return counts
  }
}
