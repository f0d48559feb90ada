import Records

/// The record that ends an archive of ours, so that one which was cut between two records is told from a whole one.
enum Closing {
  /// The line of our warcinfo that promises it.
  static let promise = "closing-record: required"
  static let recordsField = "records: "
  static let bytesField = "bytes: "

  static func record(archiveID: String, date: Instant, records: Int, bytes: Int) -> [UInt8] {
    RecordText.record(
      type: .metadata, date: date, fields: [("WARC-Warcinfo-ID", archiveID), ("WARC-Refers-To", archiveID)],
      contentType: "application/warc-fields", block: block(records: records, bytes: bytes)
    ).bytes
  }

  static func block(records: Int, bytes: Int) -> [UInt8] {
    [UInt8]("\(recordsField)\(records)\r\n\(bytesField)\(bytes)\r\n".utf8)
  }
}

/// Watches the records of an archive go by and tells whether it was closed.
struct ClosingCheck {
  private(set) var records = 0
  private var isPromised = false
  private var isClosed = false
  /// Where the last record begins and where it ends.
  private(set) var start = 0
  private(set) var end = 0
  /// Whether the member of the last record goes on.
  var goesOn = false

  mutating func see(_ record: ArchiveRecord) {
    if records == 0, record.kind == .warcinfo {
      isPromised = String(decoding: record.block, as: UTF8.self).contains(Closing.promise)
    }
    isClosed = record.kind == .metadata && record.block == Closing.block(records: records, bytes: end)
    records += 1
    start = record.offset
    end = record.offset + record.length
  }

  var failure: ArchiveFailure.Reason? {
    if records == 0 { return .empty }
    return isPromised && !isClosed ? .endMissing(records: records) : nil
  }
}
