import DigestKit
import Records
import SQLiteKit

extension Loader {
  /// Puts one sighting of a listing in its place.
  mutating func apply(
    _ observation: Observation, at place: SightingPlace, counting counts: inout LoadCounts
  ) throws(SQLiteFailure) {
    guard let time = observation.observedAt ?? observation.provenance.fetchedAt else {
      return try setAside(observation, counting: &counts)
    }
    counts.observations += 1
    var id = Identity.text(place.listing)
    let digest = ListingAttributes.digest(observation)
    var stored = try history(of: id)
    if stored == nil, let former = Identity.otherListing(source: observation.source, key: observation.key) {
      // Told by its key as it was written, it may have come into the database before keys were folded.
      if let found = try history(of: former) {
        id = former
        stored = found
      }
    }
    var history = stored ?? History()
    let lastSeen = history.sightings.last?.time
    let endedBefore = history.endedAt
    let isLatest = lastSeen.map { time > $0 || (time == $0 && digest > history.attributes) } ?? true
    let change = try history.insert(
      time, page: place.page, state: History.State(terms: Terms(observation), given: GivenDollars(observation))
    ) { first, second throws(SQLiteFailure) in
      try pageID(first) ?? "" < pageID(second) ?? ""
    }
    guard isLatest || change != .none else {
      counts.known += 1
      return
    }
    let night = try lastButOneNight(of: observation.source)
    let rewrites = isLatest && digest != history.attributes
    if isLatest { history.attributes = digest }
    if stored == nil {
      try know(observation.source)
      try insert(id, observation, history)
      counts.newListings += 1
    } else {
      if rewrites { try rewrite(id, observation) }
      // Absence ends a listing long after it was seen; then a sighting that moves no end takes that one back.
      let wasAbsent = lastSeen.flatMap { seen in night.map { seen.day < $0 } } ?? false
      try retime(id, history, endMayMove: wasAbsent || endedBefore != history.endedAt)
    }
    if let last = history.sightings.last, let night, last.time.day < night {
      lateSources.insert(observation.source)
    }
    try statements.storeLog.bind(id, at: 1)
    try statements.storeLog.bind(history.encoded, at: 2)
    try statements.storeLog.run()
    if case .put(let index, let isNew) = change {
      counts.changes += try settle(id, history, at: index, isNew: isNew)
    }
  }

  /// Decides again which rows stand at a sighting that was put and at the one after it.
  private mutating func settle(
    _ id: String, _ history: History, at index: Int, isNew: Bool
  ) throws(SQLiteFailure) -> Int {
    var written = 0
    if history.isChange(index) {
      written += try store(id, history, index)
    } else if !isNew {
      written += try withdraw(id, history.sightings[index].time)
    }
    let next = index + 1
    guard next < history.sightings.count else { return written }
    if history.isChange(next) {
      written += try store(id, history, next)
    } else {
      written += try withdraw(id, history.sightings[next].time)
    }
    return written
  }

  private mutating func store(_ id: String, _ history: History, _ index: Int) throws(SQLiteFailure) -> Int {
    let sighting = history.sightings[index]
    let state = history.state(index)
    let terms = state.terms
    let dollars = rates.dollarsPerCard(terms, at: sighting.time, given: state.given)
    let before = database.totalChanges
    try statements.upsertObservation.run(
      .text(id), .text(timeTexts.text(sighting.time)), .integer(terms.price), .integer(terms.low), .integer(terms.high),
      .text(terms.currency?.code), .text(terms.text), .integer(terms.shipping), .text(terms.shippingCurrency?.code),
      .integer(dollars?.microsPerCard), .text(dollars?.rateDate?.description), .integer(terms.pricedQuantity),
      .bool(terms.isNegotiable), .text(terms.status.rawValue), .text(try pageID(sighting.page)))
    return Int(database.totalChanges - before)
  }

  private mutating func withdraw(_ id: String, _ time: Instant) throws(SQLiteFailure) -> Int {
    try statements.deleteObservation.run(.text(id), .text(time.description))
    return Int(database.changes)
  }

  mutating func history(of id: String) throws(SQLiteFailure) -> History? {
    try statements.selectLog.bind(id, at: 1)
    let log = try statements.selectLog.step() ? statements.selectLog.blob(0) : nil
    statements.selectLog.reset()
    guard let log else { return nil }
    guard let history = History(encoded: log) else {
      // SQLITE_CORRUPT: the log is not what was written.
      throw SQLiteFailure(
        resultCode: 11, message: "the history of listing \(id) cannot be read", sql: statements.selectLog.sql)
    }
    return history
  }

  private mutating func setAside(
    _ observation: Observation, counting counts: inout LoadCounts
  ) throws(SQLiteFailure) {
    var writer = JSONWriter()
    NormalizedRecord.observation(observation).write(to: &writer)
    try apply(
      Quarantined(
        stage: "load", code: "observation_without_time",
        message: "listing \(observation.key) has neither observed_at nor fetched_at; say when it was seen",
        source: observation.source, record: String(decoding: writer.bytes, as: UTF8.self)))
    counts.quarantined += 1
  }

  /// The number in the logs of the page that a record comes from; 0 stands for no page.
  mutating func pageNumber(_ origin: Provenance) throws(SQLiteFailure) -> Int64 {
    guard let id = lastPage.id(of: origin) else { return 0 }
    if let known = lastPage.number { return known }
    if let known = pageNumbers[id] {
      lastPage.number = known
      return known
    }
    try statements.insertPageNumber.run(.text(id))
    let number = try statements.selectPageNumber.first(.text(id), row: { $0.int64(0) }) ?? 0
    if pageNumbers.count >= 4096 {
      pageNumbers.removeAll(keepingCapacity: true)
      pageIDs.removeAll(keepingCapacity: true)
    }
    pageNumbers[id] = number
    pageIDs[number] = id
    lastPage.number = number
    return number
  }

  mutating func pageID(_ number: Int64) throws(SQLiteFailure) -> String? {
    guard number != 0 else { return nil }
    if let known = pageIDs[number] { return known }
    return try statements.selectPageID.first(.integer(number), row: { $0.text(0) }) ?? nil
  }
}
