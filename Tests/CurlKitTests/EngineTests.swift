import CurlKit
import HTTPKit
import Servers
import Testing

/// What comes back over real sockets, and what is a failure.
@Suite(.enabled(if: WireServer.isAvailable, "python3 is not there to run the server"))
struct EngineTests {
  private let engine: TransferEngine

  init() throws { engine = try TransferEngine() }

  @Test func `an answer comes back byte for byte`() async throws {
    let response = try await engine.perform(request("/rates.xml"))
    #expect(response.status == 200)
    #expect(response.remoteAddress == "127.0.0.1")
    #expect(response.wire == response.body)
    let head = String(decoding: response.head, as: UTF8.self)
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n"))
    #expect(head.hasSuffix("Content-Length: \(response.body.count)\r\n\r\n"))
  }

  @Test func `chunks are joined and kept as they came`() async throws {
    let plain = try await engine.perform(request("/rates.xml"))
    let response = try await engine.perform(request("/chunked"))
    #expect(response.body == plain.body)
    #expect(response.wire.starts(with: Array("32\r\n<?xml".utf8)))
    #expect(response.wire.suffix(7) == Array("\r\n0\r\n\r\n".utf8)[...])
    #expect(ChunkedBody(response.wire[...]).body == plain.body)
  }

  @Test func `trailers stay in the wire bytes and what follows them is dropped`() async throws {
    let response = try await engine.perform(request("/chunked-trailer"))
    #expect(String(decoding: response.wire, as: UTF8.self) == "5;a=b\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n")
    #expect(String(decoding: response.body, as: UTF8.self) == "hello")
    #expect(response.fields["X-Sum"] == nil)
  }

  @Test func `what a server sends behind an answer is no other answer`() async throws {
    for _ in 0..<20 {
      let short = try await engine.perform(request("/too-short"))
      #expect(String(decoding: short.body, as: UTF8.self) == "hello")
      let next = try await engine.perform(request("/keep"))
      #expect(!String(decoding: next.body, as: UTF8.self).contains("SMUGGLED"))
    }
  }

  @Test(arguments: [
    ("/chunked-cut", "body_truncated", 5), ("/chunked-garbage", "chunks_unreadable", 5),
    ("/chunked-plus", "chunks_unreadable", 0), ("/cut", "body_truncated", 100),
    ("/lengths", "length_contradictory", 0), ("/big", "body_too_large", 0),
    ("/big-open", "body_too_large", nil), ("/slow", "timed_out", nil), ("/many-headers", "too_many_headers", nil),
    ("/cut-header", "headers_truncated", nil), ("/cut-interim", "headers_truncated", 0),
    ("/transfer-gzip", "transfer_coding_unusable", 0), ("/garbage", "not_http", nil),
    ("/reset", "connection_lost", nil),
    ("/silent", "reply_empty", nil),
  ]) func `a fault is a failure with its own code and what had come by then`(
    _ path: String, _ code: String, _ bytes: Int?
  ) async throws {
    // Only the slow one needs that long.
    let failure = try #require(await failure(engine, request(path) { $0.limits.totalMilliseconds = 3_000 }))
    #expect(failure.code == code, "\(failure)")
    if let bytes { #expect(failure.partial?.body.count == bytes) }
  }

  @Test func `a body over the limit is kept up to there when asked for`() async throws {
    let failure = try #require(await failure(engine, request("/big-open") { $0.limits.keepsFirstBytes = true }))
    #expect(failure.code == "body_too_large")
    #expect(failure.partial?.body.count == 256 << 10)
    // What we found ourselves is not told as a failure of libcurl.
    #expect(failure.curlCode == 0 && failure.detail.isEmpty)
  }

  @Test func `the request is kept as the server got it, without its secrets`() async throws {
    let response = try await engine.perform(
      request("/echo?a=b#c") {
        $0.headers = [HeaderField("User-Agent", "Bot/1"), HeaderField("X-Empty", ""), HeaderField("Accept", "text/*")]
        $0.secretHeaders = [HeaderField("Authorization", "Bearer hunter2")]
        $0.secretQuery = "key=hunter2 #&x"
      })
    let got = String(decoding: response.body, as: UTF8.self)
    #expect(got.contains("GET /echo?a=b&key=hunter2%20%23&x HTTP/1.1\r\n"))
    let kept = String(decoding: response.requestHead, as: UTF8.self)
    #expect(!kept.contains("hunter2"))
    let shown = got.replacing("key=hunter2%20%23&x", with: "[withheld]").replacing("Bearer hunter2", with: "[withheld]")
    #expect(kept == shown)
  }

  @Test func `a body is posted`() async throws {
    let response = try await engine.perform(
      request("/echo") {
        $0.method = .post(body: Array("a=b\0c".utf8), contentType: "application/x-www-form-urlencoded")
      })
    let got = String(decoding: response.body, as: UTF8.self)
    #expect(got == String(decoding: response.requestHead, as: UTF8.self) + "a=b\0c")
    #expect(got.hasPrefix("POST /echo HTTP/1.1\r\n"))
    // The handle that posted gets the next page.
    #expect(try await engine.perform(request("/echo")).requestHead.starts(with: "GET ".utf8))
  }

  @Test(arguments: ["X-A: b\r\nX-Evil", "Host", "content-length", "Transfer-Encoding", "X A", ""])
  func `a header that would break the request is not sent`(_ name: String) async throws {
    let failure = await failure(engine, try request("/log") { $0.secretHeaders = [HeaderField(name, "1")] })
    #expect(failure?.code == "header_unsendable")
    let broken = await self.failure(engine, try request("/log") { $0.headers = [HeaderField("X-A", "b\r\nX-Evil: c")] })
    #expect(broken?.code == "header_unsendable")
  }

  private func failure(_ engine: TransferEngine, _ request: TransferRequest) async -> TransferFailure? {
    await CurlKitTests.failure(engine, request)
  }

  @Test func `a server that is not there is a failure that may pass`() async throws {
    let failure = await failure(engine, try request("http://127.0.0.1:1/"))
    #expect(failure?.code == "connection_refused")
    #expect(failure?.isTransient == true)
  }

  @Test func `cookies go back to their host from the jar and nowhere else`() async throws {
    let jar = try CookieJar()
    _ = try await engine.perform(request("/cookie-set") { $0.cookies = jar })
    let with = try await engine.perform(request("/echo") { $0.cookies = jar })
    #expect(String(decoding: with.body, as: UTF8.self).contains("\r\nCookie: night=owl\r\n"))
    #expect(
      String(decoding: with.requestHead, as: UTF8.self)
        == String(decoding: with.body, as: UTF8.self).replacing("night=owl", with: "[withheld]"))
    let other = try await engine.perform(
      request("http://localhost:\(WireServer.shared.port ?? 0)/echo") { $0.cookies = jar })
    let without = try await engine.perform(request("/echo"))
    for response in [other, without] { #expect(!String(decoding: response.body, as: UTF8.self).contains("owl")) }
  }
}
