import HTTPKit
import Testing

@Suite struct ChunkedBodyTests {
  private func read(_ text: String, limit: Int = .max) -> ChunkedBody {
    ChunkedBody(Array(text.utf8)[...], limit: limit)
  }

  @Test(arguments: [
    ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello"),
    ("000005;a=b;c=\"d\"\r\nhello\r\n0;last\r\n\r\n", "hello"), ("A \t; x\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
    ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
  ]) func `chunks are joined`(_ wire: String, _ body: String) {
    let chunks = read(wire)
    #expect(chunks.fault == nil)
    #expect(String(decoding: chunks.body, as: UTF8.self) == body)
    #expect(chunks.length == wire.utf8.count)
  }

  @Test func `trailers are read, and what lies behind them is no part of the body`() {
    let chunks = read("1\r\nx\r\n0\r\nA: 1\r\nB:2\r\n\r\nHTTP/1.1 200 OK")
    #expect(chunks.trailers == [HeaderField("A", "1"), HeaderField("B", "2")])
    #expect(chunks.length == "1\r\nx\r\n0\r\nA: 1\r\nB:2\r\n\r\n".utf8.count)
    #expect(chunks.fault == nil)
  }

  @Test(arguments: ["5\r\nhello\r\n0\r\n\r\n", "5;e\r\nhello\r\n3\r\nabc\r\n0\r\nT: u\r\n\r\n"])
  func `every beginning of a body is cut short and never a shorter body`(_ wire: String) {
    for count in 0..<wire.utf8.count {
      let chunks = ChunkedBody(Array(wire.utf8)[..<count])
      #expect(chunks.fault == .cutShort, "\(count)")
      #expect(Array("helloabc".utf8).starts(with: chunks.body), "\(count)")
    }
  }

  @Test(arguments: [
    "hello", "\r\n", ";a\r\nx\r\n", "-1\r\nx\r\n", "+1\r\nx\r\n", "0x1\r\nx\r\n", " 1\r\nx\r\n", "1 1\r\nx\r\n",
    "1\nx\n0\n\n", "1\r\nxy\r\n0\r\n\r\n", "3\r\nxy\r\n0\r\n\r\n", "ffffffffffffffff\r\nx", "1\r\nx0\r\n\r\n",
  ]) func `what is no chunk is refused, with the byte where it stands`(_ wire: String) {
    let chunks = ChunkedBody(Array((wire + String(repeating: "z", count: 20_000)).utf8)[...])
    guard case .malformed(let seen) = chunks.fault else {
      Issue.record("\(wire) gave \(String(describing: chunks.fault))")
      return
    }
    #expect(!seen.isEmpty)
  }

  @Test func `no more than the limit is taken`() {
    let chunks = read("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", limit: 7)
    #expect(chunks.fault == .overLimit(7))
    #expect(String(decoding: chunks.body, as: UTF8.self) == "hellowo")
    #expect(read("fffffffffffffff\r\nx", limit: 7).fault == .overLimit(7))
  }

  @Test(arguments: [("5\r\nhello", true), ("<html>\r\n", false), ("", false), ("5", false), ("abc\n", false)])
  func `a body that begins with a size begins with a chunk`(_ text: String, _ begins: Bool) {
    #expect(ChunkedBody.begins(Array(text.utf8)[...]) == begins)
  }
}
