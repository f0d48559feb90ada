import Archiving
import DigestKit
import FileKit
import Records
import Testing
import ZlibKit

struct RoundTripTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let page: Page
  }

  static let examples: [Example] = {
    let gzip = (try? Gzip.deflate([UInt8]("packed".utf8))) ?? []
    let chunked = [UInt8]("3\r\npac\r\n3;x=y\r\nked\r\n0\r\n\r\n".utf8)
    var typed = Page.saved("<p>", url: "http://a.example/")
    typed.contentType = "text/html; charset=windows-1251"
    typed.status = 404
    var odd = Page.saved("x")
    odd.contentType = " text/html\r\nWARC-Type: warcinfo"
    odd.source = SourceID("a b%0A\n")
    var untyped = Page.fetched("x", head: "HTTP/1.1 204 No\r\nContent-Type: a/b\r\n\r\n", status: nil)
    untyped.contentType = nil
    return [
      Example(testDescription: "saved, with nothing known", page: .saved("<html>")),
      Example(testDescription: "empty", page: .saved("")),
      Example(
        testDescription: "saved, with address and source",
        page: .saved("a", url: "https://a.example/ж?q=1#f", source: "s")),
      Example(testDescription: "with media type and status", page: typed),
      Example(testDescription: "an address that would break the head", page: .saved("a", url: "http://a/\r\nX: y")),
      Example(testDescription: "an address with spaces", page: .saved("a", url: " http://a/b c ")),
      Example(testDescription: "an address in brackets", page: .saved("a", url: "<http://a/>")),
      Example(testDescription: "an empty address", page: .saved("a", url: "")),
      Example(testDescription: "fields that would break the head", page: odd),
      Example(testDescription: "line ends and NUL at the end", page: .saved("a\r\n\r\nWARC/1.1\r\n\0\r\n\r\n")),
      Example(
        testDescription: "fetched as it is",
        page: .fetched("a", head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")),
      Example(
        testDescription: "fetched with bare line feeds",
        page: .fetched("a", head: "HTTP/1.1 200 OK\nContent-Type: text/html\n\n")),
      Example(
        testDescription: "fetched, gzip",
        page: .fetched(
          "packed", head: "HTTP/2 200\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n", wire: gzip)),
      Example(
        testDescription: "fetched, chunked",
        page: .fetched(
          "packed", head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
          wire: chunked)),
      Example(
        testDescription: "fetched, the coding taken off before",
        page: .fetched(
          "\u{1F}gzip?", head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n")),
      Example(
        testDescription: "fetched, chunks joined before, and the body looks like a cut chunk",
        page: .fetched(
          "9\nhello", head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")),
      Example(testDescription: "fetched, status and type not told", page: untyped),
      Example(testDescription: "before 1970", page: .saved("a", at: -1_000_000_000)),
    ]
  }()

  @Test(arguments: examples)
  func `a page comes back as it went in`(example: Example) throws {
    let place = try #require(try scratch.archive([example.page]).first)
    let reading = Reading(scratch("a.warc.gz"), name: "a.warc.gz")
    #expect(reading.firstFailure == nil)
    #expect(reading.records.map(\.type).count == 3)
    let page = try #require(try reading.pages.first)
    expectSame(page, example.page)
    #expect(page.location == place)
    expectSame(try scratch.folder.record(at: place).page(), example.page)
  }

  @Test func `any bytes under any address come back`() throws {
    var random = Seeded()
    print("seed \(random.seed)")
    let letters: [Character] = ["a", "/", ":", "%", " ", "\n", "\r", "\0", "é", "<", ">", "\u{7F}"]
    let pages = (0..<200).map { _ in
      let body = (0..<Int.random(in: 0...3_000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      var text: String {
        String((0..<Int.random(in: 0...12, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
      }
      var page = Page(
        source: Bool.random(using: &random) ? SourceID(text) : nil, url: Bool.random(using: &random) ? text : nil,
        fetchedAt: Instant(seconds: Int.random(in: 0...4_000_000_000, using: &random)), body: body,
        sha256: Digest256(of: body).hex)
      let type = text
      page.contentType = type.isEmpty ? nil : type
      return page
    }
    let places = try scratch.archive(pages)
    let found = try Reading(scratch("a.warc.gz"), name: "a.warc.gz").pages
    #expect(found.count == pages.count)
    for ((page, read), place) in zip(zip(pages, found), places) {
      expectSame(read, page)
      #expect(read.location == place)
    }
  }

  @Test func `the same pages give the same bytes`() throws {
    let pages = Self.examples.map(\.page)
    try scratch.archive(pages, "a")
    let other = try Scratch()
    try other.archive(pages, "a")
    #expect(
      try FileSystem.readAll(scratch("a.warc.gz"), limit: 1 << 20)
        == FileSystem.readAll(other("a.warc.gz"), limit: 1 << 20))
  }

  @Test func `a page without an address is given none that looks like one of the web`() throws {
    try scratch.archive([.saved("a")])
    let record = try #require(Reading(scratch("a.warc.gz")).records.dropFirst().first)
    #expect(record.uri == "urn:sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")
    #expect(record.header("WARC-Block-Digest") == record.header("WARC-Payload-Digest"))
    #expect(
      record.header("warc-payload-digest") == "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK", "", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
  ])
  func `a head that would be split elsewhere is refused`(head: String) throws {
    var writer = try scratch.begin("a")
    do throws(ArchiveFailure) {
      _ = try writer.append(.fetched("body", head: head))
      Issue.record("it was taken")
    } catch {
      #expect(error.code == "archive_page")
      #expect(error.disposition == .quarantine)
    }
    _ = try writer.append(.saved("b"))
    #expect(writer.pages == 1)
  }

  @Test func `a page whose digest is not its own is refused`() throws {
    var writer = try scratch.begin("a")
    var page = Page.saved("a")
    page.sha256 = Page.saved("b").sha256
    do throws(ArchiveFailure) {
      _ = try writer.append(page)
      Issue.record("it was taken")
    } catch {
      #expect(error.code == "archive_page")
    }
  }

  @Test(arguments: ["", "abc", Page.saved("b").sha256])
  func `a digest that is wrongly said to be known is no page, or found by the verifier`(digest: String) throws {
    var writer = try scratch.begin("a")
    var page = Page.saved("a")
    page.sha256 = digest
    do throws(ArchiveFailure) {
      _ = try writer.append(page, isDigestKnown: true)
    } catch {
      #expect(error.code == "archive_page")
      return
    }
    let file = try writer.seal()
    var findings: [ArchiveFinding] = []
    _ = try ArchiveVerifier(scratch.folder).run { findings.append($0) }
    #expect(findings.contains { $0.file == file && $0.isDamage }, "\(findings)")
  }
}
