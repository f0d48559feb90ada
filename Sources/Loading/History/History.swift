import Records

/// Every sighting of one listing in order of time, from which its price changes follow.
///
/// Only this makes loading free of order: a sighting that arrives late is put in its place, and the rows around it
/// are decided again.
struct History {
  /// What one sighting said.
  struct State: Hashable {
    var terms: Terms
    var given: GivenDollars?
  }

  /// One sighting.
  struct Sighting: Hashable {
    var time: Instant
    /// The number of its page, 0 when there is none.
    var page: Int64
    /// Its place in `states`.
    var state: Int
  }

  /// What inserting a sighting changed.
  enum Change: Hashable {
    /// It was known, or another of the same instant stands before it.
    case none
    /// It became the sighting at an index; `isNew` is false where it took another's place.
    case put(index: Int, isNew: Bool)
  }

  /// A digest of the listing's attributes at the last sighting.
  var attributes: UInt64 = 0
  var states: [State] = []
  var sightings: [Sighting] = []

  func terms(_ index: Int) -> Terms { states[sightings[index].state].terms }

  func state(_ index: Int) -> State { states[sightings[index].state] }

  /// Whether the sighting at `index` differs from the one before.
  func isChange(_ index: Int) -> Bool { index == 0 || terms(index).isChange(from: terms(index - 1)) }

  /// Puts a sighting in its place.
  ///
  /// - Parameter isBefore: Whether the first page's id is less than the second's, asked only in a tie.
  mutating func insert<Failure>(
    _ time: Instant, page: Int64, state: State, isBefore: (Int64, Int64) throws(Failure) -> Bool
  ) throws(Failure) -> Change {
    let index = place(of: time)
    guard index < sightings.count, sightings[index].time == time else {
      sightings.insert(Sighting(time: time, page: page, state: intern(state)), at: index)
      return .put(index: index, isNew: true)
    }
    let old = self.state(index)
    let oldPage = sightings[index].page
    let wins: Bool
    if state.terms != old.terms {
      wins = state.terms.precedes(old.terms)
    } else if page != oldPage {
      wins = try isBefore(page, oldPage)
    } else {
      wins = History.precedes(state.given, old.given)
    }
    guard wins else { return .none }
    sightings[index] = Sighting(time: time, page: page, state: intern(state))
    return .put(index: index, isNew: false)
  }

  /// When the listing ended: the first of the last sightings that all say so, or nil while it is active.
  var endedAt: Instant? {
    var ended: Instant?
    for index in sightings.indices.reversed() {
      if terms(index).status == .active { break }
      ended = sightings[index].time
    }
    return ended
  }

  private func place(of time: Instant) -> Int {
    if let last = sightings.last, last.time < time { return sightings.count }
    var low = 0
    var high = sightings.count
    while low < high {
      let middle = (low + high) / 2
      if sightings[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func intern(_ state: State) -> Int {
    if let known = states.lastIndex(of: state) { return known }
    states.append(state)
    return states.count - 1
  }

  private static func precedes(_ new: GivenDollars?, _ old: GivenDollars?) -> Bool {
    guard let new else { return false }
    guard let old else { return true }
    return (new.microsPerCard, new.rateDate?.number ?? .min) < (old.microsPerCard, old.rateDate?.number ?? .min)
  }
}
