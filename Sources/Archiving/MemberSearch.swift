import FileKit
import ZlibKit

/// Finds where reading can go on in an archive of gzip members, behind one that is damaged.
enum MemberSearch {
  private static let pieceSize = 256 << 10
  /// How much of a member is looked at to tell that it begins with a record.
  private static let probeSize = 4 << 10

  /// The offset of the first member behind `offset` that begins with a record; nil when there is none.
  static func next(in path: String, behind offset: Int) throws -> Int? {
    let file = try File(path, for: .reading)
    var start = offset + 1
    try file.seek(to: start)
    var bytes: [UInt8] = []
    while true {
      let isAtEnd = try file.read(upTo: pieceSize, appendingTo: &bytes) == 0
      // What begins too near the end of the piece is looked at with the next one.
      let last = isAtEnd ? bytes.count : bytes.count - probeSize
      var index = 0
      while index < last {
        guard let found = bytes[index..<last].firstIndex(of: 0x1F) else { break }
        if isRecord(bytes[found...]) { return start + found }
        index = found + 1
      }
      if isAtEnd { return nil }
      let done = max(0, last)
      bytes.removeFirst(done)
      start += done
    }
  }

  /// Whether `bytes` begin as a gzip member does that holds a record.
  private static func isRecord(_ bytes: ArraySlice<UInt8>) -> Bool {
    let start = Array(bytes.prefix(4))
    // RFC 1952, 2.3.1: the upper three flags are reserved and "must be zero".
    guard Gzip.recognizes(start), start.count == 4, start[3] < 0x20 else { return false }
    var begun = [bytes.prefix(probeSize)].map { Array($0) }
    var text: [UInt8] = []
    do {
      var reader = try GzipMemberReader(limits: InflateLimits(bytes: 1 << 10))
      _ = try reader.begin { begun.popLast() ?? [] }
      try reader.read(into: &text, upTo: 5) { begun.popLast() ?? [] }
    } catch {
      return false
    }
    return text.starts(with: "WARC/".utf8)
  }
}
