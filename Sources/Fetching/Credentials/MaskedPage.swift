import DigestKit
import HTTPKit
import Records

extension Page {
  /// Writes `*` over every secret in the page, so that nothing that is archived of it holds one.
  ///
  /// Where the body had one, the bytes of the wire are dropped and the head describes the body that is kept. A body
  /// whose coding could not be undone is dropped too: nobody can tell what stands in it.
  mutating func hide(_ mask: Mask, bodyIsReadable: Bool) {
    guard !mask.isEmpty else { return }
    url = url.map { mask.masked($0) }
    contentType = contentType.map { mask.masked($0) }
    requestHead = requestHead.map { mask.masked($0) ?? $0 }
    httpHead = httpHead.map { mask.masked($0) ?? $0 }
    if let clean = mask.masked(body) {
      keep(clean)
    } else if let wire = wireBody, mask.masked(wire) != nil {
      keep(body)
    } else if !bodyIsReadable {
      keep([])
    }
  }

  /// Whether the head announces a content coding.
  var isPacked: Bool {
    guard let head = httpHead.flatMap({ ResponseHead($0) }) else { return false }
    return head.values("Content-Encoding").contains { !$0.isEmpty && $0.lowercased() != "identity" }
  }

  private mutating func keep(_ clean: [UInt8]) {
    body = clean
    sha256 = Digest256(of: clean).hex
    httpHead = httpHead.map { Self.plain($0, length: clean.count) }
    wireBody = nil
  }

  /// The head without codings and with the length of a plain body.
  private static func plain(_ head: [UInt8], length: Int) -> [UInt8] {
    guard let fields = ResponseHead(head) else { return head }
    let codings = ["content-encoding", "transfer-encoding", "content-length"]
    var lines = [fields.statusLine]
    lines += fields.fields.filter { !codings.contains($0.name.lowercased()) }.map { "\($0.name): \($0.value)" }
    lines.append("Content-Length: \(length)")
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
