extension ReadingRules {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    let word = try reader.requiredString("format")
    switch word {
    case "html": format = .html(try RowLayout.list(&reader, .selector))
    case "json": format = .json(try RowLayout.list(&reader, .pointer))
    case "schema-org": format = .schemaOrg(try SchemaSyntax.list(&reader))
    case "feed": format = .feed(reader.keys.contains("layouts") ? try RowLayout.list(&reader, .element) : [])
    case "rates":
      guard var table = try reader.objectReader("table") else { throw reader.failure("\"table\" is missing") }
      format = .rates(try RateTable(&table))
      try table.finish()
    default: throw reader.failure("\"format\" is \"\(word)\"; it is html, json, schema-org, feed or rates")
    }
    claimed = try FieldSpec.alternatives(&reader, "claimed")
    empty = try FieldSpec.alternatives(&reader, "empty")
    blocked = try FieldSpec.alternatives(&reader, "blocked")
    failed = try FieldSpec.alternatives(&reader, "failed")
    sections = []
    for var section in try reader.objects("sections") {
      sections.append(try Section(&section))
      try section.finish()
    }
    expected = []
    if var shares = try reader.objectReader("expect") {
      for key in shares.keys {
        let share = try shares.required(key, "a share above 0 and at most 1") { json in
          json.double.flatMap { $0 > 0 && $0 <= 1 ? $0 : nil }
        }
        expected.append(Expectation(field: key, share: share))
      }
      try shares.finish()
    }
  }
}

extension SchemaSyntax {
  /// The syntaxes that `syntax` names; JSON-LD before microdata without it.
  fileprivate static func list(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [SchemaSyntax] {
    guard reader.keys.contains("syntax") else { return allCases }
    let words = try reader.strings("syntax")
    let syntaxes = words.compactMap(SchemaSyntax.init(rawValue:))
    guard !words.isEmpty, syntaxes.count == words.count, Set(syntaxes).count == words.count else {
      throw reader.failure("\"syntax\" is a list of json-ld and microdata, each once")
    }
    return syntaxes
  }
}

extension Section {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    selector = try reader.requiredString("selector")
    let attributes = try Listing.Attribute.list(&reader, "attribute")
    let drops = try reader.bool("drop") ?? false
    guard drops != (attributes.count == 1) else { throw reader.failure("give either one attribute or drop: true") }
    attribute = attributes.first
  }
}

extension RateTable {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    base = try reader.required("base", "an ISO 4217 code") { $0.string.flatMap(Currency.init(code:)) }
    element = try reader.requiredString("element")
    date = try reader.requiredString("date")
    quote = try reader.requiredString("quote")
    value = try reader.requiredString("value")
  }
}
