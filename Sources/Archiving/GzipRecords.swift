import FileKit
import ZlibKit

/// The records of an archive that is compressed with gzip: a member for each of them, or several in one member.
///
/// Memory is one record, however much the member holds.
struct GzipRecords: ~Copyable {
  private let source: ByteSource
  private let limit: Int
  private var members: GzipMemberReader
  /// What the member holds behind the last record, as far as it was unpacked.
  private var buffer: [UInt8] = []
  /// Where the member of the last record begins.
  private(set) var memberOffset: Int
  /// Whether some member held more than one record: the offset of the first such member.
  private(set) var crowded: Int?

  init(source: ByteSource, limit: Int, startingAt offset: Int) throws(ZlibFailure) {
    self.source = source
    self.limit = limit
    members = try GzipMemberReader(limits: InflateLimits(bytes: .max, ratio: .max), startingAt: offset)
    memberOffset = offset
  }

  /// The next record, where its member begins and how many bytes of the file that takes up; nil at the end.
  ///
  /// The length is 0 for a record which shares its member with others.
  mutating func next(file: String) throws(ArchiveFailure) -> (bytes: RecordBytes, offset: Int, length: Int)? {
    let isFirst = !members.isInside && buffer.isEmpty
    if isFirst {
      memberOffset = members.offset
      guard try unpack(file, { source, members in try members.begin { try source.next() } }) else { return nil }
    }
    let start = memberOffset
    let headEnd = try findHeadEnd(file)
    switch RecordBytes.head(buffer[..<headEnd], limit: limit) {
    case .failure(let failure): throw ArchiveFailure(failure.reason, file: file, offset: start)
    case .success((let head, let expected)):
      var block = Array(buffer[headEnd...].prefix(expected))
      buffer.removeFirst(headEnd + block.count)
      if block.count < expected {
        // Not more is set aside at once than a record mostly has: the length may be wrong.
        block.reserveCapacity(min(expected, 1 << 20))
        try more(file, &block, upTo: expected)
      }
      let stray = try skipToNext(file)
      let isLast = !members.isInside && buffer.isEmpty
      if !isLast, crowded == nil { crowded = start }
      let bytes = RecordBytes(head: head, block: block, expected: expected, stray: stray)
      return (bytes, start, isFirst && isLast ? members.offset - start : 0)
    }
  }

  /// The head of the next record alone, after which nothing more is to be read; nil at the end.
  mutating func head(file: String) throws(ArchiveFailure) -> RecordHead? {
    memberOffset = members.offset
    guard try unpack(file, { source, members in try members.begin { try source.next() } }) else { return nil }
    let headEnd = try findHeadEnd(file)
    switch RecordBytes.head(buffer[..<headEnd], limit: limit) {
    case .failure(let failure): throw ArchiveFailure(failure.reason, file: file, offset: memberOffset)
    case .success((let head, _)): return head
    }
  }

  /// Skips what stands behind a record in the same member, up to the next one.
  ///
  /// - Returns: How many bytes were neither line ends nor a record.
  private mutating func skipToNext(_ file: String) throws(ArchiveFailure) -> Int {
    var stray = 0
    var isLineStart = true
    var skipped = 0
    while skipped <= limit {
      if buffer.count < 5 { try fill(file, upTo: 4 << 10) }
      skipped += buffer.count
      var kept = buffer[...]
      while let first = kept.first {
        if isLineStart, kept.count < 5, members.isInside { break }
        if isLineStart, kept.starts(with: "WARC/".utf8) {
          buffer = Array(kept)
          return stray
        }
        kept.removeFirst()
        isLineStart = first == 0x0A
        if first != 0x0A, first != 0x0D { stray += 1 }
      }
      buffer = Array(kept)
      if buffer.isEmpty, !members.isInside { return stray }
    }
    // What packs to so little can go on for hours.
    throw ArchiveFailure(.overLimit(bytes: limit), file: file, offset: memberOffset)
  }

  /// Where the head of the record ends; without an end, as much of the member as a head may have is taken for one.
  private mutating func findHeadEnd(_ file: String) throws(ArchiveFailure) -> Int {
    var searched = 0
    while true {
      if let end = RecordHead.end(in: buffer[...], from: searched) { return end }
      searched = buffer.count
      let isRecord = buffer.starts(with: "WARC/".utf8.prefix(buffer.count))
      guard isRecord, members.isInside, searched < RecordHead.limit else { return min(searched, RecordHead.limit) }
      try fill(file, upTo: max(4 << 10, searched * 2))
    }
  }

  /// Unpacks more of the member, until `buffer` holds `count` bytes or the member ends.
  private mutating func fill(_ file: String, upTo count: Int) throws(ArchiveFailure) {
    var filled: [UInt8] = []
    swap(&filled, &buffer)
    try more(file, &filled, upTo: count)
    buffer = filled
  }

  private mutating func more(_ file: String, _ bytes: inout [UInt8], upTo count: Int) throws(ArchiveFailure) {
    try unpack(file) { source, members in
      try members.read(into: &bytes, upTo: count) { try source.next() }
    }
  }

  private mutating func unpack<Value>(
    _ file: String, _ work: (ByteSource, inout GzipMemberReader) throws -> Value
  ) throws(ArchiveFailure) -> Value {
    do {
      let source = self.source
      return try work(source, &members)
    } catch let failure as ZlibFailure {
      throw ArchiveFailure(.compression(failure), file: file, offset: memberOffset)
    } catch let failure as FileFailure {
      throw ArchiveFailure(.file(failure), file: file, offset: memberOffset)
    } catch {
      throw ArchiveFailure(.noRecord(seen: "\(error)"), file: file, offset: memberOffset)
    }
  }
}
