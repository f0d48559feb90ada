import Archiving
import DigestKit
import FileKit
import Records
import Testing
import ZlibKit

/// What a nightly run leaves beside plain pages: requests, revisits, evidence, outcomes.
struct FetchedRecordTests {
  static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"a\"\r\n\r\n"
  static let notModified = "HTTP/1.1 304 Not Modified\r\nETag: \"b\"\r\n\r\n"

  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `a request is kept beside its response, and each names the other`() throws {
    var page = Page.fetched("<p>", head: Self.head)
    page.requestHead = [UInt8]("GET /list?q=1 HTTP/1.1\r\nHost: shop.example\r\n\r\n".utf8)
    let place = try #require(try scratch.archive([page]).first)
    let reading = Reading(scratch("a.warc.gz"), name: "a.warc.gz")
    #expect(reading.firstFailure == nil)
    #expect(reading.records.map(\.type) == ["warcinfo", "response", "request", "metadata"])
    let (response, request) = (reading.records[1], reading.records[2])
    #expect(response.location == place)
    #expect(response.header("WARC-Concurrent-To") == request.id)
    #expect(request.header("WARC-Concurrent-To") == response.id)
    #expect(request.contentType == "application/http; msgtype=request")
    #expect(request.block == page.requestHead)
    #expect(request.uri == page.url)
    #expect(try reading.pages.count == 1)
  }

  @Test func `records of the same page have names of their own`() throws {
    var page = Page.fetched("<p>", head: Self.head)
    page.requestHead = [UInt8]("GET / HTTP/1.1\r\n\r\n".utf8)
    try scratch.archive([page, page])
    let names = Reading(scratch("a.warc.gz")).records.compactMap(\.id)
    #expect(names.count == 6)
    #expect(Set(names).count == names.count)
  }

  @Test func `what the archive says of itself is read again`() throws {
    let writer = try ArchiveWriter(
      folder: scratch.path, name: "a", createdAt: Instant(seconds: 0), software: "aftermarket/test",
      facts: [("run-key", "run:2026-11-24:0123456789abcdef"), ("odd", " a\r\nb: %41 ")])
    _ = try writer.seal()
    let record = try #require(Reading(scratch("a.warc.gz")).records.first)
    let facts = record.facts
    #expect(facts.first { $0.name == "run-key" }?.value == "run:2026-11-24:0123456789abcdef")
    #expect(facts.first { $0.name == "odd" }?.value == "%20a%0d%0ab: %2541%20")
    #expect(facts.first { $0.name == "closing-record" }?.value == "required")
  }

  /// A page as the next request knows it.
  static func earlier(_ page: Page, at location: ArchiveLocation?) -> EarlierPage {
    EarlierPage(
      url: page.url ?? "", fetchedAt: page.fetchedAt, sha256: page.sha256, location: location, etag: nil,
      lastModified: nil)
  }

  static func unchanged(_ earlier: EarlierPage, at seconds: Int) -> Page {
    var page = Page.fetched("", head: notModified, status: 304)
    page.fetchedAt = Instant(seconds: seconds)
    page.contentType = nil
    page.earlier = earlier
    return page
  }

  @Test(arguments: ["https://shop.example/list?q=1", "http://a/\r\nX: y", ""])
  func `an unchanged page is a revisit, and is filled from the record with the body`(url: String) throws {
    var first = Page.fetched("<p>old</p>", head: Self.head)
    first.url = url
    let place = try #require(try scratch.archive([first], "a").first)
    let second = Self.unchanged(Self.earlier(first, at: place), at: 1_526_086_400)
    let secondPlace = try #require(try scratch.archive([second], "b").first)
    let record = try scratch.folder.record(at: secondPlace)
    #expect(record.kind == .revisit)
    #expect(record.header("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified")
    #expect(record.header("WARC-Truncated") == nil)
    #expect(record.header("WARC-Refers-To") == (try scratch.folder.record(at: place)).id)
    #expect(record.header("WARC-Refers-To-Date") == first.fetchedAt.description)
    let page = try #require(try record.page())
    #expect(page.status == 304)
    #expect(page.body.isEmpty)
    #expect(page.httpHead == [UInt8](Self.notModified.utf8))
    #expect(page.earlier?.location == place)
    #expect(page.earlier?.url == url)
    #expect(page.earlier?.fetchedAt == first.fetchedAt)
    #expect(page.earlier?.sha256 == first.sha256)
    let filled = try scratch.folder.filled(page)
    #expect(filled.body == first.body)
    #expect(filled.sha256 == first.sha256)
    #expect(filled.contentType == "text/html")
    #expect(filled.status == 304)
  }

