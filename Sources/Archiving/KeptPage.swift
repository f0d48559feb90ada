import DigestKit
public import Records

/// What of a page stays in an archive when the page itself has to go: the records that were read from it.
///
/// It stands as a record of the kind `conversion`, "an alternative version of another record's content" (WARC 1.1,
/// 6.8), whose lines are normalized records, the page's own line last.
public struct KeptPage: Hashable, Sendable {
  /// Why the page went.
  public enum Reason: String, Hashable, Sendable {
    /// Somebody asked to be forgotten.
    case forgotten
    /// It may not be kept longer.
    case expired
  }

  /// Why the page went.
  public let reason: Reason
  /// Its address, when that is known.
  public let url: String?
  /// When it was fetched.
  public let fetchedAt: Instant
  /// The records as NDJSON.
  public let lines: [UInt8]
  /// Where the record is, once it is in an archive.
  public var location: ArchiveLocation?

  /// What of a page stays.
  public init(reason: Reason, url: String?, fetchedAt: Instant, records: [NormalizedRecord]) {
    self.reason = reason
    self.url = url
    self.fetchedAt = fetchedAt
    var writer = JSONWriter()
    for record in records {
      record.write(to: &writer)
      writer.endLine()
    }
    lines = writer.bytes
  }

  init(reason: Reason, url: String?, fetchedAt: Instant, lines: [UInt8], location: ArchiveLocation) {
    self.reason = reason
    self.url = url
    self.fetchedAt = fetchedAt
    self.lines = lines
    self.location = location
  }

  /// The records, led back to where they are kept.
  ///
  /// - Throws: `JSONFailure` for a line that this program cannot read.
  public func records() throws(JSONFailure) -> [NormalizedRecord] {
    var records: [NormalizedRecord] = []
    for line in lines.split(separator: 0x0A) {
      let record = try NormalizedRecord(line: Array(line), source: location?.file ?? "")
      records.append(location.map { record.moved(to: $0) } ?? record)
    }
    return records
  }
}

extension ArchiveRecord {
  static let keptMediaType = "application/x-ndjson"

  /// What is kept of a page that went; nil for a record of another kind.
  ///
  /// - Throws: The record's `damage`, or what in it makes no sense.
  public func kept() throws(ArchiveFailure) -> KeptPage? {
    guard kind == .conversion, let written = header(OwnField.kept) else { return nil }
    if let damage { throw damage }
    guard let reason = KeptPage.Reason(rawValue: written) else {
      throw failure(.fieldUnreadable(name: OwnField.kept, value: written))
    }
    guard let date else { throw failure(.fieldUnreadable(name: "WARC-Date", value: header("WARC-Date"))) }
    return KeptPage(reason: reason, url: try address(), fetchedAt: date, lines: block, location: location)
  }
}

/// What is kept of a page, on its way into an archive.
struct KeptRecord {
  let kept: KeptPage
  let archiveID: String
  let number: Int

  func record(file: String) throws(ArchiveFailure) -> RecordText {
    let fields =
      [("WARC-Warcinfo-ID", archiveID)] + RecordAddress.fields(kept.url, else: "urn:aftermarket:kept")
      + [(OwnField.kept, kept.reason.rawValue)]
    do throws(DigestFailure) {
      return try RecordText(
        type: .conversion, date: kept.fetchedAt, number: number, fields: fields,
        contentType: ArchiveRecord.keptMediaType, block: [kept.lines[...]])
    } catch { throw ArchiveFailure(.pageUnusable(error.description), file: file) }
  }
}
