/// One page as it came: its bytes and what is known of how they were got.
public struct Page: Sendable {
  /// The source it belongs to, when that was stated or recognized.
  public var source: SourceID?
  /// Its address, when it is known; a saved page may have none.
  public var url: String?
  /// When it was fetched or saved.
  public var fetchedAt: Instant
  /// The status of the HTTP response; nil for a saved page.
  public var status: Int?
  /// The media type with its parameters ("text/html; charset=utf-8"), when it is known.
  public var contentType: String?
  /// The status line and header lines as they came over the wire, when they did, with the empty line behind them.
  public var httpHead: [UInt8]?
  /// The body as it came over the wire, when transfer or content coding made it other than `body`.
  public var wireBody: [UInt8]?
  /// The body, decoded.
  public var body: [UInt8]
  /// SHA-256 of `body`, 64 hexadecimal digits.
  public var sha256: String
  /// Where it is archived, once it is.
  public var location: ArchiveLocation?
  /// Why it is kept although it is not the page that was asked for; nil for a page.
  public var evidence: Evidence?
  /// Why its body is shorter than the server meant it; nil when it is whole.
  public var cut: Cut?
  /// The request line and headers that were sent for it, secrets withheld, with the empty line behind them.
  public var requestHead: [UInt8]?
  /// The earlier page whose body this one has too, when the server said so (304) or the bytes are the same.
  public var earlier: EarlierPage?

  /// What an answer beside the pages is kept for.
  public enum Evidence: String, Hashable, Sendable, CaseIterable {
    /// The robots.txt of a host.
    case robots
    /// A redirect on the way to a page.
    case redirect
    /// An attempt that failed; another followed, or a metadata record tells the end.
    case attempt
  }

  /// Why a body ends early, in the words of WARC-Truncated.
  public enum Cut: String, Hashable, Sendable, CaseIterable {
    /// A limit in size.
    case length
    /// A limit in time.
    case time
    /// The connection.
    case disconnect
  }

  /// A page; `sha256` is that of `body`.
  public init(source: SourceID? = nil, url: String? = nil, fetchedAt: Instant, body: [UInt8], sha256: String) {
    self.source = source
    self.url = url
    self.fetchedAt = fetchedAt
    self.body = body
    self.sha256 = sha256
  }

  /// The provenance of a record that stands at `place` of the page.
  public func provenance(at place: String? = nil) -> Provenance {
    Provenance(
      pageSHA256: sha256, fetchedAt: fetchedAt, at: place, archive: location?.file, offset: location?.offset)
  }
}

/// A record of an archive: the file, relative to the archive folder, and the offset of its first byte.
public struct ArchiveLocation: Hashable, Sendable {
  /// The file, relative to the archive folder.
  public let file: String
  /// The offset in bytes.
  public let offset: Int

  /// A place in an archive.
  public init(file: String, offset: Int) {
    self.file = file
    self.offset = offset
  }
}

/// A page that was archived before, as far as the next request for its address needs to know it.
public struct EarlierPage: Hashable, Sendable {
  /// The address.
  public let url: String
  /// When it was fetched.
  public let fetchedAt: Instant
  /// SHA-256 of its body.
  public let sha256: String
  /// Where it is archived; nil in an archive of somebody else's, which names it by address and time only.
  public var location: ArchiveLocation?
  /// The value of its ETag header, byte for byte.
  public let etag: String?
  /// The value of its Last-Modified header, byte for byte.
  public let lastModified: String?

  /// A page that was archived before.
  public init(
    url: String, fetchedAt: Instant, sha256: String, location: ArchiveLocation?, etag: String?, lastModified: String?
  ) {
    self.url = url
    self.fetchedAt = fetchedAt
    self.sha256 = sha256
    self.location = location
    self.etag = etag
    self.lastModified = lastModified
  }
}
