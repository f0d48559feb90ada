/// What a person who looked says of one listing, over what its rules read: "this is no H100, it is its cooler".
public struct Correction: Hashable, Sendable {
  /// The source of the listing.
  public let source: SourceID
  /// Its key there.
  public let key: String
  /// Whether it belongs to no market that is followed; then nothing else is set.
  public let excludes: Bool
  /// What kind of thing is sold.
  public let kind: Observation.Kind?
  /// The models that remain; nil where they are as read, empty where none is meant.
  public let modelIDs: [String]?
  /// The family of those models, or several joined by `|`.
  public let family: String?
  /// GPUs that one purchase delivers.
  public let quantity: Int?
  /// The condition.
  public let condition: Condition?
  /// Why.
  public let reason: String
  /// Who says so.
  public let by: String
  /// When it was said.
  public let date: Day

  /// The line that a listing's `why` gets.
  public var why: String { "corrected by \(by) on \(date): \(reason)" }
}

extension Correction {
  /// Reads the text of `pipelines/corrections.json5`.
  ///
  /// - Parameters:
  ///   - json5: The bytes of the file.
  ///   - file: Its name, for messages.
  ///   - catalog: Whose models corrections may name.
  ///   - sources: The declared sources; a correction of another one would silently do nothing.
  /// - Throws: `JSONFailure` with file, line, column and key path for a syntax error, an unknown or missing key, a model or
  ///   source that is not known, a listing that stands twice, or a correction that sets nothing or contradicts itself.
  public static func read(
    json5: [UInt8], file: String, catalog: Catalog, sources: Set<SourceID>
  ) throws(JSONFailure) -> [Correction] {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    _ = try reader.string("$schema")
    guard reader.keys.contains("corrections") else { throw reader.failure("the key \"corrections\" is missing") }
    var corrections: [Correction] = []
    var seen: [SourceID: Set<String>] = [:]
    for var entry in try reader.objects("corrections") {
      let correction = try Correction(&entry, catalog)
      guard sources.contains(correction.source) else {
        throw entry.failure("no source is called \"\(correction.source)\"", at: "source")
      }
      guard seen[correction.source, default: []].insert(correction.key).inserted else {
        throw entry.failure("\"\(correction.key)\" of \(correction.source) stands twice", at: "key")
      }
      corrections.append(correction)
    }
    try reader.finish()
    return corrections
  }

  private init(_ reader: inout JSONObjectReader, _ catalog: Catalog) throws(JSONFailure) {
    func said(_ key: String) throws(JSONFailure) -> String {
      let text = try reader.requiredString(key)
      guard text.utf8.contains(where: { $0 > 0x20 }) else { throw reader.failure("\"\(key)\" says nothing", at: key) }
      return text
    }
    source = SourceID(try said("source"))
    key = try said("key")
    reason = try said("reason")
    by = try said("by")
    date = try reader.requiredDay("date")
    guard var set = try reader.objectReader("set") else { throw reader.failure("the key \"set\" is missing") }
    excludes = try set.bool("exclude") ?? false
    kind = try set.word("kind")
    modelIDs = try Self.models(&set, catalog)
    family = modelIDs.flatMap { ids in
      let families = ids.compactMap { catalog.model(id: $0)?.family }
      let distinct = families.enumerated().filter { families[..<$0.offset].contains($0.element) == false }
      return distinct.isEmpty ? nil : distinct.map(\.element).joined(separator: "|")
    }
    quantity = try set.optional("quantity", "a whole number from 0") { $0.integer.flatMap { $0 >= 0 ? $0 : nil } }
    condition = try set.word("condition")
    try set.finish()
    let isEmpty = kind == nil && modelIDs == nil && quantity == nil && condition == nil
    if excludes, !isEmpty { throw set.failure("\"exclude\" stands alone: nothing else of the listing counts then") }
    if !excludes, isEmpty { throw set.failure("give kind, model_id, model_ids, quantity, condition or exclude: true") }
    if let kind, !kind.isGPUs {
      if let quantity, quantity > 0 { throw set.failure("a listing of kind \(kind.rawValue) delivers no GPU") }
      if let modelIDs, !modelIDs.isEmpty { throw set.failure("a listing of kind \(kind.rawValue) is of no model") }
    } else if kind != nil, quantity == 0 {
      throw set.failure("a listing that sells GPUs delivers at least one", at: "quantity")
    }
    try reader.finish()
  }

  private static func models(_ set: inout JSONObjectReader, _ catalog: Catalog) throws(JSONFailure) -> [String]? {
    let one = try set.string("model_id")
    guard set.keys.contains("model_ids") else {
      guard let one else { return nil }
      guard catalog.model(id: one) != nil else { throw set.failure("the catalog has no \"\(one)\"", at: "model_id") }
      return [one]
    }
    guard one == nil else { throw set.failure("give model_id or model_ids") }
    let ids = try set.distinctStrings("model_ids")
    if let unknown = ids.first(where: { catalog.model(id: $0) == nil }) {
      throw set.failure("the catalog has no \"\(unknown)\"", at: "model_ids")
    }
    return ids.sorted()
  }
}

extension Observation.Kind {
  /// Whether one purchase of it delivers GPUs.
  public var isGPUs: Bool { self == .card || self == .system || self == .baseboard }
}
