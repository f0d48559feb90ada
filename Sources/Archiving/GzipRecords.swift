import FileKit
import ZlibKit

/// The records of an archive that is compressed record by record.
struct GzipRecords: ~Copyable {
  private let source: ByteSource
  private let limit: Int
  private var members: GzipMemberReader

  init(source: ByteSource, limit: Int, startingAt offset: Int) throws(ZlibFailure) {
    self.source = source
    self.limit = limit
    members = try GzipMemberReader(limits: InflateLimits(bytes: limit + RecordHead.limit), startingAt: offset)
  }

  /// Where the next record begins.
  var offset: Int { members.offset }

  /// The next record with its length in the file, and whether more stands in the same member; nil at the end.
  mutating func next(file: String) throws(ArchiveFailure) -> (bytes: RecordBytes, length: Int, goesOn: Bool)? {
    let start = offset
    let source = self.source
    let member: GzipMember?
    do {
      member = try members.next { try source.next() }
    } catch let failure as ZlibFailure {
      throw ArchiveFailure(.compression(failure), file: file, offset: start)
    } catch let failure as FileFailure {
      throw ArchiveFailure(.file(failure), file: file, offset: start)
    } catch {
      throw ArchiveFailure(.noRecord(seen: "\(error)"), file: file, offset: start)
    }
    guard let member else { return nil }
    let all = member.bytes
    // Without the end of its head the whole member is taken for one, and told what it lacks.
    let headEnd = RecordHead.end(in: all.prefix(RecordHead.limit)) ?? min(all.count, RecordHead.limit)
    switch RecordBytes.head(all[..<headEnd], limit: limit) {
    case .failure(let failure): throw ArchiveFailure(failure.reason, file: file, offset: start)
    case .success((let head, let expected)):
      let rest = all[headEnd...]
      let block = Array(rest.prefix(expected))
      let behind = rest.dropFirst(expected).drop { $0 == 0x0D || $0 == 0x0A }
      let goesOn = behind.starts(with: "WARC/".utf8)
      let bytes = RecordBytes(head: head, block: block, expected: expected, stray: goesOn ? 0 : behind.count)
      return (bytes, member.compressedLength, goesOn)
    }
  }
}
