import DigestKit
import Fetching
import Records
import Testing

/// Pages that were fetched before are asked for only if they have changed.
@Suite struct ConditionalTests {
  private static let page = "https://shop.example/list"

  private func earlier(
    body: String = "old", etag: String? = nil, lastModified: String? = nil, url: String = page
  ) -> EarlierPage {
    EarlierPage(
      url: url, fetchedAt: Instant(seconds: 1_799_000_000), sha256: Digest256(of: body).hex,
      location: ArchiveLocation(file: "a.warc.gz", offset: 9), etag: etag, lastModified: lastModified)
  }

  private func web(_ reply: ScriptedWeb.Reply) -> ScriptedWeb {
    ScriptedWeb(["https://shop.example/robots.txt": [.answer("404 Not Found")], Self.page: [reply]])
  }

  @Test(arguments: ["\"v1\"", "W/\"v1\"", "w/\"odd\"", "unquoted", "\"with \\\" in it\"", "\"\""])
  func `a validator goes back byte for byte`(_ etag: String) throws {
    let date = "Tue, 05 Jan 2027 10:00:00 GMT"
    let web = web(.answer("304 Same"))
    let earlier = earlier(etag: etag, lastModified: date)
    let page = try web.fetch(Self.page, earlier: earlier).get().page
    #expect(web.seen.last?.header("If-None-Match") == etag)
    #expect(web.seen.last?.header("If-Modified-Since") == date)
    #expect(page.status == 304)
    #expect(page.earlier == earlier)
    #expect(page.body.isEmpty && page.evidence == nil)
    #expect(page.httpHead?.starts(with: Array("HTTP/1.1 304 Same\r\n".utf8)) == true)
    #expect(web.seen.first?.header("If-None-Match") == nil)
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let etag: String?
    let reply: ScriptedWeb.Reply
    /// Whether the page is the earlier one; nil for a failure.
    let isSame: Bool?
  }

  @Test(arguments: [
    Example(testDescription: "a new page", etag: "\"1\"", reply: .answer("200 OK", body: "new"), isSame: false),
    Example(
      testDescription: "another page under the same ETag", etag: "\"1\"",
      reply: .answer("200 OK", headers: ["ETag: \"1\""], body: "new"), isSame: false),
    Example(
      testDescription: "the same page under another ETag", etag: "\"1\"",
      reply: .answer("200 OK", headers: ["ETag: \"2\""], body: "old"), isSame: true),
    Example(
      testDescription: "the same page without validators", etag: nil, reply: .answer("200 OK", body: "old"),
      isSame: true),
    Example(
      testDescription: "304 with the ETag that was sent", etag: "W/\"1\"",
      reply: .answer("304 Same", headers: ["ETag: \"1\""]), isSame: true),
    Example(
      testDescription: "304 with another ETag", etag: "\"1\"", reply: .answer("304 Same", headers: ["ETag: \"2\""]),
      isSame: nil),
    Example(testDescription: "304 although nothing was sent", etag: nil, reply: .answer("304 Same"), isSame: nil),
    Example(
      testDescription: "304 to a validator that cannot be sent", etag: "\"\u{7f}\"", reply: .answer("304 Same"),
      isSame: nil),
    Example(testDescription: "an error", etag: "\"1\"", reply: .answer("404 Not Found", body: "old"), isSame: nil),
  ]) func `the bytes decide whether a page has changed`(_ example: Example) throws {
    let earlier = earlier(etag: example.etag)
    let result = try web(example.reply).fetch(Self.page, earlier: earlier)
    if let isSame = example.isSame {
      #expect(try result.get().page.earlier == (isSame ? earlier : nil))
    } else {
      #expect(result.failure != nil)
      #expect(result.failure?.attempts == 1)
    }
  }

  @Test func `the validators of one address are not sent to another`() throws {
    let web = ScriptedWeb([
      "https://shop.example/robots.txt": [.answer("404 Not Found")],
      Self.page: [.answer("302 Found", headers: ["Location: /new"])],
      "https://shop.example/new": [.answer("200 OK", body: "x")],
    ])
    _ = try web.fetch(Self.page, earlier: earlier(etag: "\"1\"", url: "https://shop.example/new")).get()
    #expect(web.seen.map { $0.header("If-None-Match") } == [nil, nil, "\"1\""])
  }

  @Test(
    arguments: [
      ("Fri, 01 Jan 2099 00:00:00 GMT", "26283 days ahead"), ("Wed, 13 Jan 2027 00:00:00 GMT", "2 days behind"),
      ("Fri, 15 Jan 2027 20:00:00 GMT", nil), ("yesterday", nil),
    ] as [(String, String?)])
  func `a server whose clock is more than a day off is told, and ours is used`(_ date: String, _ words: String?) throws
  {
    let web = web(.answer("200 OK", headers: ["Date: \(date)"], body: "x"))
    let result = try web.fetch(Self.page).get()
    #expect(result.page.fetchedAt == web.time.start)
    #expect(result.notes.count == (words == nil ? 0 : 1))
    if let words { #expect(result.notes.first?.contains(words) == true, "\(result.notes)") }
  }
}
