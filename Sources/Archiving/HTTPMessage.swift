/// An HTTP message as it came over the wire.
struct HTTPMessage {
  let head: RecordHead
  /// The head with the empty line behind it.
  let headBytes: ArraySlice<UInt8>
  /// The body with all its codings.
  let wireBody: ArraySlice<UInt8>

  /// Splits a message behind its first empty line; a message without one is all head.
  init?(_ block: [UInt8]) {
    let end = RecordHead.end(in: block[...]) ?? block.endIndex
    guard case .success(let head) = RecordHead.parse(block[..<end], isLenient: true) else { return nil }
    self.head = head
    headBytes = block[..<end]
    wireBody = block[end...]
  }

  /// The status of a response; nil for a request and for a status line that makes no sense.
  var status: Int? {
    let words = head.start.utf8.split(separator: 0x20)
    guard words.count >= 2, words[0].starts(with: "HTTP/".utf8), words[1].count == 3 else { return nil }
    return Int(String(decoding: words[1], as: UTF8.self))
  }

  var isChunked: Bool {
    head.all("Transfer-Encoding").contains { lowercased($0).contains("chunked") }
  }

  /// The content codings, in the order they were put on, `identity` left out.
  var codings: [String] {
    head.all("Content-Encoding").flatMap { value in
      value.split(separator: ",").map { lowercased(String($0)).filter { $0 != " " && $0 != "\t" } }
    }.filter { $0 != "identity" && !$0.isEmpty }
  }
}
