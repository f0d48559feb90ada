/// A row of a spec or parts table with its models and figures settled.
public struct NormalizedSpec: Hashable, Sendable {
  /// One figure or word of the row.
  public struct Value: Hashable, Sendable {
    /// What it says something of: "memory", "core_clock", or the table's own word for it.
    public var attribute: String
    /// The figure as a plain decimal, or the word.
    public var value: String
    /// The unit of the figure; absent for words and for a price whose currency is open.
    public var unit: String?
    /// The text as shown.
    public var text: String

    /// A value with the text that it was read from.
    public init(attribute: String, value: String, unit: String? = nil, text: String) {
      self.attribute = attribute
      self.value = value
      self.unit = unit
      self.text = text
    }
  }

  /// The source.
  public var source: SourceID
  /// The table's own id of the product.
  public var key: String
  /// The name of the product as shown.
  public var title: String
  /// Every catalog id that the row leaves possible, sorted.
  public var modelIDs: [String] = []
  /// What the row says, in its order.
  public var values: [Value] = []
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// The one catalog id, when exactly one remains.
  public var modelID: String? { modelIDs.count == 1 ? modelIDs[0] : nil }

  /// A row of which only the necessary is known.
  public init(source: SourceID, key: String, title: String) {
    self.source = source
    self.key = key
    self.title = title
  }
}

extension NormalizedSpec {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(
      source: SourceID(try reader.requiredString("source")), key: try reader.requiredString("key"),
      title: try reader.string("title") ?? "")
    modelIDs = try reader.strings("model_ids")
    for var entry in try reader.objects("values") {
      values.append(
        Value(
          attribute: try entry.requiredString("attribute"), value: try entry.requiredString("value"),
          unit: try entry.string("unit"), text: try entry.requiredString("text")))
      try entry.finish()
    }
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "spec")
      writer.member("source", source.name)
      writer.member("key", key)
      writer.member("title", title.isEmpty ? nil : title)
      writer.member("model_ids", modelIDs)
      writer.key("values")
      writer.array { writer in
        for value in values {
          writer.object { writer in
            writer.member("attribute", value.attribute)
            writer.member("value", value.value)
            writer.member("unit", value.unit)
            writer.member("text", value.text)
          }
        }
      }
      provenance.write(to: &writer)
    }
  }
}
