/// One row of a spec or parts table as its page shows it: a product, and what the table says of it.
public struct SpecRow: Hashable, Sendable {
  /// The source.
  public var source: SourceID
  /// The table's own id of the product.
  public var key: String
  /// The name of the product.
  public var title: String
  /// What the columns say, in the order of the page: "chip", "memory", "price".
  public var attributes: [Listing.Attribute] = []
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// A row of which only the necessary is known.
  public init(source: SourceID, key: String, title: String) {
    self.source = source
    self.key = key
    self.title = title
  }
}

extension SpecRow {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(
      source: SourceID(try reader.requiredString("source")), key: try reader.requiredString("key"),
      title: try reader.requiredString("title"))
    attributes = try Listing.Attribute.list(&reader, "attributes")
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "spec")
      writer.member("source", source.name)
      writer.member("key", key)
      writer.member("title", title)
      Listing.Attribute.write(attributes, "attributes", to: &writer)
      provenance.write(to: &writer)
    }
  }
}
