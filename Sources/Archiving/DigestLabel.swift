import DigestKit
import HTTPKit

/// A digest as records carry it: `sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ`.
struct DigestLabel {
  let algorithm: DigestStream.Algorithm
  let value: String

  /// Reads a label; nil when the algorithm is not known.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = lowercased(String(text[..<colon])).filter { $0 != "-" }
    guard let algorithm = DigestStream.Algorithm(rawValue: name) else { return nil }
    self.algorithm = algorithm
    self.value = String(text[text.index(after: colon)...])
  }

  /// Whether the label is that of `digest`: base32, hexadecimal and both kinds of base64 are found in the wild.
  func matches(_ digest: [UInt8]) -> Bool {
    let bare = value.filter { $0 != "=" }
    if bare.uppercased() == Base32.encode(digest) || bare.lowercased() == Hex.encode(digest) { return true }
    let plain = bare.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    return String(plain) == Self.base64(digest)
  }

  /// The label of `digest`, in hexadecimal digits when the label is, else in base32.
  func label(of digest: [UInt8]) -> String {
    let isHex = value.utf8.count == algorithm.byteCount * 2
    return "\(algorithm.rawValue):\(isHex ? Hex.encode(digest) : Base32.encode(digest))"
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for index in 0...group.count { text.append(digits[bits >> (18 - 6 * index) & 63]) }
    }
    return text
  }
}

/// Compares the digests written in a record with those of its bytes.
enum DigestCheck {
  /// The first digest that does not hold; nil when all do, or are of an unknown kind.
  static func mismatch(head: RecordHead, block: [UInt8], isHTTP: Bool) throws(DigestFailure) -> ArchiveFailure.Reason? {
    let type = head["WARC-Type"].map(lowercased)
    let written = head["WARC-Block-Digest"]
    var blockDigest: [UInt8]?
    if let written, let label = DigestLabel(written) {
      let digest = try self.digest(label.algorithm, block[...])
      blockDigest = digest
      // wget 1.21 gives a revisit with a block the digest of no bytes.
      let ofNothing = type == "revisit" ? try self.digest(label.algorithm, []) : digest
      guard label.matches(digest) || label.matches(ofNothing) else {
        return .digestMismatch(field: "WARC-Block-Digest", written: written, found: label.label(of: digest))
      }
    }
    // The payload of a revisit is that of the record it refers to; that of a segment is the whole of all segments.
    guard type != "revisit", type != "continuation", head["WARC-Segment-Number"] == nil,
      let payloadWritten = head["WARC-Payload-Digest"], let label = DigestLabel(payloadWritten)
    else { return nil }
    guard isHTTP, let message = HTTPMessage(block) else {
      if payloadWritten == written, blockDigest != nil { return nil }
      let digest = try self.digest(label.algorithm, block[...])
      return label.matches(digest)
        ? nil : .digestMismatch(field: "WARC-Payload-Digest", written: payloadWritten, found: label.label(of: digest))
    }
    let digest = try self.digest(label.algorithm, message.wireBody)
    if label.matches(digest) { return nil }
    // Writers differ in whether the payload is what remains after the transfer coding is taken off.
    if message.isChunked {
      let chunks = ChunkedBody(message.wireBody)
      if chunks.fault == nil, label.matches(try self.digest(label.algorithm, chunks.body[...])) { return nil }
    }
    return .digestMismatch(field: "WARC-Payload-Digest", written: payloadWritten, found: label.label(of: digest))
  }

  private static func digest(
    _ algorithm: DigestStream.Algorithm, _ bytes: ArraySlice<UInt8>
  ) throws(DigestFailure) -> [UInt8] {
    var stream = try DigestStream(algorithm)
    stream.update(bytes)
    return stream.finish()
  }
}
