import DigestKit
import Records

extension ArchiveRecord {
  /// What a page may hold when nothing else is said, unpacked: 64 MiB.
  public static let usualPageLimit = 64 << 20

  /// The page that the record holds, with its codings taken off; nil when it is a record of another kind.
  ///
  /// - Throws: The record's `damage`, or that its body cannot be unpacked.
  public func page(limit: Int = ArchiveRecord.usualPageLimit) throws(ArchiveFailure) -> Page? {
    switch kind {
    case .response where isHTTP: break
    // wget keeps its own log as a resource.
    case .resource: if uri?.hasPrefix("metadata:") == true { return nil }
    default: return nil
    }
    if let damage { throw damage }
    guard let date else { throw failure(.fieldUnreadable(name: "WARC-Date", value: header("WARC-Date"))) }
    var page: Page
    if kind == .response, let message {
      let body = try body(of: message, limit: limit)
      page = Page(fetchedAt: date, body: body.bytes, sha256: body.sha256)
      page.status = message.status
      page.contentType = message.head["Content-Type"]
      page.httpHead = Array(message.headBytes)
      if !body.bytes.elementsEqual(message.wireBody) { page.wireBody = Array(message.wireBody) }
    } else {
      page = Page(fetchedAt: date, body: block, sha256: Digest256(of: block).hex)
      page.contentType = contentType
    }
    page.url = header(OwnField.urlStated) == "no" ? nil : uri
    page.location = location
    try readOwnFields(into: &page)
    return page
  }

  private func readOwnFields(into page: inout Page) throws(ArchiveFailure) {
    if let source = try own(OwnField.source) { page.source = SourceID(source) }
    if let url = try own(OwnField.url) { page.url = url }
    if let type = try own(OwnField.contentType) { page.contentType = type.isEmpty ? nil : type }
    if let text = try own(OwnField.status) {
      page.status = Int(text)
      if page.status == nil, !text.isEmpty { throw failure(.fieldUnreadable(name: OwnField.status, value: text)) }
    }
  }

  private func own(_ name: String) throws(ArchiveFailure) -> String? {
    guard let value = header(name) else { return nil }
    guard let text = FieldText.unescape(value) else { throw failure(.fieldUnreadable(name: name, value: value)) }
    return text
  }

  private func body(
    of message: HTTPMessage, limit: Int
  ) throws(ArchiveFailure) -> (bytes: [UInt8], sha256: String) {
    let wanted = header(OwnField.bodySHA256)
    let decoded = BodyCodings.decode(message, limit: limit)
    if case .success(let bytes) = decoded {
      let digest = Digest256(of: bytes).hex
      if wanted == nil || wanted == digest { return (bytes, digest) }
    }
    if let wanted {
      // We wrote it, from a body that came without the codings its head speaks of.
      let digest = Digest256(of: message.wireBody).hex
      if wanted == digest { return (Array(message.wireBody), digest) }
    }
    switch decoded {
    case .failure(let coding): throw failure(.bodyUnreadable(coding.why))
    case .success(let bytes):
      throw failure(
        .digestMismatch(field: OwnField.bodySHA256, written: wanted ?? "", found: Digest256(of: bytes).hex))
    }
  }
}

/// The header fields of our own that WARC has no names for.
enum OwnField {
  static let source = "Aftermarket-Source"
  static let urlStated = "Aftermarket-URL-Stated"
  static let url = "Aftermarket-URL"
  static let contentType = "Aftermarket-Content-Type"
  static let status = "Aftermarket-Status"
  static let bodySHA256 = "Aftermarket-Body-SHA256"
}
