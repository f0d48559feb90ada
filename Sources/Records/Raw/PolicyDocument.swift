/// One official document (a rule, a notice, a filing) as its publisher describes it.
public struct PolicyDocument: Hashable, Sendable {
  /// The source.
  public var source: SourceID
  /// The publisher's number with its date.
  public var key: String
  /// The title.
  public var title: String
  /// The agency.
  public var agency: String?
  /// When it was published.
  public var published: String?
  /// When it takes effect.
  public var effective: String?
  /// The citation: "90 FR 12345".
  public var citation: String?
  /// The address.
  public var url: String?
  /// The abstract.
  public var abstract: String?
  /// Everything else that its publisher says of it.
  public var attributes: [Listing.Attribute] = []
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// A document of which only the necessary is known.
  public init(source: SourceID, key: String, title: String) {
    self.source = source
    self.key = key
    self.title = title
  }
}

extension PolicyDocument {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(
      source: SourceID(try reader.requiredString("source")), key: try reader.requiredString("key"),
      title: try reader.requiredString("title"))
    agency = try reader.string("agency")
    published = try reader.string("published")
    effective = try reader.string("effective")
    citation = try reader.string("citation")
    url = try reader.string("url")
    abstract = try reader.string("abstract")
    attributes = try Listing.Attribute.list(&reader, "attributes")
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "policy_document")
      writer.member("source", source.name)
      writer.member("key", key)
      writer.member("title", title)
      writer.member("agency", agency)
      writer.member("published", published)
      writer.member("effective", effective)
      writer.member("citation", citation)
      writer.member("url", url)
      writer.member("abstract", abstract)
      Listing.Attribute.write(attributes, "attributes", to: &writer)
      provenance.write(to: &writer)
    }
  }
}
