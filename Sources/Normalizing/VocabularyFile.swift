public import Records

extension Vocabulary {
  /// Reads vocabulary files, one a language.
  ///
  /// - Parameter files: The name and the bytes of each file, as JSON5.
  /// - Throws: `JSONFailure` with file, line and column for a syntax error or an unknown concept.
  public init(files: [(name: String, bytes: [UInt8])]) throws(JSONFailure) {
    var phrases: [Concept: [String]] = [:]
    var money = MoneyTable()
    var places = PlaceNames()
    for file in files {
      let json = try JSONReader.read(file.bytes, as: .json5, source: file.name)
      var reader = try JSONObjectReader(json, JSONObjectReader.Document(source: file.name, bytes: file.bytes))
      _ = try reader.string("$schema")
      _ = try reader.requiredString("language")
      for concept in Concept.allCases { phrases[concept, default: []] += try reader.strings(concept.rawValue) }
      try money.add(&reader)
      try places.add(&reader)
      try reader.finish()
    }
    self.init(phrases: phrases, money: money, places: places)
  }
}
