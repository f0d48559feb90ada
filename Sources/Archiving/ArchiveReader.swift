import FileKit
import Records
import ZlibKit

/// Reads the records of one archive file, ours or anybody's, from the first to the last.
///
/// Memory is the largest record. Both `.warc` and `.warc.gz` are told by their bytes, not by their names.
public struct ArchiveReader: ~Copyable {
  /// What a record may hold when nothing else is said: 256 MiB.
  public static let usualLimit = 256 << 20

  /// The archive file, as it is named in records and failures.
  public let name: String
  private let path: String
  private let verifying: Bool
  private let limit: Int
  private var gzip: GzipRecords?
  private var plain: PlainRecords?
  private var isFinished = false
  private var closing = ClosingCheck()
  /// The bodies seen so far, where revisits that name no place find theirs; hand them on to the reader of another file
  /// when its revisits may refer to this one.
  public var bodies = SeenBodies()
  private let isWhole: Bool

  /// Opens the archive at `path`.
  ///
  /// - Parameters:
  ///   - name: How records and failures name the file; the path when nothing else is said.
  ///   - offset: Where to begin; the offset of a record.
  ///   - verifying: Whether digests are compared.
  ///   - limit: The largest record in bytes.
  public init(
    _ path: String, name: String? = nil, startingAt offset: Int = 0, verifying: Bool = true,
    limit: Int = ArchiveReader.usualLimit
  ) throws(ArchiveFailure) {
    let name = name ?? path
    self.name = name
    self.path = path
    self.verifying = verifying
    self.limit = limit
    self.isWhole = offset == 0
    var gzip: GzipRecords?
    var plain: PlainRecords?
    do {
      let start = try ByteSource.peek(path, count: 32, at: offset)
      if start.isEmpty { throw ArchiveFailure(.empty, file: name, offset: offset) }
      // A single record is mostly small, a whole archive is not.
      let source = try ByteSource(path, startingAt: offset, pieceSize: offset > 0 ? 16 << 10 : 256 << 10)
      if start.starts(with: "filedesc:".utf8) || start.starts(with: "URL IP-address".utf8) {
        throw ArchiveFailure(.arc, file: name)
      }
      if Gzip.recognizes(start) || start == [0x1F] || start == [0x1F, 0x8B] {
        gzip = try GzipRecords(source: source, limit: limit, startingAt: offset)
      } else {
        plain = PlainRecords(source: source, limit: limit, startingAt: offset)
      }
    } catch let failure as ArchiveFailure {
      throw failure
    } catch let failure as FileFailure {
      throw ArchiveFailure(.file(failure), file: name, offset: offset)
    } catch let failure as ZlibFailure {
      throw ArchiveFailure(.compression(failure), file: name, offset: offset)
    } catch {
      throw ArchiveFailure(.noRecord(seen: "\(error)"), file: name, offset: offset)
    }
    self.gzip = gzip
    self.plain = plain
  }

  /// The next record, or nil behind the last.
  ///
  /// A record whose bytes are not what its head says is given with its `damage`. What cannot be read at all is thrown;
  /// the call after that goes on with the next record that can be found, which the failure names in `resumesAt`.
  public mutating func next() throws(ArchiveFailure) -> ArchiveRecord? {
    if isFinished { return nil }
    do throws(ArchiveFailure) {
      if var record = try plain == nil ? nextOfGzip() : nextOfPlain() {
        closing.see(record)
        bodies.see(&record)
        return record
      }
    } catch {
      closing.isIncomplete = true
      throw try goingOn(after: error)
    }
    isFinished = true
    if isWhole, let reason = closing.failure { throw ArchiveFailure(reason, file: name, offset: closing.end) }
    if let offset = gzip?.crowded { throw ArchiveFailure(.severalInOneMember, file: name, offset: offset) }
    return nil
  }

  /// Looks for the next record behind a failure, and gives the failure that says where it is.
  private mutating func goingOn(after failure: ArchiveFailure) throws(ArchiveFailure) -> ArchiveFailure {
    isFinished = true
    guard isWhole, failure.isDamage, failure.reason != .arc else { return failure }
    if plain != nil, let offset = try plain?.skipDamaged(name) { return resumed(failure, at: offset) }
    do {
      guard let offset = try MemberSearch.next(in: path, behind: failure.offset) else { return failure }
      let source = try ByteSource(path, startingAt: offset, pieceSize: 256 << 10)
      gzip = try GzipRecords(source: source, limit: limit, startingAt: offset)
      plain = nil
      return resumed(failure, at: offset)
    } catch let other as FileFailure {
      throw ArchiveFailure(.file(other), file: name, offset: failure.offset)
    } catch {
      return failure
    }
  }

  private mutating func resumed(_ failure: ArchiveFailure, at offset: Int) -> ArchiveFailure {
    isFinished = false
    return ArchiveFailure(failure.reason, file: name, offset: failure.offset, resumesAt: offset)
  }

  /// The record that closes an archive of ours.
  struct ClosingRecord {
    let facts: Closing.Facts
    let offset: Int
    let length: Int
  }

  /// The last record, once all were read, when it closes the archive.
  var closingRecord: ClosingRecord? {
    closing.closing.map { ClosingRecord(facts: $0, offset: closing.start, length: closing.end - closing.start) }
  }

  private mutating func nextOfPlain() throws(ArchiveFailure) -> ArchiveRecord? {
    let offset = plain?.offset ?? 0
    guard let (bytes, length) = try plain?.next(file: name) else { return nil }
    return bytes.record(file: name, offset: offset, length: length, verifying: verifying)
  }

  private mutating func nextOfGzip() throws(ArchiveFailure) -> ArchiveRecord? {
    do throws(ArchiveFailure) {
      guard let (bytes, offset, length) = try gzip?.next(file: name) else { return nil }
      return bytes.record(file: name, offset: offset, length: length, verifying: verifying)
    } catch {
      if error.offset == 0, case .noRecord(let seen) = error.reason, seen.hasPrefix("filedesc:") {
        throw ArchiveFailure(.arc, file: name)
      }
      throw error
    }
  }
}

extension ArchiveReader {
  /// The record at `offset` of the archive at `path`.
  public static func record(
    _ path: String, name: String? = nil, at offset: Int, limit: Int = ArchiveReader.usualLimit
  ) throws(ArchiveFailure) -> ArchiveRecord {
    var reader = try ArchiveReader(path, name: name, startingAt: offset, limit: limit)
    guard let record = try reader.next() else {
      throw ArchiveFailure(.empty, file: name ?? path, offset: offset)
    }
    return record
  }

  /// The head of the record at `offset`, without its block.
  static func head(_ path: String, name: String, at offset: Int) throws(ArchiveFailure) -> RecordHead {
    var reader = try ArchiveReader(path, name: name, startingAt: offset, verifying: false)
    return try reader.headOfNext()
  }

  private mutating func headOfNext() throws(ArchiveFailure) -> RecordHead {
    let head: RecordHead?
    if plain != nil { head = try plain?.head(file: name) } else { head = try gzip?.head(file: name) }
    guard let head else { throw ArchiveFailure(.empty, file: name, offset: 0) }
    return head
  }
}
