import DigestKit
import FileKit
import Records

/// The record that holds the body of a page which was found unchanged.
struct BodyRecord {
  let earlier: EarlierPage
  let location: ArchiveLocation
  let head: RecordHead
  let payload: Digest256?

  /// The fields of a revisit that lead to it.
  var fields: [(String, String)] {
    var fields: [(String, String)] = []
    if let id = head["WARC-Record-ID"] { fields.append(("WARC-Refers-To", id)) }
    if let uri = head["WARC-Target-URI"] { fields.append(("WARC-Refers-To-Target-URI", uri)) }
    if let date = head["WARC-Date"] { fields.append(("WARC-Refers-To-Date", date)) }
    if head["WARC-Target-URI"] != earlier.url { fields.append((OwnField.earlierURL, FieldText.escape(earlier.url))) }
    return fields + [
      (OwnField.earlierFile, FieldText.escape(location.file)), (OwnField.earlierOffset, String(location.offset)),
      (OwnField.bodySHA256, earlier.sha256),
    ]
  }
}

extension ArchiveRecord {
  /// The page that a revisit refers to.
  ///
  /// What its body is called by others (mostly a SHA-1) is no SHA-256 of it; that is then empty.
  func earlier(date: Instant) throws(ArchiveFailure) -> EarlierPage {
    var target = header("WARC-Refers-To-Target-URI")
    if let text = target, text.hasPrefix("<"), text.hasSuffix(">") { target = String(text.dropFirst().dropLast()) }
    let address = try address()
    let url = try own(OwnField.earlierURL) ?? target ?? address ?? ""
    return EarlierPage(
      url: url, fetchedAt: header("WARC-Refers-To-Date").flatMap { Instant(rfc3339: $0) } ?? date,
      sha256: header(OwnField.bodySHA256) ?? "",
      location: try Self.earlierLocation(head) { self.failure($0) } ?? seenBody,
      etag: message?.head["ETag"], lastModified: message?.head["Last-Modified"])
  }

  /// Where the body of a revisit of ours is; nil when the head does not say.
  static func earlierLocation(
    _ head: RecordHead, _ failure: (ArchiveFailure.Reason) -> ArchiveFailure
  ) throws(ArchiveFailure) -> ArchiveLocation? {
    guard let name = head[OwnField.earlierFile] else { return nil }
    guard let file = FieldText.unescape(name) else {
      throw failure(.fieldUnreadable(name: OwnField.earlierFile, value: name))
    }
    guard let text = head[OwnField.earlierOffset], let offset = Int(text), offset >= 0 else {
      throw failure(.fieldUnreadable(name: OwnField.earlierOffset, value: head[OwnField.earlierOffset]))
    }
    return ArchiveLocation(file: file, offset: offset)
  }
}

extension ArchiveFolder {
  /// How many revisits may stand between a page and its body; ours refer to the body itself.
  private static let longestChain = 16

  /// `page` with the body of the page it was found to be the same as; as it is when it is no revisit.
  ///
  /// - Throws: `earlierMissing` when that page is not where it should be, or has other bytes.
  public func filled(
    _ page: Page, limit: Int = ArchiveRecord.usualPageLimit
  ) throws(ArchiveFailure) -> Page {
    guard let earlier = page.earlier, page.body.isEmpty else { return page }
    let place = try bodyPlace(of: earlier, openFile: nil)
    let record = try record(at: place.location)
    guard let found = try record.page(limit: limit) else {
      throw ArchiveFailure(.earlierMissing("it is no page"), file: place.location.file, offset: place.location.offset)
    }
    guard earlier.sha256.isEmpty || found.sha256 == earlier.sha256 else {
      throw ArchiveFailure(
        .earlierMissing("its SHA-256 is \(found.sha256) in place of \(earlier.sha256)"), file: place.location.file,
        offset: place.location.offset)
    }
    var page = page
    page.body = found.body
    page.sha256 = found.sha256
    if page.contentType == nil { page.contentType = found.contentType }
    return page
  }

