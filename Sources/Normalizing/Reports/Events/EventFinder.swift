import Records

/// Finds the events that a report names: by citation, by a name of theirs, or by a day with what was done to whom.
///
/// A day counts when the sentence also names a target of the event, or says that something is barred or allowed the way
/// the event does. A month counts only when a target and the way agree and no other act of policy of that month fits.
struct EventFinder: Sendable {
  let events: [PolicyEvent]

  /// How often each event is named.
  func counts(in text: ReportText, _ dates: [DateFound], published: Day?) -> [String: Int] {
    var counts: [String: Int] = [:]
    for hit in text.hits { if case .event(let place) = hit.meaning { counts[events[place].id, default: 0] += 1 } }
    var sentence = 0
    for date in dates {
      guard let date = date.resolved(by: published), let year = date.year, let month = date.month else { continue }
      while sentence + 1 < text.sentences.count,
        text.sentences[sentence].range.upperBound <= date.range.lowerBound
      { sentence += 1 }
      let range = text.sentences[sentence].range
      guard range.contains(date.range.lowerBound) else { continue }
      let families = Set(text.namings(in: range).map(\.family))
      let ways = ways(text, near: date.range.lowerBound, in: text.sentences[sentence])
      if let id = event(date, year, month, families, ways) { counts[id, default: 0] += 1 }
    }
    return counts
  }

  /// What is done where a date stands: in its clause, else in the next one, else in the sentence.
  private func ways(_ text: ReportText, near place: Int, in sentence: ReportText.Sentence) -> Set<PolicyEvent.Direction>
  {
    let at = sentence.clauses.firstIndex { $0.contains(place) } ?? 0
    for clause in sentence.clauses[at...].prefix(2) {
      let found = ways(text, clause)
      if !found.isEmpty { return found }
    }
    return ways(text, sentence.range)
  }

  private func ways(_ text: ReportText, _ range: Range<Int>) -> Set<PolicyEvent.Direction> {
    var ways: Set<PolicyEvent.Direction> = []
    if text.has(.restricts, in: range) { ways.formUnion([.restrict, .enforce]) }
    if text.has(.relaxes, in: range) { ways.insert(.relax) }
    return ways
  }

  private func event(
    _ date: DateFound, _ year: Int, _ month: Int, _ families: Set<String>, _ ways: Set<PolicyEvent.Direction>
  ) -> String? {
    var best: (score: Int, ids: [String])?
    for event in events where event.role != .outcome {
      let isTarget = !families.isDisjoint(with: event.targets)
      let isWay = ways.contains(event.direction)
      let score: Int
      if let day = date.wholeDay {
        guard day == event.anchorOn || day == event.announcedOn || day == event.effectiveOn, isTarget || isWay else {
          continue
        }
        score = (isTarget ? 2 : 0) + (isWay ? 1 : 0)
      } else {
        guard isTarget, isWay, event.role == .policy,
          [event.anchorOn, event.effectiveOn].contains(where: { $0?.civil.year == year && $0?.civil.month == month })
        else { continue }
        score = 1
      }
      if best.map({ score > $0.score }) ?? true {
        best = (score, [event.id])
      } else if score == best?.score {
        best?.ids.append(event.id)
      }
    }
    guard let best, best.ids.count == 1 || date.day != nil && best.score == 3 else { return nil }
    return best.ids.first
  }
}
