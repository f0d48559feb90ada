/// Between which prices a card of some models can be expected: a guide where too few prices stand around one.
public struct PriceRange: Hashable, Sendable {
  /// The models, by their ids of the catalog.
  public let modelIDs: [String]
  /// The low end, in US dollars a card.
  public let lowUSD: Double
  /// The high end, in US dollars a card.
  public let highUSD: Double
  /// What it rests on.
  public let basis: String
  /// Where that stands.
  public let sources: [String]

  /// Reads the text of `pipelines/price-ranges.json5`.
  ///
  /// - Throws: `JSONFailure` for a syntax error, an unknown or missing key, a model that the catalog does not have or that
  ///   stands twice, or a range that is none.
  public static func read(json5: [UInt8], file: String, catalog: Catalog) throws(JSONFailure) -> [PriceRange] {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    var ranges: [PriceRange] = []
    var seen: Set<String> = []
    for var entry in try reader.objects("ranges") {
      let range = try PriceRange(&entry)
      for model in range.modelIDs {
        guard catalog.model(id: model) != nil else {
          throw entry.failure("the catalog has no \"\(model)\"", at: "models")
        }
        guard seen.insert(model).inserted else { throw entry.failure("\"\(model)\" stands twice", at: "models") }
      }
      ranges.append(range)
    }
    try reader.finish()
    return ranges
  }

  private init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    modelIDs = try reader.distinctStrings("models")
    lowUSD = try reader.required("low", "a price above 0") { $0.double.flatMap { $0 > 0 ? $0 : nil } }
    highUSD = try reader.required("high", "a price above 0") { $0.double.flatMap { $0 > 0 ? $0 : nil } }
    basis = try reader.requiredString("basis")
    sources = try reader.distinctStrings("sources")
    guard !modelIDs.isEmpty else { throw reader.failure("a range is of one model at least", at: "models") }
    guard lowUSD < highUSD else { throw reader.failure("the low end must lie below the high one", at: "low") }
    guard !sources.isEmpty else { throw reader.failure("a range says where it is from", at: "sources") }
    try reader.finish()
  }
}
