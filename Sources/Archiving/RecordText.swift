import DigestKit
import Records

/// A record as it is before compression: its head, and its block in pieces that are not copied.
struct RecordText {
  /// The identity of the record, with its angle brackets.
  let id: String
  private var lines: [(String, String)]
  private let block: [ArraySlice<UInt8>]

  /// A record of `fields` and `block`, with length, identity and digests added.
  ///
  /// The identity is derived from what the record says and from `number`, its place among the records of the archive,
  /// so that the same pages give the same archive.
  /// - Parameter payload: The SHA-256 of the payload; nil when the record has none.
  init(
    type: ArchiveRecord.Kind, date: Instant, number: Int, fields: [(String, String)], contentType: String?,
    block: [ArraySlice<UInt8>], blockDigest: Digest256? = nil, payload: Digest256? = nil
  ) throws(DigestFailure) {
    var lines = [("WARC-Type", type.rawValue), ("WARC-Date", date.description)]
    lines += fields
    if let contentType { lines.append(("Content-Type", contentType)) }
    // In hexadecimal, as other tools show a SHA-256; in base32 its padding would be no token of the standard.
    let digest = if let blockDigest { blockDigest.hex } else { try Self.digest(of: block) }
    lines.append(("WARC-Block-Digest", "sha256:\(digest)"))
    if let payload { lines.append(("WARC-Payload-Digest", "sha256:\(payload.hex)")) }
    id = "<urn:uuid:\(Self.uuid(of: "\(number)\n" + lines.map { "\($0.0): \($0.1)\n" }.joined()))>"
    lines.insert(("WARC-Record-ID", id), at: 1)
    lines.append(("Content-Length", String(block.reduce(0) { $0 + $1.count })))
    self.lines = lines
    self.block = block
  }

  /// Names a record that was made at the same time.
  mutating func add(concurrentTo other: String) {
    lines.insert(("WARC-Concurrent-To", other), at: 2)
  }

  /// The bytes of the record, one piece after the other.
  var pieces: [ArraySlice<UInt8>] {
    let head = "WARC/1.1\r\n" + lines.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n"
    return [[UInt8](head.utf8)[...]] + block + [[0x0D, 0x0A, 0x0D, 0x0A]]
  }

  private static func digest(of block: [ArraySlice<UInt8>]) throws(DigestFailure) -> String {
    if block.count <= 1 { return Digest256(of: block.first ?? []).hex }
    var stream = try DigestStream(.sha256)
    for piece in block { stream.update(piece) }
    return Hex.encode(stream.finish())
  }

  /// A UUID of version 8 (RFC 9562: "custom"), made of the SHA-256 of `text`.
  private static func uuid(of text: String) -> String {
    var bytes = Array(Digest256(of: text).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Array(Hex.encode(bytes))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }.joined(separator: "-")
  }
}
