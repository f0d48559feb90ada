import Records

/// One record of an archive, with all its bytes.
public struct ArchiveRecord: Sendable {
  /// The kinds of records of WARC 1.1.
  public enum Kind: String, Hashable, Sendable {
    /// A response as it came over the wire.
    case response
    /// A page without the protocol it came by.
    case resource
    /// The request that a response answers.
    case request
    /// Facts about the archive.
    case warcinfo
    /// Facts about another record.
    case metadata
    /// A page that was found unchanged.
    case revisit
    /// A page in another form.
    case conversion
    /// The rest of a record that was split.
    case continuation
  }

  /// The archive file, as it was named to the reader.
  public let file: String
  /// The offset of the record in the file.
  public let offset: Int
  /// How many bytes of the file the record takes up.
  public let length: Int
  /// All bytes between head and end.
  public let block: [UInt8]
  /// What is wrong with it, when its bytes are not what its head says.
  public let damage: ArchiveFailure?
  let head: RecordHead
  /// Where the reader saw the body of a revisit whose head does not say where it is.
  var seenBody: ArchiveLocation?

  /// The kind of the record, as it is written.
  public var type: String { head["WARC-Type"].map(lowercased) ?? "" }

  /// The kind of the record; nil when it is none of WARC 1.1.
  public var kind: Kind? { Kind(rawValue: type) }

  /// What the record is about, without the angle brackets that wget puts around it.
  public var uri: String? {
    guard let uri = head["WARC-Target-URI"] else { return nil }
    return uri.hasPrefix("<") && uri.hasSuffix(">") ? String(uri.dropFirst().dropLast()) : uri
  }

  /// When the record was made; nil when its WARC-Date is missing or makes no sense.
  public var date: Instant? { head["WARC-Date"].flatMap { Instant(rfc3339: $0) } }

  /// The identity of the record, with its angle brackets.
  public var id: String? { head["WARC-Record-ID"] }

  /// The media type of the block.
  public var contentType: String? { head["Content-Type"] }

  /// The header lines of the record, in order.
  public var headers: [(name: String, value: String)] { head.fields.map { ($0.name, $0.value) } }

  /// The value of the first header line of this name, in any case.
  public func header(_ name: String) -> String? { head[name] }

  /// Where the record is.
  public var location: ArchiveLocation { ArchiveLocation(file: file, offset: offset) }

  /// Whether the block is an HTTP message.
  var isHTTP: Bool {
    guard let type = contentType else { return false }
    return lowercased(type).hasPrefix("application/http")
  }

  /// The HTTP message in the block; nil when there is none.
  var message: HTTPMessage? { isHTTP ? HTTPMessage(block) : nil }

  /// The block without the HTTP head, as it came over the wire.
  public var payload: ArraySlice<UInt8> { message?.wireBody ?? block[...] }

  func failure(_ reason: ArchiveFailure.Reason) -> ArchiveFailure {
    ArchiveFailure(reason, file: file, offset: offset)
  }
}

/// Latin letters in lower case, all else as it is.
func lowercased(_ text: String) -> String {
  String(decoding: text.utf8.map(RecordHead.lower), as: UTF8.self)
}
