import Records

/// From when to when each source was followed without a long silence, and what its listings did.
struct SourceStretches {
  /// A stretch of one source, as day numbers.
  struct Stretch: Hashable {
    let start: Int
    let end: Int
  }

  private let stretches: [String: [Stretch]]
  private let spans: [String: [String: LiveStretches]]
  private let coverage: [CoverageNight]

  /// The stretches that complete nights leave, and the listings by source and family.
  init(spans all: [ListingSpan], coverage: [CoverageNight]) {
    var days: [String: [Int]] = [:]
    for night in coverage where night.isComplete { days[night.sourceID, default: []].append(night.date.number) }
    stretches = days.mapValues { days in
      var found: [Stretch] = []
      for day in days.sorted() {
        if let last = found.last, day - last.end <= MarketNights.longestSilenceDays {
          found[found.count - 1] = Stretch(start: last.start, end: day)
        } else {
          found.append(Stretch(start: day, end: day))
        }
      }
      return found
    }
    var spans: [String: [String: LiveStretches]] = [:]
    for span in all where span.first <= span.last {
      spans[span.family, default: [:]][span.sourceID, default: LiveStretches()].add(
        first: span.first.number, last: span.last.number)
    }
    self.spans = spans
    self.coverage = coverage
  }

  /// The families that have listings, by name.
  var families: [String] { spans.keys.sorted() }

  /// The sources to study an event with, all followed from a day on until the window is well begun.
  ///
  /// A source that joins or leaves would look like a change of the market, so only sources that were followed all the
  /// while count. A later begin may admit more of them: the begin with the most listings before the event is taken.
  func choice(
    _ families: [String], anchor: Int, shape: EventFrame.Shape
  ) -> (sources: Set<String>, begin: Int, end: Int)? {
    let earliest = anchor - shape.leakDays - shape.historyDays - 1
    let latest = anchor - shape.leakDays - EventFloor.historyNights
    var usable: [String: Stretch] = [:]
    for family in families {
      for source in (spans[family] ?? [:]).keys {
        usable[source] = stretches[source]?.first { $0.start <= latest && $0.end >= anchor }
      }
    }
    var best: (sources: Set<String>, begin: Int, end: Int)?
    var most = 0
    for begin in Set(usable.values.map { max($0.start, earliest) }).sorted() {
      let sources = Set(usable.filter { $0.value.start <= begin }.keys)
      var count = 0
      for family in families {
        for source in sources {
          count += spans[family]?[source]?.arrivals(from: begin, before: anchor) ?? 0
        }
      }
      if count > most {
        most = count
        best = (sources, begin, usable.filter { sources.contains($0.key) }.map(\.value.end).min() ?? anchor)
      }
    }
    return best
  }

  /// All families on the nights that every one of `sources` was read in full; nil for fewer than two such nights.
  func panel(_ sources: Set<String>, from begin: Int, through end: Int) -> MarketPanel? {
    let within = coverage.filter { $0.date.number >= begin && $0.date.number <= end }
    let nights = MarketNights(coverage: within, sources: sources).nights
    let days = nights.enumerated().prefix { $0.offset == 0 || $0.element.sources == sources }.map(\.element.date.number)
    guard days.count >= 2 else { return nil }
    var names: [String] = []
    var counts: [NightCounts] = []
    for family in families {
      var joined = LiveStretches()
      for source in sources.sorted() {
        guard let own = spans[family]?[source] else { continue }
        joined.add(own)
      }
      guard !joined.firsts.isEmpty else { continue }
      names.append(family)
      counts.append(joined.counts(on: days))
    }
    return MarketPanel(nights: NightGrid(observed: days), names: names, counts: counts)
  }
}
