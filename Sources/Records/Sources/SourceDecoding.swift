extension SourceDefinition {
  /// Reads the text of a source's file.
  ///
  /// - Parameters:
  ///   - json5: The bytes of the file.
  ///   - file: Its name, for messages.
  /// - Throws: `JSONFailure` with file, line, column and path of keys; unknown and duplicate keys are errors.
  public init(json5: [UInt8], file: String) throws(JSONFailure) {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    _ = try reader.string("$schema")
    id = SourceID(try reader.requiredString("name"))
    title = try reader.requiredString("title")
    kind = try reader.required("kind", words(Kind.self)) { $0.string.flatMap(Kind.init(rawValue:)) }
    access = try reader.required("access", words(Access.self)) { $0.string.flatMap(Access.init(rawValue:)) }
    url = try reader.requiredString("url")
    locale = try reader.string("locale")
    currency = try reader.optional("currency", "an ISO 4217 code") { $0.string.flatMap(Currency.init(code:)) }
    country = try reader.string("country")
    utcOffsetMinutes = try reader.integer("utc_offset_minutes")
    terms = try reader.requiredString("terms")
    robots = try reader.requiredString("robots")
    auth = try reader.requiredString("auth")
    retentionDays = try reader.integer("retention_days")
    allowedUses = try reader.required("allowed_uses", "a list of \(words(AllowedUse.self))") { json in
      let uses = json.array?.compactMap { $0.string.flatMap(AllowedUse.init(rawValue:)) }
      return uses?.count == json.array?.count ? uses : nil
    }
    if var fetch = try reader.objectReader("fetch") {
      self.fetch = try FetchRules(&fetch)
      try fetch.finish()
    }
    if access != .saved && fetch == nil { throw reader.failure("a source that is fetched needs \"fetch\"") }
    if access == .saved && fetch != nil {
      throw reader.failure("a source read from saved pages only must not have \"fetch\"")
    }
    guard var recognize = try reader.objectReader("recognize") else {
      throw reader.failure("\"recognize\" is missing")
    }
    self.recognize = try RecognitionRules(&recognize)
    try recognize.finish()
    guard var reading = try reader.objectReader("read") else { throw reader.failure("\"read\" is missing") }
    self.reading = try ReadingRules(&reading)
    try reading.finish()
    self.file = file
    try reader.finish()
  }
}

/// The words of a closed set, for messages.
private func words<Words: CaseIterable & RawRepresentable>(_ type: Words.Type) -> String
where Words.RawValue == String {
  type.allCases.map(\.rawValue).joined(separator: ", ")
}

extension RecognitionRules {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    hosts = try reader.strings("hosts")
    contains = try reader.strings("contains")
    selector = try reader.string("selector")
    isFallback = try reader.bool("fallback") ?? false
    if hosts.isEmpty && contains.isEmpty && selector == nil {
      throw reader.failure("nothing here tells one of its pages: give hosts, contains or selector")
    }
  }
}
