import DigestKit
import HTTPKit
import Records

extension ArchiveRecord {
  /// What a page may hold when nothing else is said, unpacked: 64 MiB.
  public static let usualPageLimit = 64 << 20

  /// The page that the record holds, with its codings taken off; nil when it is evidence or a record of another kind.
  ///
  /// A revisit gives a page without a body, whose `earlier` says where that is: see `ArchiveFolder.filled`.
  /// A page that was cut off says so in `cut`; its body is what there is of it.
  /// - Throws: The record's `damage`, or that its body cannot be unpacked.
  public func page(limit: Int = ArchiveRecord.usualPageLimit) throws(ArchiveFailure) -> Page? {
    header(OwnField.evidence) == nil ? try answer(limit: limit) : nil
  }

  /// The answer that the record holds beside the pages, such as a redirect; nil for a page and all else.
  ///
  /// - Throws: The record's `damage`. A body that cannot be unpacked is given as it came.
  public func evidence(limit: Int = ArchiveRecord.usualPageLimit) throws(ArchiveFailure) -> Page? {
    guard let text = header(OwnField.evidence) else { return nil }
    guard let evidence = Page.Evidence(rawValue: text) else {
      throw failure(.fieldUnreadable(name: OwnField.evidence, value: text))
    }
    var page = try answer(limit: limit)
    page?.evidence = evidence
    return page
  }

  /// Whether the record holds a page, or says that one was as before.
  var isPage: Bool {
    guard header(OwnField.evidence) == nil else { return false }
    switch kind {
    case .response: return isHTTP
    // wget keeps its own log as a resource.
    case .resource: return uri?.hasPrefix("metadata:") != true
    case .revisit: return true
    default: return false
    }
  }

  private func answer(limit: Int) throws(ArchiveFailure) -> Page? {
    guard isPage || (header(OwnField.evidence) != nil && (kind == .response || kind == .resource)) else { return nil }
    if let damage { throw damage }
    guard let date else { throw failure(.fieldUnreadable(name: "WARC-Date", value: header("WARC-Date"))) }
    var page: Page
    if kind != .resource, let message {
      let body =
        kind == .revisit ? (bytes: [], sha256: Digest256(of: []).hex) : try body(of: message, limit: limit)
      page = Page(fetchedAt: date, body: body.bytes, sha256: body.sha256)
      page.status = message.status
      page.contentType = message.head["Content-Type"]
      page.httpHead = Array(message.headBytes)
      if kind == .response, !body.bytes.elementsEqual(message.wireBody) { page.wireBody = Array(message.wireBody) }
    } else {
      let body = kind == .revisit ? [] : block
      page = Page(fetchedAt: date, body: body, sha256: Digest256(of: body).hex)
      page.contentType = kind == .revisit ? nil : contentType
    }
    page.location = location
    page.url = try address()
    page.cut = cut
    try readOwnFields(into: &page)
    if kind == .revisit { page.earlier = try earlier(date: date) }
    return page
  }

  /// Why the body ends early; a reason that has no name here is taken for a lost connection.
  private var cut: Page.Cut? {
    guard kind != .revisit, let reason = header("WARC-Truncated") else { return nil }
    return Page.Cut(rawValue: lowercased(reason)) ?? .disconnect
  }

  /// The address that the record is about; nil when none was known.
  func address() throws(ArchiveFailure) -> String? {
    if header(OwnField.urlStated) == "no" { return nil }
    let written = try own(OwnField.url)
    return written ?? uri
  }

  private func readOwnFields(into page: inout Page) throws(ArchiveFailure) {
    if let source = try own(OwnField.source) { page.source = SourceID(source) }
    if let type = try own(OwnField.contentType) { page.contentType = type.isEmpty ? nil : type }
    if let text = try own(OwnField.status) {
      page.status = Int(text)
      if page.status == nil, !text.isEmpty { throw failure(.fieldUnreadable(name: OwnField.status, value: text)) }
    }
  }

  func own(_ name: String) throws(ArchiveFailure) -> String? {
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
    let wire = Array(message.wireBody)
    if wanted != nil || cut != nil || header(OwnField.evidence) != nil {
      // We wrote it, from a body that came without the codings its head speaks of; or it is not whole.
      let digest = Digest256(of: wire).hex
      if wanted == digest { return (wire, digest) }
      if let wanted, message.isChunked {
        let begun = ChunkedBody(message.wireBody, limit: limit).body
        if Digest256(of: begun).hex == wanted { return (begun, wanted) }
      }
      if cut != nil || header(OwnField.evidence) != nil { return (wire, digest) }
    }
    switch decoded {
    case .failure(let coding): throw failure(.bodyUnreadable(coding.why))
    case .success(let bytes):
      throw failure(
        .digestMismatch(field: OwnField.bodySHA256, written: wanted ?? "", found: Digest256(of: bytes).hex))
    }
  }
}
