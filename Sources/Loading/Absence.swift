import Records
import SQLiteKit

/// What a listing's not being seen says: after two nights that would have shown it, it has ended.
///
/// A night would have shown a listing when all of its source was read, no page claims more results than were read,
/// and either the night's plan was followed to its end or the page that showed the listing last was read again.
/// A page that is as it was (304) still shows what it showed.
extension Loader {
  /// The latest exhaustive night but one: a listing seen on or after it cannot have been missed twice.
  ///
  /// - Returns: nil when there are no two.
  mutating func lastButOneNight(of source: SourceID) throws(SQLiteFailure) -> Day? {
    if let known = lastButOneNights[source.name] { return known }
    let text = try statements.selectLastButOne.first(.text(source.name), row: { $0.text(0) }) ?? nil
    let found = text.flatMap { Day(iso: $0) }
    lastButOneNights[source.name] = .some(found)
    return found
  }

  /// Notes that listings of these sources were seen late, so that they have to be looked at again.
  mutating func recheck(_ sources: Set<SourceID>) throws(SQLiteFailure) {
    guard !sources.isEmpty else { return }
    var mark = try database.prepare(
      """
      UPDATE coverage SET absences_due = 1 WHERE absences_due = 0 AND source_id = ?1
        AND date = (SELECT max(date) FROM coverage WHERE source_id = ?1)
      """)
    for source in sources.sorted(by: { $0.name < $1.name }) { try mark.run(.text(source.name)) }
  }

  /// Ends the listings that two nights have missed, and takes that back where it does not hold any more.
  ///
  /// Belongs to the end of a load; what a killed one leaves is done by the next. In order of nights the cost grows with
  /// the open listings of the sources that were read.
  /// - Returns: How many listings ended or came back.
  @discardableResult
  public mutating func settleAbsences() throws(LoadFailure) -> Int {
    var changed = 0
    try write { loader throws(SQLiteFailure) in
      var select = try loader.database.prepare(
        """
        SELECT source_id, min(date), (SELECT max(date) FROM coverage AS c WHERE c.source_id = d.source_id),
          max(absences_due)
        FROM coverage AS d WHERE absences_due > 0 GROUP BY source_id ORDER BY source_id
        """)
      let due = try select.all { row in
        (source: row.text(0) ?? "", isInOrder: row.text(1) == row.text(2) && row.int64(3) == 1)
      }
      for one in due { changed += try loader.settle(SourceID(one.source), isInOrder: one.isInOrder) }
      try loader.database.execute("UPDATE coverage SET absences_due = 0 WHERE absences_due > 0")
    }
    return changed
  }

  private mutating func settle(_ source: SourceID, isInOrder: Bool) throws(SQLiteFailure) -> Int {
    let night = try lastButOneNight(of: source)?.description ?? ""
    var candidates: [String] = []
    var open = try database.prepare(
      "SELECT listing_id FROM listing WHERE source_id = ?1 AND ended_at IS NULL AND last_seen_at < ?2")
    candidates += try open.all(.text(source.name), .text(night)) { $0.text(0) ?? "" }
    if !isInOrder {
      var absent = try database.prepare("SELECT listing_id FROM listing WHERE source_id = ?1 AND ended_by = 'absence'")
      candidates += try absent.all(.text(source.name)) { $0.text(0) ?? "" }
    }
    var missing = try database.prepare(
      """
      SELECT c.date FROM coverage AS c WHERE c.source_id = ?1 AND c.date > ?2 AND c.exhaustive = 1
        AND (c.planned = 1 OR EXISTS (
          SELECT 1 FROM page AS p WHERE p.source_id = ?1 AND p.url = ?3 AND p.fetched_at >= c.date
            AND p.fetched_at < date(c.date, '+1 day') AND p.verdict IN ('parsed', 'empty')))
        AND NOT EXISTS (
          SELECT 1 FROM page AS p WHERE p.source_id = ?1 AND p.url = ?3 AND p.fetched_at >= c.date
            AND p.fetched_at < date(c.date, '+1 day') AND p.verdict = 'unchanged')
      ORDER BY c.date LIMIT 2
      """)
    var address = try database.prepare("SELECT url FROM page WHERE page_id = ?1")
    var changed = 0
    for id in candidates {
      guard let history = try history(of: id), let last = history.sightings.last, history.endedAt == nil else {
        continue
      }
      let url = try pageID(last.page).flatMap { page throws(SQLiteFailure) in
        try address.first(.text(page), row: { $0.text(0) }) ?? nil
      }
      let nights = try missing.all(.text(source.name), .text(last.time.day.description), .text(url)) {
        $0.text(0) ?? ""
      }
      let status = nights.count == 2 ? Listing.Status.ended : history.terms(history.sightings.count - 1).status
      try statements.endListing.run(
        .text(id), .text(nights.count == 2 ? nights[0] + "T00:00:00Z" : nil),
        .text(nights.count == 2 ? "absence" : nil), .text(status.rawValue))
      changed += Int(database.changes)
    }
    return changed
  }
}