  /// What the next request for the page at `location` needs to know of it: its validators, and where its body is.
  ///
  /// Validators of a revisit go before those of the page it refers to, as RFC 9111 (section 4.3.4) has it.
  /// - Returns: nil when the record is no page, was cut off, or has no address.
  public func earlier(at location: ArchiveLocation) throws(ArchiveFailure) -> EarlierPage? {
    let record = try record(at: location)
    guard let page = try record.page(), page.cut == nil, let url = page.url else { return nil }
    let head = record.message?.head
    guard let first = page.earlier else {
      return EarlierPage(
        url: url, fetchedAt: page.fetchedAt, sha256: page.sha256, location: location, etag: head?["ETag"],
        lastModified: head?["Last-Modified"])
    }
    let place = try bodyPlace(of: first, openFile: nil)
    let body = try self.record(at: place.location)
    guard let whole = try body.page() else { return nil }
    return EarlierPage(
      url: url, fetchedAt: whole.fetchedAt, sha256: whole.sha256, location: place.location,
      etag: head?["ETag"] ?? body.message?.head["ETag"],
      lastModified: head?["Last-Modified"] ?? body.message?.head["Last-Modified"])
  }

  /// The record with the body of `earlier`, found over revisits where it has to be.
  ///
  /// - Parameter openFile: The archive that is being written, under the name it will have.
  func bodyRecord(of earlier: EarlierPage, openFile: String?) throws(ArchiveFailure) -> BodyRecord {
    let (location, head) = try bodyPlace(of: earlier, openFile: openFile)
    let written = head["WARC-Payload-Digest"].flatMap { DigestLabel($0) }
    let payload = written.flatMap { $0.algorithm == .sha256 ? Digest256(hex: $0.value) : nil }
    // A resource is its own payload.
    guard let sha256 = head[OwnField.bodySHA256] ?? payload?.hex, sha256 == earlier.sha256 else {
      throw ArchiveFailure(
        .earlierMissing("the record there does not say that it has the SHA-256 \(excerpt(earlier.sha256.utf8))"),
        file: location.file, offset: location.offset)
    }
    return BodyRecord(earlier: earlier, location: location, head: head, payload: payload)
  }

  private func bodyPlace(
    of earlier: EarlierPage, openFile: String?
  ) throws(ArchiveFailure) -> (location: ArchiveLocation, head: RecordHead) {
    guard var location = earlier.location else {
      throw ArchiveFailure(
        .earlierMissing("nothing says in which archive the page of \(earlier.fetchedAt) is"), file: path)
    }
    for _ in 0..<Self.longestChain {
      guard Self.isInside(location.file) else {
        throw ArchiveFailure(
          .earlierMissing("\"\(excerpt(location.file.utf8))\" is no file of this folder"), file: path)
      }
      let suffix = location.file == openFile ? Self.openSuffix : ""
      let (file, offset) = (location.file, location.offset)
      let head: RecordHead
      do throws(ArchiveFailure) {
        head = try ArchiveReader.head(FileSystem.join(path, file + suffix), name: file, at: offset)
      } catch {
        throw error.isDamage || error.isMissing
          ? ArchiveFailure(.earlierMissing("no record can be read there (\(error.code))"), file: file, offset: offset)
          : error
      }
      switch head["WARC-Type"].flatMap({ ArchiveRecord.Kind(rawValue: lowercased($0)) }) {
      case .response, .resource: return (location, head)
      case .revisit:
        guard
          let next = try ArchiveRecord.earlierLocation(
            head, { ArchiveFailure($0, file: file, offset: offset) })
        else { throw ArchiveFailure(.earlierMissing("it is a revisit too"), file: file, offset: offset) }
        location = next
      default: throw ArchiveFailure(.earlierMissing("it is no page"), file: file, offset: offset)
      }
    }
    throw ArchiveFailure(
      .earlierMissing("more than \(Self.longestChain) revisits follow each other"), file: location.file,
      offset: location.offset)
  }

  /// Whether `file`, which an archive names, is below the folder.
  static func isInside(_ file: String) -> Bool {
    guard !file.isEmpty, !file.hasPrefix("/"), !file.utf8.contains(0) else { return false }
    return !file.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == ".." }
  }
}