  @Test func `a revisit of a revisit refers to the record with the body`() throws {
    let first = Page.fetched("<p>old</p>", head: Self.head)
    let place = try #require(try scratch.archive([first], "a").first)
    let second = Self.unchanged(Self.earlier(first, at: place), at: 1_526_086_400)
    let secondPlace = try #require(try scratch.archive([second], "b").first)
    let known = try #require(try scratch.folder.earlier(at: secondPlace))
    #expect(known.location == place)
    #expect(known.etag == "\"b\"")
    #expect(known.sha256 == first.sha256)
    // Also when the caller names the revisit.
    let third = Self.unchanged(Self.earlier(first, at: secondPlace), at: 1_526_172_800)
    let thirdPlace = try #require(try scratch.archive([third], "c").first)
    let page = try #require(try scratch.folder.record(at: thirdPlace).page())
    #expect(page.earlier?.location == place)
    #expect(try scratch.folder.filled(page).body == first.body)
  }

  @Test func `the same bytes again are kept once, also within one archive`() throws {
    let gzip = try Gzip.deflate([UInt8]("<p>".utf8))
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    let first = Page.fetched("<p>", head: head, wire: gzip)
    var writer = try scratch.begin("a")
    let place = try writer.append(first)
    var second = first
    second.fetchedAt = Instant(seconds: 1_526_086_400)
    second.earlier = Self.earlier(first, at: place)
    let secondPlace = try writer.append(second)
    _ = try writer.seal()
    let record = try scratch.folder.record(at: secondPlace)
    #expect(record.kind == .revisit)
    #expect(record.header("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")
    #expect(record.header("WARC-Truncated") == "length")
    #expect(record.header("WARC-Payload-Digest") == "sha256:\(Digest256(of: gzip).hex)")
    let page = try #require(try record.page())
    #expect(page.cut == nil)
    #expect(try scratch.folder.filled(page).body == first.body)
  }

