import DigestKit
import Records
import SQLiteKit

/// What a listing says of itself, apart from its terms: of all sightings the latest decides.
struct ListingAttributes {
  let values: [Value]
  /// Decides between two sightings of the same instant, and tells whether anything is to be rewritten.
  let digest: UInt64

  init(_ observation: Observation) {
    values = [
      .text(observation.source.name), .text(observation.key), .text(observation.url), .text(observation.title),
      .text(observation.kind.rawValue), .text(observation.family), .text(observation.modelID),
      .text(ListingAttributes.list(observation.modelIDs)), .text(observation.condition.rawValue),
      .text(observation.conditionText), .bool(observation.partsOnly), .text(observation.country),
      .text(observation.sellerHash), .text(observation.side.rawValue),
      .text(ListingAttributes.list(observation.flags)), .real(observation.confidence),
      .text(ListingAttributes.list(observation.why)), .text(observation.postedAt?.description),
    ]
    var bytes: [UInt8] = []
    for value in values {
      switch value {
      case .text(let text?):
        bytes.append(1)
        bytes.append(contentsOf: text.utf8)
      case .integer(let number?):
        bytes.append(2)
        bytes.append(contentsOf: String(number).utf8)
      case .real(let number?):
        bytes.append(3)
        bytes.append(contentsOf: String(number).utf8)
      default: break
      }
      bytes.append(0)
    }
    digest = Digest256(of: bytes).prefix64
  }

  private static func list(_ texts: [String]) -> String {
    var writer = JSONWriter()
    writer.array { writer in for text in texts { writer.string(text) } }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension Loader {
  mutating func insert(_ id: String, _ attributes: ListingAttributes, _ history: History) throws(SQLiteFailure) {
    try statements.insertListing.bind([.text(id)] + attributes.values + Loader.times(history) + Loader.end(history))
    try statements.insertListing.run()
  }

  mutating func rewrite(_ id: String, _ attributes: ListingAttributes) throws(SQLiteFailure) {
    try statements.updateListing.bind([.text(id)] + attributes.values)
    try statements.updateListing.run()
  }

  mutating func retime(_ id: String, _ history: History, endMayMove: Bool) throws(SQLiteFailure) {
    try statements.retimeListing.bind([.text(id)] + Loader.times(history))
    try statements.retimeListing.run()
    guard endMayMove else { return }
    try statements.endListing.bind([.text(id)] + Loader.end(history) + [Loader.times(history)[1]])
    try statements.endListing.run()
  }

  private static func times(_ history: History) -> [Value] {
    let last = history.sightings.count - 1
    let terms = last >= 0 ? history.terms(last) : Terms()
    return [
      .integer(terms.quantity), .text(terms.status.rawValue), .text(history.sightings.first?.time.description),
      .text(history.sightings.last?.time.description),
    ]
  }

  private static func end(_ history: History) -> [Value] {
    let ended = history.endedAt
    return [.text(ended?.description), .text(ended == nil ? nil : "page")]
  }
}
