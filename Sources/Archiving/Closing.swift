import DigestKit
import Records
import ZlibKit

/// The record that ends an archive of ours, so that one which was cut between two records, or has a byte changed that
/// no other checksum covers, is told from a whole one.
enum Closing {
  /// The line of our warcinfo that promises it.
  static let promise = "closing-record: required"

  /// What the record says of all that stands before it.
  struct Facts: Hashable {
    let records: Int
    let bytes: Int
    /// The SHA-256 of those bytes; archives of versions before 0.3 have none.
    let sha256: String?
  }

  /// The gzip member of the record, in stored blocks, so that each of its bytes is known from what it says.
  static func member(_ facts: Facts, archiveID: String, date: Instant) throws(DigestFailure) -> [UInt8] {
    let record = try RecordText(
      type: .metadata, date: date, number: facts.records,
      fields: [("WARC-Warcinfo-ID", archiveID), ("WARC-Refers-To", archiveID)], contentType: WarcFields.mediaType,
      block: [block(facts)[...]])
    return Gzip.store(record.pieces.flatMap { $0 })
  }

  static func block(_ facts: Facts) -> [UInt8] {
    var lines = [("records", String(facts.records)), ("bytes", String(facts.bytes))]
    if let sha256 = facts.sha256 { lines.append(("sha256", sha256)) }
    return WarcFields.block(lines)
  }

  /// What a record says, when it is one that closes an archive.
  static func facts(of record: ArchiveRecord) -> Facts? {
    guard record.kind == .metadata, record.header(OwnField.outcome) == nil, record.block.count < 1 << 10 else {
      return nil
    }
    let lines = record.facts
    func value(_ name: String) -> String? { lines.first { $0.name == name }?.value }
    guard let records = value("records").flatMap({ Int($0) }), let bytes = value("bytes").flatMap({ Int($0) }) else {
      return nil
    }
    let facts = Facts(records: records, bytes: bytes, sha256: value("sha256"))
    return record.block == block(facts) ? facts : nil
  }
}

/// Watches the records of an archive go by and tells whether it was closed.
struct ClosingCheck {
  private(set) var records = 0
  private var isPromised = false
  /// What the last record says, when it is the one that ends the archive.
  private(set) var closing: Closing.Facts?
  /// Where the last record begins and where it ends.
  private(set) var start = 0
  private(set) var end = 0
  /// Whether something was passed over because it could not be read.
  var isIncomplete = false

  mutating func see(_ record: ArchiveRecord) {
    if records == 0, record.kind == .warcinfo {
      isPromised = String(decoding: record.block, as: UTF8.self).contains(Closing.promise)
    }
    // How many records there were is not known when some could not be read.
    closing = Closing.facts(of: record).flatMap { facts in
      facts.bytes == record.offset && (isIncomplete || facts.records == records) ? facts : nil
    }
    records += 1
    start = record.offset
    end = record.offset + record.length
  }

  /// How many records were passed over; nil when that is not known.
  var lost: Int? { closing.map { $0.records - (records - 1) } }

  var failure: ArchiveFailure.Reason? {
    if records == 0, !isIncomplete { return .empty }
    return isPromised && closing == nil ? .endMissing(records: records) : nil
  }
}
