import DigestKit
import Records

/// The bytes of records, as they are before compression.
enum RecordText {
  /// A record of `fields` and `block`, with length, identity and digests added.
  ///
  /// The identity is derived from what the record says, so that the same page gives the same record.
  static func record(
    type: ArchiveRecord.Kind, date: Instant, fields: [(String, String)], contentType: String?, block: [UInt8],
    payload: ArraySlice<UInt8>? = nil
  ) -> (id: String, bytes: [UInt8]) {
    let blockDigest = Digest256(of: block)
    var lines = [("WARC-Type", type.rawValue), ("WARC-Date", date.description)]
    lines += fields
    if let contentType { lines.append(("Content-Type", contentType)) }
    // In hexadecimal, as other tools show a SHA-256; in base32 its padding would be no token of the standard.
    lines.append(("WARC-Block-Digest", "sha256:\(blockDigest.hex)"))
    if let payload {
      let digest = payload.count == block.count ? blockDigest : Digest256(of: payload)
      lines.append(("WARC-Payload-Digest", "sha256:\(digest.hex)"))
    }
    let id = "<urn:uuid:\(uuid(of: lines.map { "\($0.0): \($0.1)\n" }.joined()))>"
    lines.insert(("WARC-Record-ID", id), at: 1)
    lines.append(("Content-Length", String(block.count)))
    let head = "WARC/1.1\r\n" + lines.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n"
    return (id, Array(head.utf8) + block + Array("\r\n\r\n".utf8))
  }

  /// A UUID of version 8 (RFC 9562: "custom"), made of the SHA-256 of `text`.
  static func uuid(of text: String) -> String {
    var bytes = Array(Digest256(of: text).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Array(Hex.encode(bytes))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }.joined(separator: "-")
  }
}

/// A page on its way into a record.
struct PageRecord {
  let page: Page
  let archiveID: String

  /// The bytes of the record, or why the page cannot be one.
  func bytes(file: String) throws(ArchiveFailure) -> [UInt8] {
    guard Instant(rfc3339: page.fetchedAt.description) == page.fetchedAt else {
      throw unusable("its time \(page.fetchedAt) is outside the years 0 to 9999", file)
    }
    guard Digest256(of: page.body).hex == page.sha256 else {
      throw unusable("its SHA-256 is said to be \(excerpt(page.sha256.utf8)), which its body does not have", file)
    }
    var fields = [("WARC-Warcinfo-ID", archiveID)] + addressFields()
    if let source = page.source { fields.append((OwnField.source, FieldText.escape(source.name))) }
    let result = try page.httpHead == nil ? resource(&fields) : response(&fields, file)
    guard fields.reduce(0, { $0 + $1.0.utf8.count + $1.1.utf8.count }) < RecordHead.limit / 2 else {
      throw unusable("its address and head fields are larger than \(RecordHead.limit / 2) bytes", file)
    }
    return result(fields).bytes
  }

  private typealias Builder = ([(String, String)]) -> (id: String, bytes: [UInt8])

  private func addressFields() -> [(String, String)] {
    guard let url = page.url else {
      return [("WARC-Target-URI", ownURI), (OwnField.urlStated, "no")]
    }
    if FieldText.isPlainURI(url) { return [("WARC-Target-URI", url)] }
    return [("WARC-Target-URI", ownURI), (OwnField.url, FieldText.escape(url))]
  }

  /// What a page without an address of its own is about: its bytes.
  private var ownURI: String { "urn:sha256:\(page.sha256)" }

  private func resource(_ fields: inout [(String, String)]) -> Builder {
    var contentType = page.contentType
    if let type = contentType, !FieldText.isPlain(type) {
      fields.append((OwnField.contentType, FieldText.escape(type)))
      contentType = nil
    }
    if let status = page.status { fields.append((OwnField.status, String(status))) }
    return { [page] fields in
      RecordText.record(
        type: .resource, date: page.fetchedAt, fields: fields, contentType: contentType, block: page.body,
        payload: page.body[...])
    }
  }

  private func response(_ fields: inout [(String, String)], _ file: String) throws(ArchiveFailure) -> Builder {
    let head = page.httpHead ?? []
    let block = head + (page.wireBody ?? page.body)
    guard let message = HTTPMessage(block), message.headBytes.count == head.count else {
      throw unusable("its HTTP head does not end with an empty line, or has one inside", file)
    }
    guard page.wireBody != nil || message.wireBody.elementsEqual(page.body) else {
      throw unusable("its HTTP head and body do not fit together", file)
    }
    if message.status != page.status { fields.append((OwnField.status, page.status.map { String($0) } ?? "")) }
    if message.head["Content-Type"] != page.contentType {
      fields.append((OwnField.contentType, FieldText.escape(page.contentType ?? "")))
    }
    fields.append((OwnField.bodySHA256, page.sha256))
    return { [page] fields in
      RecordText.record(
        type: .response, date: page.fetchedAt, fields: fields, contentType: "application/http; msgtype=response",
        block: block, payload: message.wireBody)
    }
  }

  private func unusable(_ why: String, _ file: String) -> ArchiveFailure {
    ArchiveFailure(.pageUnusable(why), file: file)
  }
}
