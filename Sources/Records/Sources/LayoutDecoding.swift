extension RowLayout {
  static func list(_ reader: inout JSONObjectReader, _ language: Language) throws(JSONFailure) -> [RowLayout] {
    var layouts: [RowLayout] = []
    for var layout in try reader.objects("layouts") {
      layouts.append(try RowLayout(&layout, language))
      try layout.finish()
    }
    guard !layouts.isEmpty else { throw reader.failure("\"layouts\" is missing or empty") }
    return layouts
  }

  private init(_ reader: inout JSONObjectReader, _ usual: Language) throws(JSONFailure) {
    name = try reader.requiredString("name")
    record =
      try reader.optional("record", "one of \(Record.words)") { $0.string.flatMap(Record.init(rawValue:)) } ?? .listing
    (language, rows) = try Self.rows(&reader, usual)
    fields = []
    guard var members = try reader.objectReader("fields") else { throw reader.failure("\"fields\" is missing") }
    for key in members.keys {
      if key == "attributes", record != .report {
        guard var own = try members.objectReader(key) else { continue }
        for name in own.keys {
          let alternatives = try FieldSpec.alternatives(&own, name)
          fields.append(Field(name: name, isAttribute: true, alternatives: alternatives))
        }
        try own.finish()
      } else if record.fieldNames.contains(key) {
        let alternatives = try FieldSpec.alternatives(&members, key)
        fields.append(Field(name: key, isAttribute: false, alternatives: alternatives))
      }
    }
    try members.finish()
    for needed in ["key", "title"] where !fields.contains(where: { $0.name == needed }) {
      throw members.failure("\"\(needed)\" is missing")
    }
    if language == .selector || language == .xpath {
      for field in fields where field.alternatives.contains(where: { !$0.parts.isEmpty || $0.isOfPage || $0.counts }) {
        throw members.failure("\"join\", \"root\" and \"size\" of \"\(field.name)\" are not for HTML")
      }
    }
    skip = try Self.rules(&reader, "skip")
    only = try Self.rules(&reader, "only")
    if var rule = try reader.objectReader("split") {
      guard record == .listing, language != .selector, language != .xpath else {
        throw rule.failure("\"split\" is for listings of feeds and JSON")
      }
      split = try SplitRule(&rule)
      try rule.finish()
    }
  }

  private static func rules(_ reader: inout JSONObjectReader, _ key: String) throws(JSONFailure) -> [Skip] {
    var rules: [Skip] = []
    for var rule in try reader.objects(key) {
      rules.append(Skip(field: try rule.requiredString("field"), texts: try rule.strings("texts")))
      try rule.finish()
    }
    return rules
  }

  /// What `rows` says: a plain string in the usual language, `{ xpath: … }` in HTML, `{ columns: … }` in JSON.
  private static func rows(
    _ reader: inout JSONObjectReader, _ usual: Language
  ) throws(JSONFailure) -> (Language, String) {
    guard reader.value("rows")?.object != nil, var rows = try reader.objectReader("rows") else {
      return (usual, try reader.requiredString("rows"))
    }
    let language = usual == .selector ? Language.xpath : .columns
    guard usual != .element else { throw rows.failure("a feed's rows are a name of elements") }
    let place = try rows.requiredString(language.rawValue)
    try rows.finish()
    return (language, place)
  }
}

extension RowLayout.Record {
  fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The names of the contract that a field of such a record may fill.
  public var fieldNames: [String] {
    switch self {
    case .listing:
      [
        "key", "url", "title", "price", "currency_hint", "shipping", "condition", "location", "seller",
        "quantity_text", "side", "status", "posted",
      ]
    case .report: ["key", "url", "title", "publisher", "language", "published", "text"]
    case .spec: ["key", "title"]
    case .policyDocument:
      ["key", "title", "agency", "published", "effective", "citation", "url", "abstract"]
    }
  }
}
