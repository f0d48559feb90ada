import FileKit

/// The records of an archive that is not compressed.
struct PlainRecords {
  let source: ByteSource
  let limit: Int
  private var buffer: ArraySlice<UInt8> = []
  /// Where in the file `buffer` begins.
  private(set) var offset: Int
  private var isAtEnd = false

  init(source: ByteSource, limit: Int, startingAt offset: Int) {
    self.source = source
    self.limit = limit
    self.offset = offset
  }

  /// The next record with its length in the file; nil at the end.
  mutating func next(file: String) throws(ArchiveFailure) -> (bytes: RecordBytes, length: Int)? {
    let start = offset
    guard let (head, expected) = try nextHead(file) else { return nil }
    try fill(file, upTo: expected)
    let block = Array(buffer.prefix(expected))
    drop(block.count)
    let stray = try skipToNext(file)
    let bytes = RecordBytes(head: head, block: block, expected: expected, stray: stray)
    return (bytes, offset - start)
  }

  /// The head of the next record alone; nil at the end.
  mutating func head(file: String) throws(ArchiveFailure) -> RecordHead? { try nextHead(file)?.head }

  private mutating func nextHead(_ file: String) throws(ArchiveFailure) -> (head: RecordHead, length: Int)? {
    try fill(file, upTo: 1)
    if buffer.isEmpty { return nil }
    let headEnd = try findHeadEnd(file)
    switch RecordBytes.head(buffer[..<headEnd], limit: limit) {
    case .success(let found):
      drop(found.head.byteCount)
      return found
    case .failure(let failure): throw ArchiveFailure(failure.reason, file: file, offset: offset)
    }
  }

  /// Skips line ends, and whatever else stands before the next record.
  ///
  /// - Returns: How many bytes were neither line ends nor a record.
  private mutating func skipToNext(_ file: String) throws(ArchiveFailure) -> Int {
    var stray = 0
    while true {
      try fill(file, upTo: 5)
      guard let first = buffer.first else { return stray }
      if first == 0x0D || first == 0x0A {
        drop(1)
      } else if buffer.starts(with: "WARC/".utf8) {
        return stray
      } else {
        // The line does not begin a record: it belongs to none.
        let line = buffer.firstIndex(of: 0x0A).map { $0 - buffer.startIndex } ?? buffer.count
        let endsInReturn = line > 0 && buffer[buffer.startIndex + line - 1] == 0x0D
        stray += endsInReturn ? line - 1 : line
        drop(line)
      }
    }
  }

  /// Leaves aside the line that no record can be read from, and what follows up to the next record.
  ///
  /// - Returns: Where that is; nil when there is none.
  mutating func skipDamaged(_ file: String) throws(ArchiveFailure) -> Int? {
    while let first = buffer.first, first != 0x0A { drop(1) }
    _ = try skipToNext(file)
    return buffer.isEmpty ? nil : offset
  }

  private mutating func findHeadEnd(_ file: String) throws(ArchiveFailure) -> Int {
    var searched = 0
    while true {
      if let end = RecordHead.end(in: buffer, from: searched) { return end }
      searched = buffer.count
      guard buffer.starts(with: "WARC/".utf8.prefix(buffer.count)) else {
        throw ArchiveFailure(.noRecord(seen: excerpt(buffer.prefix { $0 >= 0x20 })), file: file, offset: offset)
      }
      guard searched <= RecordHead.limit else {
        throw ArchiveFailure(.overLimit(bytes: RecordHead.limit), file: file, offset: offset)
      }
      try fill(file, upTo: searched + 1)
      if buffer.count == searched {
        throw ArchiveFailure(.torn(expected: searched + 1, found: searched), file: file, offset: offset)
      }
    }
  }

  private mutating func drop(_ count: Int) {
    buffer = buffer.dropFirst(count)
    offset += count
  }

  private mutating func fill(_ file: String, upTo count: Int) throws(ArchiveFailure) {
    guard buffer.count < count, !isAtEnd else { return }
    var joined = Array(buffer)
    do throws(FileFailure) {
      while joined.count < count {
        let more = try source.next()
        if more.isEmpty {
          isAtEnd = true
          break
        }
        joined += more
      }
    } catch {
      throw ArchiveFailure(.file(error), file: file, offset: offset)
    }
    buffer = joined[...]
  }
}
