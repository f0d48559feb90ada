import DigestKit
import Records

/// A page on its way into the archive: the record of its answer, and that of its request when it is known.
struct PageRecord {
  let page: Page
  let archiveID: String
  /// How many records stand before it.
  let number: Int
  let file: String
  /// The record that holds the body, when the page is to be a revisit of it.
  let earlier: BodyRecord?
  /// Whether the digest of the page was just taken of its body, so that it need not be taken again.
  let isDigestKnown: Bool

  /// The records, that of the page first; or why the page cannot be archived.
  func records() throws(ArchiveFailure) -> [RecordText] {
    guard Instant(rfc3339: page.fetchedAt.description) == page.fetchedAt else {
      throw unusable("its time \(page.fetchedAt) is outside the years 0 to 9999")
    }
    guard let digest = isDigestKnown ? Digest256(hex: page.sha256) : Digest256(of: page.body),
      isDigestKnown || digest.hex == page.sha256
    else {
      throw unusable("its SHA-256 is said to be \(excerpt(page.sha256.utf8)), which its body does not have")
    }
    guard page.body.count + (page.httpHead?.count ?? 0) <= ArchiveReader.usualLimit,
      page.wireBody?.count ?? 0 <= ArchiveReader.usualLimit
    else { throw unusable("it is larger than \(ArchiveReader.usualLimit) bytes, which is more than is read again") }
    do throws(DigestFailure) {
      var answer = try page.httpHead == nil || page.httpHead == [] ? resource(digest) : response(digest)
      guard let request = page.requestHead else { return [answer] }
      var asked = try RecordText(
        type: .request, date: page.fetchedAt, number: number + 1, fields: commonFields,
        contentType: "application/http; msgtype=request", block: [request[...]])
      answer.add(concurrentTo: asked.id)
      asked.add(concurrentTo: answer.id)
      return [answer, asked]
    } catch { throw unusable(error.description) }
  }

  private var commonFields: [(String, String)] {
    var fields = [("WARC-Warcinfo-ID", archiveID)] + RecordAddress.fields(page.url, else: ownURI)
    if let source = page.source { fields.append((OwnField.source, FieldText.escape(source.name))) }
    return fields
  }

  /// What a page without an address of its own is about: its bytes.
  private var ownURI: String { "urn:sha256:\(page.sha256)" }

  /// What is said of every answer, whatever record it becomes.
  private var answerFields: [(String, String)] {
    var fields = commonFields
    if let evidence = page.evidence { fields.append((OwnField.evidence, evidence.rawValue)) }
    if let earlier {
      fields += earlier.fields
      // WARC 1.1, 6.7.2: "A WARC-Truncated header with reason 'length' should be used for any identical-digest
      // truncation." An answer of 304 has no body to cut.
      if page.status != 304 { fields.append(("WARC-Truncated", "length")) }
    } else if let cut = page.cut {
      fields.append(("WARC-Truncated", cut.rawValue))
    }
    return fields
  }

  private func resource(_ digest: Digest256) throws(DigestFailure) -> RecordText {
    var fields = answerFields
    var contentType = page.contentType
    if let type = contentType, !FieldText.isPlain(type) || earlier != nil {
      fields.append((OwnField.contentType, FieldText.escape(type)))
      contentType = nil
    }
    if let status = page.status { fields.append((OwnField.status, String(status))) }
    if let earlier {
      return try RecordText(
        type: .revisit, date: page.fetchedAt, number: number, fields: profile(earlier) + fields, contentType: nil,
        block: [], payload: earlier.payload)
    }
    return try RecordText(
      type: .resource, date: page.fetchedAt, number: number, fields: fields, contentType: contentType,
      block: [page.body[...]], blockDigest: digest, payload: digest)
  }

  private func response(_ digest: Digest256) throws(DigestFailure) -> RecordText {
    let head = page.httpHead ?? []
    let message = HTTPMessage(head)
    var fields = answerFields
    if message?.status != page.status { fields.append((OwnField.status, page.status.map { String($0) } ?? "")) }
    if message?.head["Content-Type"] != page.contentType {
      fields.append((OwnField.contentType, FieldText.escape(page.contentType ?? "")))
    }
    let contentType = "application/http; msgtype=response"
    if let earlier {
      return try RecordText(
        type: .revisit, date: page.fetchedAt, number: number, fields: profile(earlier) + fields,
        contentType: contentType, block: [head[...]], payload: earlier.payload)
    }
    fields.append((OwnField.bodySHA256, page.sha256))
    let body = page.wireBody ?? page.body
    let payload = isFoundAgain ? page.wireBody.map { Digest256(of: $0) } ?? digest : nil
    return try RecordText(
      type: .response, date: page.fetchedAt, number: number, fields: fields, contentType: contentType,
      block: [head[...], body[...]], payload: payload)
  }

  private func profile(_ earlier: BodyRecord) -> [(String, String)] {
    let name = page.status == 304 ? "server-not-modified" : "identical-payload-digest"
    return [("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/\(name)")]
  }

  /// Checks that the parts of the page will be found again where the record has them.
  func check() throws(ArchiveFailure) {
    let fields = answerFields + [("", page.contentType ?? "")]
    guard fields.reduce(0, { $0 + $1.0.utf8.count + $1.1.utf8.count }) < RecordHead.limit / 2 else {
      throw unusable("its address and head fields are larger than \(RecordHead.limit / 2) bytes")
    }
    // Of what is no page, whatever came is kept.
    guard page.evidence != nil || isFoundAgain else {
      throw unusable("its HTTP head does not end with an empty line, or has one inside")
    }
  }

  /// Whether a reader splits head and body where the page has them split.
  private var isFoundAgain: Bool {
    guard let head = page.httpHead else { return true }
    let end = RecordHead.end(in: head[...])
    // A head that was cut off has no end, and nothing behind it.
    let isWhole = end == head.count || (end == nil && page.cut != nil && (page.wireBody ?? page.body).isEmpty)
    return isWhole && HTTPMessage(head) != nil
  }

  private func unusable(_ why: String) -> ArchiveFailure { ArchiveFailure(.pageUnusable(why), file: file) }
}

/// The address of a record, whatever characters it has.
enum RecordAddress {
  /// The fields that say what a record is about: `url`, or `substitute` when there is none.
  static func fields(_ url: String?, else substitute: String) -> [(String, String)] {
    guard let url else { return [("WARC-Target-URI", substitute), (OwnField.urlStated, "no")] }
    if FieldText.isPlainURI(url) { return [("WARC-Target-URI", url)] }
    return [("WARC-Target-URI", substitute), (OwnField.url, FieldText.escape(url))]
  }
}
