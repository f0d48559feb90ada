import FileKit
import Records
import ZlibKit

/// What is wrong with an archive, in which file and at which byte.
public struct ArchiveFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Reason: Hashable, Sendable {
    /// The file could not be opened, read or written.
    case file(FileFailure)
    /// The gzip member is damaged or cut off.
    case compression(ZlibFailure)
    /// It is an ARC file, the format before WARC.
    case arc
    /// The file has no record in it.
    case empty
    /// What stands where a record must begin, shortened.
    case noRecord(seen: String)
    /// A gzip member holds more than one record: all were read, but only the first can be found by its offset.
    case severalInOneMember
    /// A header line makes no sense.
    case headUnreadable(line: String)
    /// A field that every record must have is missing or makes no sense.
    case fieldUnreadable(name: String, value: String?)
    /// The record is larger than is allowed.
    case overLimit(bytes: Int)
    /// The record is cut off.
    case torn(expected: Int, found: Int)
    /// Bytes stand behind the record that belong to nothing.
    case strayBytes(count: Int)
    /// The digest written in the record is not that of its bytes.
    case digestMismatch(field: String, written: String, found: String)
    /// The archive was never closed: the record that must end it is missing or counts other records.
    case endMissing(records: Int)
    /// The record that closes the archive is not byte for byte what it must be.
    case closingAltered
    /// A revisit says that its body is in another record, where it is not.
    case revisitLost(file: String, offset: Int)
    /// The body cannot be unpacked.
    case bodyUnreadable(String)
    /// The page cannot be written as a record.
    case pageUnusable(String)
    /// The earlier page that has the body of this one cannot be had.
    case earlierMissing(String)
    /// An archive of that name is there already.
    case nameTaken
    /// The name has characters that a file name of an archive must not have.
    case nameUnusable
  }

  /// What happened.
  public let reason: Reason
  /// The archive file, as it was named by the caller.
  public let file: String
  /// The offset of the record in that file.
  public let offset: Int
  /// Where reading goes on, when a record could be found behind the damage.
  public let resumesAt: Int?

  /// Makes a failure of the record at `offset` of `file`.
  public init(_ reason: Reason, file: String, offset: Int = 0, resumesAt: Int? = nil) {
    self.reason = reason
    self.file = file
    self.offset = offset
    self.resumesAt = resumesAt
  }

  /// A stable word for the run ledger.
  public var code: String {
    switch reason {
    case .file(let failure): failure.code
    case .compression(let failure): failure.code
    case .arc: "archive_arc"
    case .empty: "archive_empty"
    case .noRecord, .headUnreadable, .fieldUnreadable, .strayBytes: "archive_malformed"
    case .severalInOneMember: "archive_not_per_record"
    case .overLimit: "archive_over_limit"
    case .torn: "archive_torn"
    case .digestMismatch, .closingAltered: "archive_digest"
    case .revisitLost: "archive_revisit_lost"
    case .endMissing: "archive_end_missing"
    case .bodyUnreadable: "archive_body"
    case .earlierMissing: "archive_earlier"
    case .pageUnusable: "archive_page"
    case .nameTaken, .nameUnusable: "archive_name"
    }
  }

  /// A single bad body is set aside; a damaged file or a full disk stops the work.
  public var disposition: Disposition {
    switch reason {
    case .bodyUnreadable, .pageUnusable, .earlierMissing, .severalInOneMember, .arc: .quarantine
    default: .halt
    }
  }

  /// One sentence: what was seen, where and what to do.
  public var description: String {
    switch reason {
    case .file(let failure): failure.description
    case .nameTaken: "\(file) is there already. Seal or rescue it first, or choose another name."
    case .nameUnusable: "\(file) is no name for an archive. Use letters, digits, '-', '_' and '.'."
    case .arc:
      "\(file) is an ARC file, which is not read. Convert it first, for example with: warcio recompress"
    default: "\(file) at byte \(offset): \(seen)\(loss). \(hint)"
    }
  }

  private var loss: String {
    guard let resumesAt else { return "" }
    return "; \(resumesAt - offset) bytes are passed over, reading goes on at byte \(resumesAt)"
  }

  private var seen: String {
    switch reason {
    case .compression(let failure): failure.description
    case .empty: "there is no record in it"
    case .noRecord(let seen): "no record begins here but \"\(seen)\""
    case .severalInOneMember: "its records were read, but the file is not compressed record by record"
    case .headUnreadable(let line): "the header line \"\(line)\" cannot be read"
    case .fieldUnreadable(let name, nil): "the record has no \(name)"
    case .fieldUnreadable(let name, let value?): "\(name) cannot be read: \"\(value)\""
    case .overLimit(let bytes): "the record is larger than \(bytes) bytes"
    case .torn(let expected, let found): "the record is cut off after \(found) of \(expected) bytes"
    case .strayBytes(let count): "\(count) bytes behind the record belong to nothing; its Content-Length may be wrong"
    case .digestMismatch(let field, let written, let found): "\(field) says \(written), but the bytes give \(found)"
    case .endMissing(let records): "the archive ends after \(records) records without the record that closes it"
    case .closingAltered: "a byte of the record that closes the archive was changed"
    case .revisitLost(let file, let offset): "the body of this revisit must be in \(file) at byte \(offset), but is not"
    case .bodyUnreadable(let why): "the body cannot be unpacked: \(why)"
    case .pageUnusable(let why): "the page cannot be archived: \(why)"
    case .earlierMissing(let why): "the body of an unchanged page must be here, but \(why)"
    case .file, .arc, .nameTaken, .nameUnusable: ""
    }
  }

  private var hint: String {
    switch reason {
    case .severalInOneMember: "To read single records by their offset, convert it with: warcio recompress"
    case .overLimit: "Leave this record out, or raise the limit."
    case .bodyUnreadable, .pageUnusable, .earlierMissing: "Fetch or save the page again."
    default: "The file is damaged; restore it from a backup, or ingest its pages again."
    }
  }
}

/// Text of somebody else's file, short and without control characters, fit for a message.
func excerpt(_ bytes: some Sequence<UInt8>) -> String {
  let shown = bytes.prefix(60).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
  return String(decoding: shown, as: UTF8.self)
}
