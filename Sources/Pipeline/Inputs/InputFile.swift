import Records

/// One file that was handed in, with what is known of the page in it.
public struct InputFile: Hashable, Sendable {
  /// The path to read.
  public var path: String
  /// The source, when it was stated.
  public var source: SourceID?
  /// The address the page was saved from, when it was stated.
  public var url: String?
  /// When it was saved or fetched, when it was stated; otherwise the time of the file is taken.
  public var fetchedAt: Instant?

  /// A file of which nothing more is known.
  public init(path: String, source: SourceID? = nil, url: String? = nil, fetchedAt: Instant? = nil) {
    self.path = path
    self.source = source
    self.url = url
    self.fetchedAt = fetchedAt
  }

  /// Whether the file is an archive of several pages; ARC files count, so that they are refused as what they are.
  public var isArchive: Bool {
    let name = path.lowercased()
    return [".warc", ".warc.gz", ".arc", ".arc.gz"].contains { name.hasSuffix($0) }
  }

  /// Whether a file found in a folder is taken for a page, by the end of its name.
  static func looksLikePage(_ path: String) -> Bool {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name = String(name.dropLast(3)) }
    return [".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".json", ".response", ".warc", ".arc"].contains {
      name.hasSuffix($0)
    }
  }
}
