import DigestKit
import Records
import SQLiteKit

/// What a listing says of itself, apart from its terms: of all sightings the latest decides.
enum ListingAttributes {
  /// Decides between two sightings of the same instant, and tells whether anything is to be rewritten.
  static func digest(_ observation: borrowing Observation) -> UInt64 {
    var hash = FieldHash()
    hash.add(observation.source.name)
    hash.add(observation.key)
    hash.add(observation.url)
    hash.add(observation.title)
    hash.add(observation.kind.rawValue)
    hash.add(observation.family)
    hash.add(observation.modelIDs)
    hash.add(observation.condition.rawValue)
    hash.add(observation.conditionText)
    hash.add(observation.partsOnly)
    hash.add(observation.country)
    hash.add(observation.sellerHash)
    hash.add(observation.side.rawValue)
    hash.add(observation.flags)
    hash.add(observation.confidence)
    hash.add(observation.why)
    hash.add(observation.postedAt.map { Double($0.seconds) } ?? .infinity)
    return hash.state
  }

  /// The columns from `source_id` to `posted_at`; made only for a row that is written.
  static func values(_ observation: Observation) -> [Value] {
    [
      .text(observation.source.name), .text(observation.key), .text(observation.url), .text(observation.title),
      .text(observation.kind.rawValue), .text(observation.family), .text(observation.modelID),
      .text(ListingAttributes.list(observation.modelIDs)), .text(observation.condition.rawValue),
      .text(observation.conditionText), .bool(observation.partsOnly), .text(observation.country),
      .text(observation.sellerHash), .text(observation.side.rawValue),
      .text(ListingAttributes.list(observation.flags)), .real(observation.confidence),
      .text(ListingAttributes.list(observation.why)), .text(observation.postedAt?.description),
    ]
  }

  private static func list(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.array { writer in for text in texts { writer.string(text) } }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension Loader {
  mutating func insert(_ id: String, _ observation: Observation, _ history: History) throws(SQLiteFailure) {
    let times = times(history)
    try statements.insertListing.bind(
      [.text(id)] + ListingAttributes.values(observation)
        + [.integer(times.quantity), .text(times.status), .text(times.first), .text(times.last)]
        + Loader.end(history))
    try statements.insertListing.run()
  }

  mutating func rewrite(_ id: String, _ observation: Observation) throws(SQLiteFailure) {
    try statements.updateListing.bind([.text(id)] + ListingAttributes.values(observation))
    try statements.updateListing.run()
  }

  mutating func retime(_ id: String, _ history: History, endMayMove: Bool) throws(SQLiteFailure) {
    let times = times(history)
    try statements.retimeListing.bind(id, at: 1)
    try statements.retimeListing.bind(times.quantity, at: 2)
    try statements.retimeListing.bind(times.status, at: 3)
    try statements.retimeListing.bind(times.first, at: 4)
    try statements.retimeListing.bind(times.last, at: 5)
    try statements.retimeListing.run()
    guard endMayMove else { return }
    try statements.endListing.bind([.text(id)] + Loader.end(history) + [.text(times.status)])
    try statements.endListing.run()
  }

  private mutating func times(_ history: History) -> (quantity: Int64, status: String, first: String?, last: String?) {
    let last = history.sightings.count - 1
    let terms = last >= 0 ? history.terms(last) : Terms()
    return (
      terms.quantity, terms.status.rawValue, history.sightings.first.map { timeTexts.text($0.time) },
      history.sightings.last.map { timeTexts.text($0.time) }
    )
  }

  private static func end(_ history: History) -> [Value] {
    let ended = history.endedAt
    return [.text(ended?.description), .text(ended == nil ? nil : "page")]
  }
}
