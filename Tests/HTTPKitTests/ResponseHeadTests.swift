import HTTPKit
import Testing

@Suite struct ResponseHeadTests {
  private func read(_ text: String) -> ResponseHead? { ResponseHead(Array(text.utf8)) }

  @Test func `a head is taken apart in order`() throws {
    let head = try #require(read("HTTP/1.1 200 OK\r\nA: 1\r\na:\t2 \r\nLong: one\r\n  two\r\nno colon\r\n\r\n"))
    #expect(head.status == 200)
    #expect(head.values("A") == ["1", "2"])
    #expect(head["long"] == "one two")
    #expect(head.fields.count == 3)
    #expect(head.isComplete)
  }

  @Test(arguments: ["", "\r\n", "HTTP/1.1", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 +20 OK", "hello 200 OK"])
  func `what begins with no status line is no head`(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test func `a head without its empty line is not complete`() throws {
    #expect(try #require(read("HTTP/1.1 200 OK\r\nA: 1\r\n")).isComplete == false)
    #expect(try #require(read("HTTP/1.1 200 OK\r\nA: 1")).isComplete == false)
  }

  @Test(arguments: [
    ("", ResponseHead.Length.open), ("Content-Length: 7\r\n", .bytes(7)),
    ("Content-Length: 7, 7\r\n", .bytes(7)), ("Content-Length: 7\r\nContent-Length: 7\r\n", .bytes(7)),
    ("Content-Length: 7\r\nContent-Length: 8\r\n", .contradictory("7, 8")),
    ("Content-Length: -1\r\n", .contradictory("-1")), ("Content-Length: \r\n", .contradictory("")),
    ("Content-Length: 99999999999999999999\r\n", .contradictory("99999999999999999999")),
    ("Content-Length: 7\r\nTransfer-Encoding: chunked\r\n", .open),
  ]) func `an announced length is trusted only when it is one number`(_ lines: String, _ length: ResponseHead.Length) {
    #expect(read("HTTP/1.1 200 OK\r\n\(lines)\r\n")?.contentLength == length)
  }
}