  @Test func `a body that came is never given up for an earlier one that is not there`() throws {
    let page = Page.fetched("<p>", head: Self.head)
    let places = [
      nil, ArchiveLocation(file: "none.warc.gz", offset: 0), ArchiveLocation(file: "../a.warc.gz", offset: 0),
      ArchiveLocation(file: "a.warc.gz", offset: 0), ArchiveLocation(file: "a.warc.gz", offset: 7),
    ]
    var writer = try scratch.begin("a")
    for place in places {
      var again = page
      again.earlier = Self.earlier(page, at: place)
      let found = try writer.append(again)
      let failure = #expect(throws: ArchiveFailure.self) {
        _ = try ArchiveFolder(scratch.path).filled(Self.unchanged(Self.earlier(page, at: place), at: 0))
      }
      #expect(failure?.code == "archive_earlier")
      _ = found
      do throws(ArchiveFailure) {
        _ = try writer.append(Self.unchanged(Self.earlier(page, at: place), at: 0))
        Issue.record("it was taken")
      } catch {
        #expect(error.code == "archive_earlier")
        #expect(error.disposition == .quarantine)
      }
    }
    _ = try writer.seal()
    let reading = Reading(scratch("a.warc.gz"))
    #expect(reading.firstFailure == nil)
    #expect(reading.records.filter { $0.kind == .response }.count == places.count)
  }

  struct Answer: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let page: Page
  }

  static let evidence: [Answer] = {
    let gzip = (try? Gzip.deflate([UInt8](repeating: 65, count: 5_000))) ?? []
    func answer(
      _ name: String, _ evidence: Page.Evidence, _ cut: Page.Cut?, _ head: String?, body: [UInt8], wire: [UInt8]? = nil
    ) -> Answer {
      var page = Page(
        url: "http://a.example/", fetchedAt: Instant(seconds: 1), body: body, sha256: Digest256(of: body).hex)
      page.httpHead = head.map { [UInt8]($0.utf8) }
      page.wireBody = wire
      page.status = head == nil ? nil : 200
      page.evidence = evidence
      page.cut = cut
      return Answer(testDescription: name, page: page)
    }
    let packed = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9999\r\n\r\n"
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return [
      answer("robots", .robots, nil, "HTTP/1.1 200 OK\r\n\r\n", body: [UInt8]("User-agent: *\n".utf8)),
      answer("redirect", .redirect, nil, "HTTP/1.1 200 OK\r\nLocation: /b\r\n\r\n", body: []),
      answer("cut gzip", .attempt, .disconnect, packed, body: Array(gzip.prefix(20))),
      answer(
        "cut chunks, joined", .attempt, .time, chunked, body: [UInt8]("abcde".utf8),
        wire: [UInt8]("3\r\nabc\r\n9\r\nde".utf8)),
      answer("cut chunks, as they are", .attempt, .length, chunked, body: [UInt8]("3\r\nab".utf8)),
      answer("a head that was cut", .attempt, .disconnect, "HTTP/1.1 200 OK\r\nContent-", body: []),
      answer("nothing came", .attempt, .disconnect, nil, body: []),
      answer("no head but noise", .attempt, nil, "\u{1}\u{2}\r\n\r\nnoise\r\n\r\n", body: [1, 2]),
    ]
  }()

  @Test(arguments: evidence)
  func `evidence is no page, is kept byte for byte, and its cut is no damage`(answer: Answer) throws {
    let page = answer.page
    let place = try #require(try scratch.archive([page]).first)
    let reading = Reading(scratch("a.warc.gz"))
    #expect(reading.firstFailure == nil)
    #expect(try reading.pages.isEmpty)
    let record = try scratch.folder.record(at: place)
    #expect(record.block == (page.httpHead ?? []) + (page.wireBody ?? page.body))
    #expect(record.header("WARC-Truncated") == page.cut?.rawValue)
    let found = try #require(try record.evidence())
    #expect(found.evidence == page.evidence)
    #expect(found.cut == page.cut)
    #expect(found.url == page.url)
    #expect(found.status == page.status)
    if answer.testDescription != "no head but noise" { #expect(found.body == page.body) }
  }

  @Test func `a page that was cut says so`() throws {
    var page = Page.fetched("<p", head: Self.head)
    page.cut = .length
    try scratch.archive([page])
    let found = try #require(try Reading(scratch("a.warc.gz")).pages.first)
    #expect(found.cut == .length)
    expectSame(found, page)
  }

  @Test func `what became of an address comes back as it went in`() throws {
    var whole = PageLine(
      source: SourceID("shop"), url: "https://a.example/?p=2", verdict: .partial, reason: "50 % of 12\r\nof 40 ж ",
      listings: 12)
    whole.claimed = 40
    whole.httpStatus = 503
    whole.bytes = 7
    whole.charset = "utf-8 (meta)"
    whole.provenance = Provenance(fetchedAt: Instant(seconds: 1_526_000_000), at: "/items")
    let bare = PageLine(source: nil, url: nil, verdict: .refused)
    let odd = PageLine(source: SourceID("a\nb"), url: "http://a/\0 b", verdict: .failed, reason: "")
    var writer = try scratch.begin("a")
    let places = try [whole, bare, odd].map { try writer.append($0) }
    #expect(writer.pages == 0)
    _ = try writer.seal()
    let reading = Reading(scratch("a.warc.gz"), name: "a.warc.gz")
    #expect(reading.firstFailure == nil)
    #expect(try reading.pages.isEmpty)
    let found = try reading.records.compactMap { try $0.outcome() }
    #expect(found.count == 3)
    for ((line, read), place) in zip(zip([whole, bare, odd], found), places) {
      var expected = line
      expected.provenance.fetchedAt = line.provenance.fetchedAt ?? Instant(seconds: 1_700_000_000)
      expected.provenance.archive = place.file
      expected.provenance.offset = place.offset
      // No reason and an empty one are the same.
      var read = read
      if line.reason == "" { read.reason = read.reason ?? "" }
      #expect(read == expected)
    }
  }

  @Test func `outcomes and evidence alone are worth rescuing`() throws {
    var writer = try scratch.begin("a")
    try writer.append(PageLine(source: nil, url: "http://a.example/", verdict: .failed, reason: "no answer"))
    try writer.sync()
    _ = consume writer
    let rescued = try #require(try scratch.folder.rescue().first)
    #expect(rescued.file == "a.warc.gz")
    #expect(rescued.pages == 0)
    let reading = Reading(scratch("a.warc.gz"))
    #expect(reading.firstFailure == nil)
    #expect(try reading.records.compactMap { try $0.outcome() }.map(\.verdict) == [.failed])
  }
}
