// Events from the files of pipelines/events, checked against each other and against the catalog.

extension PolicyEvent {
  /// Reads every file of events, in any order.
  ///
  /// - Parameter catalog: Whose families targets and substitutes must be, and whose models name events.
  /// - Returns: The events by anchor day, then id.
  /// - Throws: `JSONFailure` with file, line, column and key path for a syntax error, an unknown or missing key, an id
  ///   that stands twice, an unknown family, or days out of order.
  public static func read(
    documents: [JSONObjectReader.Document], catalog: Catalog
  ) throws(JSONFailure) -> [PolicyEvent] {
    var events: [PolicyEvent] = []
    var ids: Set<String> = []
    for document in documents {
      let json = try JSONReader.read(document.bytes, as: .json5, source: document.source)
      var file = try JSONObjectReader(json, document)
      for var entry in try file.objects("events") {
        let event = try PolicyEvent(&entry)
        guard ids.insert(event.id).inserted else {
          throw entry.failure("the id \"\(event.id)\" stands twice", at: "id")
        }
        for (key, families) in [("targets", event.targets), ("substitutes", event.substitutes)] {
          if let unknown = families.first(where: { catalog.family($0) == nil }) {
            throw entry.failure("the family \"\(unknown)\" is not in the catalog", at: key)
          }
        }
        events.append(event)
      }
      try file.finish()
    }
    for model in catalog.models {
      guard let export = model.export, !ids.contains(export.eventID) else { continue }
      throw JSONFailure(
        "the model \"\(model.id)\" names the event \"\(export.eventID)\", which no file has", at: 0, in: [],
        source: "catalog")
    }
    return events.sorted { ($0.anchorOn, $0.id) < ($1.anchorOn, $1.id) }
  }

  /// Reads one block; a key that is not known is an error.
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    id = try reader.requiredString("id")
    title = try reader.requiredString("title")
    announcedOn = try reader.requiredDay("announced_on")
    effectiveOn = try reader.day("effective_on")
    endsOn = try reader.day("ends_on")
    anchorOn = try reader.requiredDay("anchor_on")
    jurisdiction = try reader.requiredString("jurisdiction")
    actor = try reader.requiredString("actor")
    direction = try reader.requiredWord("direction")
    kind = try reader.requiredWord("kind")
    role = try reader.requiredWord("role")
    targets = try reader.distinctStrings("targets")
    substitutes = try reader.distinctStrings("substitutes")
    names = try reader.distinctStrings("names")
    citation = try reader.string("citation")
    sources = try reader.distinctStrings("sources")
    confidence = try reader.requiredWord("confidence")
    notes = try reader.string("notes")
    try reader.finish()
    if targets.isEmpty { throw reader.failure("an event needs at least one family in \"targets\"") }
    if sources.isEmpty { throw reader.failure("an event needs a source, or \"from memory, unverified\"") }
    if anchorOn < announcedOn {
      throw reader.failure("the market cannot react before the event is announced", at: "anchor_on")
    }
    if let endsOn, endsOn < effectiveOn ?? announcedOn {
      throw reader.failure("the event ends before it takes effect", at: "ends_on")
    }
  }
}
