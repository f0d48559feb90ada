public import Records

/// The words by which an official document is told to be about tracked families; `pipelines/policy/terms.json5`.
public struct PolicyTerms: Sendable {
  /// A rule, told by its words, with the families it is about from some day on.
  struct Rule: Sendable {
    let name: String
    let terms: [String]
    let about: [(since: Day?, families: [String])]
  }

  let rules: [Rule]
  /// Words of a document that only arranges a hearing or moves a deadline.
  let procedural: [String]
  /// Words that say that something changes all the same.
  let substantive: [String]
  /// Makers' words that must stand beside a family's name.
  let makers: [String]
  /// Families that a text means with "and its equivalents".
  let equivalents: [String: [String]]
  /// Items of a filing that tell of a change without naming a part.
  let filingItems: [String: String]

  /// Nothing to look for.
  public init() {
    rules = []
    procedural = []
    substantive = []
    makers = []
    equivalents = [:]
    filingItems = [:]
  }

  /// Reads the file.
  ///
  /// - Throws: `JSONFailure` with file, line, column and path of keys.
  public init(json5: [UInt8], file: String, catalog: Catalog) throws(JSONFailure) {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    let known = Set(catalog.families.map(\.name))
    var rules: [Rule] = []
    for var entry in try reader.objects("rules") {
      let name = try entry.requiredString("name")
      let terms = try entry.strings("terms")
      _ = try entry.strings("sources")
      var about: [(since: Day?, families: [String])] = []
      for var period in try entry.objects("about") {
        let since = try period.optional("since", "a day such as 2023-10-17") { $0.string.flatMap(Day.init(iso:)) }
        let families = try period.strings("families")
        for family in families where !known.contains(family) {
          throw period.failure("\"\(family)\" is no family of the catalog")
        }
        about.append((since, families))
        try period.finish()
      }
      rules.append(Rule(name: name, terms: terms.map { $0.lowercased() }, about: about))
      try entry.finish()
    }
    self.rules = rules
    procedural = try reader.strings("procedural").map { $0.lowercased() }
    substantive = try reader.strings("substantive").map { $0.lowercased() }
    makers = try reader.strings("makers").map { $0.lowercased() }
    var equivalents: [String: [String]] = [:]
    for var entry in try reader.objects("equivalents") {
      equivalents[try entry.requiredString("family")] = try entry.strings("families")
      try entry.finish()
    }
    self.equivalents = equivalents
    var items: [String: String] = [:]
    for var entry in try reader.objects("filing_items") {
      items[try entry.requiredString("item")] = try entry.requiredString("tells")
      try entry.finish()
    }
    filingItems = items
    try reader.finish()
  }
}
