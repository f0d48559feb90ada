/// Where the text of a report comes from.
///
/// Of two versions of a report the one with the higher origin stands.
public enum TextOrigin: String, Hashable, Sendable, CaseIterable, Comparable {
  /// A few sentences of what it is about.
  case summary
  /// What the feed carries of it.
  case feed
  /// Its own page.
  case article

  /// Its place in that order, from 1.
  public var rank: Int {
    switch self {
    case .summary: 1
    case .feed: 2
    case .article: 3
    }
  }

  /// Whether the left one gives way to the right one.
  public static func < (left: TextOrigin, right: TextOrigin) -> Bool { left.rank < right.rank }
}

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
  /// What told when it was published: `json-ld`, `meta NAME`, `time`, `url`, `text` or `feed`.
  public var publishedFrom: String?
  /// When it was changed last, as shown.
  public var modified: String?
  /// Who wrote it.
  public var author: String?
  /// The publisher's own id in a feed, where that is not the key.
  public var guid: String?
  /// The main text, its paragraphs divided by line ends.
  public var text: String?
  /// Where the text comes from; nil when it is not known.
  public var textFrom: TextOrigin?
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
    publishedFrom = try reader.string("published_from")
    modified = try reader.string("modified")
    author = try reader.string("author")
    guid = try reader.string("guid")
    text = try reader.string("text")
    textFrom = try reader.optional("text_from", "summary, feed or article") {
      $0.string.flatMap(TextOrigin.init(rawValue:))
    }
    provenance = try Provenance(&reader)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "report")
      writeMembers(to: &writer)
      writer.member("published", published)
      writeBody(to: &writer)
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

  func writeBody(to writer: inout JSONWriter) {
    writer.member("published_from", publishedFrom)
    writer.member("modified", modified)
    writer.member("author", author)
    writer.member("guid", guid)
    writer.member("text", text)
    writer.member("text_from", textFrom?.rawValue)
  }
}
