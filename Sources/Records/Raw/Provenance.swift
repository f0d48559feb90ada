/// Where a record comes from, down to the bytes.
public struct Provenance: Hashable, Sendable {
  /// SHA-256 of the page's body as archived, 64 hexadecimal digits.
  public var pageSHA256: String?
  /// When the page was fetched or saved.
  public var fetchedAt: Instant?
  /// The place in the page: an XPath or a JSON pointer.
  public var at: String?
  /// The archive file, relative to the archive folder.
  public var archive: String?
  /// The offset of the record in that file, in bytes.
  public var offset: Int?

  /// What is known of where a record comes from.
  public init(
    pageSHA256: String? = nil, fetchedAt: Instant? = nil, at: String? = nil, archive: String? = nil, offset: Int? = nil
  ) {
    self.pageSHA256 = pageSHA256
    self.fetchedAt = fetchedAt
    self.at = at
    self.archive = archive
    self.offset = offset
  }

  /// Nothing known.
  public static let none = Provenance()
}

extension Provenance {
  init(_ outer: inout JSONObjectReader) throws(JSONFailure) {
    self.init()
    guard var reader = try outer.objectReader("provenance") else { return }
    pageSHA256 = try reader.string("page_sha256")
    fetchedAt = try reader.optional("fetched_at", "a time such as 2025-07-14T21:05:00Z") {
      $0.string.flatMap(Instant.init(rfc3339:))
    }
    at = try reader.string("at")
    archive = try reader.string("archive")
    offset = try reader.integer("offset")
  }

  func write(to writer: inout JSONWriter) {
    guard self != .none else { return }
    writer.object("provenance") { writer in
      writer.member("page_sha256", pageSHA256)
      writer.member("fetched_at", fetchedAt?.description)
      writer.member("at", at)
      writer.member("archive", archive)
      writer.member("offset", offset)
    }
  }
}
