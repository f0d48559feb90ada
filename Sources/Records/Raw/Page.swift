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
