import Records

/// Something that somebody wants to be told of once, as `pipelines/watches.json5` declares it.
public struct Watch: Hashable, Sendable {
  /// How it is told.
  public enum Channel: String, Hashable, Sendable, CaseIterable {
    /// A line of the answer, which cron mails.
    case lines
    /// A mail by sendmail to `AFTERMARKET_MAIL_TO`.
    case mail
    /// A JSON object posted to `AFTERMARKET_WEBHOOK`.
    case webhook
  }

  /// What is waited for.
  public enum Wish: Hashable, Sendable {
    /// An active listing of a model or family, of one of these conditions or of any, below a price in dollars a card.
    case priceBelow(models: [String], families: [String], conditions: [String], dollars: Double)
    /// An effect of an event on one of these families, or on any.
    case effectFound(families: [String])
    /// One of these sources, or any that is fetched, of which nothing was read for so many nights.
    case sourceSilent(sources: [SourceID], nights: Int)
  }

  /// What it is called.
  public let name: String
  /// What is waited for.
  public let wish: Wish
  /// How it is told.
  public let channels: [Channel]
}

extension Watch {
  /// Reads the text of `pipelines/watches.json5`.
  ///
  /// - Throws: `JSONFailure` with file, line, column and key path.
  static func read(
    json5: [UInt8], file: String, catalog: Catalog, sources: Set<SourceID>
  ) throws(JSONFailure) -> [Watch] {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    _ = try reader.string("$schema")
    var watches: [Watch] = []
    for var entry in try reader.objects("watches") {
      let watch = try Watch(&entry, catalog: catalog, sources: sources)
      guard !watches.contains(where: { $0.name == watch.name }) else {
        throw entry.failure("\"\(watch.name)\" stands twice")
      }
      watches.append(watch)
    }
    try reader.finish()
    return watches
  }

  private init(
    _ reader: inout JSONObjectReader, catalog: Catalog, sources known: Set<SourceID>
  ) throws(JSONFailure) {
    name = try reader.requiredString("name")
    guard !name.isEmpty else { throw reader.failure("\"name\" is empty") }
    func families() throws(JSONFailure) -> [String] {
      let names = try reader.strings("families")
      for name in names where !catalog.families.contains(where: { $0.name == name }) {
        throw reader.failure("no family is called \"\(name)\"; see: aftermarket models")
      }
      return names
    }
    switch try reader.requiredString("when") {
    case "price_below":
      let models = try reader.strings("models")
      for id in models where !catalog.models.contains(where: { $0.id == id }) {
        throw reader.failure("no model is called \"\(id)\"; see: aftermarket models")
      }
      let families = try families()
      guard !models.isEmpty || !families.isEmpty else {
        throw reader.failure("\"models\" or \"families\" must say whose price is watched")
      }
      let conditions = try reader.strings("conditions")
      for word in conditions where Condition(rawValue: word) == nil {
        throw reader.failure("no condition is called \"\(word)\"")
      }
      let dollars = try reader.required("usd_per_card", "a number above 0") { json in
        json.double.flatMap { $0 > 0 ? $0 : nil }
      }
      wish = .priceBelow(models: models, families: families, conditions: conditions, dollars: dollars)
    case "effect_found": wish = .effectFound(families: try families())
    case "source_silent":
      let names = try reader.strings("sources").map { SourceID($0) }
      for name in names where !known.contains(name) { throw reader.failure("no source is called \"\(name)\"") }
      let nights = try reader.required("nights", "a whole number from 1") { json in
        json.integer.flatMap { $0 >= 1 ? $0 : nil }
      }
      wish = .sourceSilent(sources: names, nights: nights)
    case let word:
      throw reader.failure("\"when\" is price_below, effect_found or source_silent, not \"\(word)\"")
    }
    var channels: [Channel] = []
    for word in try reader.strings("deliver") {
      guard let channel = Channel(rawValue: word) else {
        throw reader.failure("\"deliver\" takes lines, mail and webhook, not \"\(word)\"")
      }
      if !channels.contains(channel) { channels.append(channel) }
    }
    self.channels = channels.isEmpty ? [.lines] : channels
    try reader.finish()
  }
}
