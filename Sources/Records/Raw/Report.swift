/// One market report (a news article, an analyst's note, a forum post) as its page or feed shows it.
public struct Report: Hashable, Sendable {
  /// The source.
  public var source: SourceID
  /// The publisher's own id, or the address.
  public var key: String
  /// The address.
  public var url: String?
  /// The title.
  public var title: String
  /// Who publishes it.
  public var publisher: String?
  /// The language, as BCP 47.
  public var language: String?
  /// When it was published, as shown.
  public var published: String?
  /// The main text.
  public var text: String?
  /// Where it comes from.
  public var provenance: Provenance = .none

  /// A report of which only the necessary is known.
  public init(source: SourceID, key: String, title: String) {
    self.source = source
    self.key = key
    self.title = title
  }
}

extension Report {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(
      source: SourceID(try reader.requiredString("source")), key: try reader.requiredString("key"),
      title: try reader.requiredString("title"))
    url = try reader.string("url")
    publisher = try reader.string("publisher")
    language = try reader.string("language")
    published = try reader.string("published")
    text = try reader.string("text")
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "report")
      writeMembers(to: &writer)
      writer.member("published", published)
      writer.member("text", text)
      provenance.write(to: &writer)
    }
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("source", source.name)
    writer.member("key", key)
    writer.member("url", url)
    writer.member("title", title)
    writer.member("publisher", publisher)
    writer.member("language", language)
  }
}
