import Records

/// The sentences of the headline that page and terminal share.
enum Tellings {
  /// What came, went and changed its price on the last night, in one sentence.
  static func night(_ findings: Findings) -> String {
    let facts = findings.facts
    guard let night = facts.night else { return "No night has been read yet." }
    let before = facts.nightBefore.map { "the one before that was read: \($0)" } ?? "the first that was read"
    return "On the night of \(night) (\(before)): \(Figures.count(facts.newListings, "new listing")), "
      + "\(Figures.grouped(facts.goneListings)) gone, \(Figures.grouped(facts.movedListings)) with another price."
  }

  /// What the levels are compared with, and how many moved.
  static func vintage(_ findings: Findings, _ movements: [Movement]) -> String {
    guard let vintage = findings.facts.vintageBefore else {
      return "Price levels cannot be compared: no earlier vintage is stored."
    }
    if movements.isEmpty {
      return "Against the vintage of \(vintage) no level with enough sellers moved by half a percent or more."
    }
    return "Against the vintage of \(vintage), levels with enough sellers that moved by half a percent or more:"
  }

  /// The effects that were found: of the primary test and of prices, else of single measures; sums of families aside.
  static func found(_ findings: Findings) -> [String] {
    let titles = Dictionary(findings.events.map { ($0.eventID, $0.title) }) { first, _ in first }
    let all = findings.effects.filter { $0.verdict == .rise || $0.verdict == .fall }
    let own = all.filter { !$0.family.hasPrefix("pooled:") && $0.measure != .new && $0.measure != .gone }
    return (own.isEmpty ? all : own).suffix(6).map { effect in
      let interval = Figures.percent(log: effect.figures?.low) + " to " + Figures.percent(log: effect.figures?.high)
      let others = effect.confoundedWith.count
      let near = others == 0 ? "" : ", confounded with " + Figures.count(others, "other event")
      return "\(effect.family), \(measureWords(effect.measure)): \(words(effect.verdict)) of "
        + "\(Figures.percent(log: effect.figures?.effectLog)) (\(interval)) after “\(titles[effect.eventID] ?? effect.eventID)”"
        + near
    }
  }

  /// Spikes and alarms of the last four weeks, and sources that have fallen silent.
  static func watch(_ findings: Findings) -> [String] {
    guard let day = findings.asOf else { return [] }
    let recent = findings.spikes.filter { $0.end >= day.adding(-27) }
    let spikes = recent.filter { $0.kind == .demand && $0.events.isEmpty }.map {
      "\($0.family): \($0.measure.rawValue) listings unusual from \($0.start) to \($0.end), no event in reach"
    }
    let alarms = recent.filter { $0.kind == .dataQuality }.map {
      "look at the data of \($0.family), \($0.measure.rawValue), \($0.start)"
    }
    let silent = Freshness.all(findings).filter { $0.isSilent(on: day) }.map {
      "\($0.facts.sourceID) was last read in full \(Figures.count($0.age(on: day) ?? 0, "day")) ago"
    }
    return spikes + alarms + silent
  }
}

/// A measure in words.
func measureWords(_ measure: EventEffect.Measure) -> String {
  switch measure {
  case .new: "arrivals"
  case .gone: "departures"
  case .composite: "trade (arrivals and departures)"
  case .price: "price"
  }
}
