extension ReadingRules {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    let word = try reader.requiredString("format")
    switch word {
    case "html": format = .html(try RowLayout.list(&reader, isJSON: false))
    case "json": format = .json(try RowLayout.list(&reader, isJSON: true))
    case "schema-org": format = .schemaOrg
    case "feed": format = .feed
    case "rates":
      guard var table = try reader.objectReader("table") else { throw reader.failure("\"table\" is missing") }
      format = .rates(try RateTable(&table))
      try table.finish()
    default: throw reader.failure("\"format\" is \"\(word)\"; it is html, json, schema-org, feed or rates")
    }
    claimed = try FieldSpec.alternatives(&reader, "claimed")
    empty = try FieldSpec.alternatives(&reader, "empty")
    blocked = try FieldSpec.alternatives(&reader, "blocked")
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

extension RowLayout {
  /// The names of the contract that a field may fill.
  public static let fieldNames = [
    "key", "url", "title", "price", "currency_hint", "shipping", "condition", "location", "seller", "quantity_text",
    "side", "status", "posted",
  ]

  fileprivate static func list(_ reader: inout JSONObjectReader, isJSON: Bool) throws(JSONFailure) -> [RowLayout] {
    var layouts: [RowLayout] = []
    for var layout in try reader.objects("layouts") {
      layouts.append(try RowLayout(&layout, isJSON: isJSON))
      try layout.finish()
    }
    guard !layouts.isEmpty else { throw reader.failure("\"layouts\" is missing or empty") }
    return layouts
  }

  private init(_ reader: inout JSONObjectReader, isJSON: Bool) throws(JSONFailure) {
    name = try reader.requiredString("name")
    if var rows = isJSON ? nil : try xpathRows(&reader) {
      language = .xpath
      self.rows = try rows.requiredString("xpath")
      try rows.finish()
    } else {
      language = isJSON ? .pointer : .selector
      rows = try reader.requiredString("rows")
    }
    fields = []
    guard var members = try reader.objectReader("fields") else { throw reader.failure("\"fields\" is missing") }
    for key in members.keys {
      if key == "attributes" {
        guard var own = try members.objectReader(key) else { continue }
        for name in own.keys {
          let alternatives = try FieldSpec.alternatives(&own, name)
          fields.append(Field(name: name, isAttribute: true, alternatives: alternatives))
        }
        try own.finish()
      } else if Self.fieldNames.contains(key) {
        let alternatives = try FieldSpec.alternatives(&members, key)
        fields.append(Field(name: key, isAttribute: false, alternatives: alternatives))
      }
    }
    try members.finish()
    for needed in ["key", "title"] where !fields.contains(where: { $0.name == needed }) {
      throw members.failure("\"\(needed)\" is missing")
    }
    skip = []
    for var rule in try reader.objects("skip") {
      skip.append(Skip(field: try rule.requiredString("field"), texts: try rule.strings("texts")))
      try rule.finish()
    }
  }
}

/// The reader of `rows: { xpath: … }`, or nil when `rows` is a plain string.
private func xpathRows(_ reader: inout JSONObjectReader) throws(JSONFailure) -> JSONObjectReader? {
  guard let json = reader.value("rows"), json.object != nil else { return nil }
  return try reader.objectReader("rows")
}
