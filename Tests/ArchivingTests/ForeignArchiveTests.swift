import Archiving
import FileKit
import Foundation
import Records
import Testing
import ZlibKit

struct ForeignArchiveTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static func record(_ fields: [String], _ block: [UInt8]) -> [UInt8] {
    let lines = ["WARC/1.0"] + fields + ["Content-Length: \(block.count)"]
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + block + Array("\r\n\r\n".utf8)
  }

  static let responseFields = [
    "WARC-Type: response", "WARC-Date: 2020-01-02T03:04:05.678Z", "Content-Type: application/http;msgtype=response",
    "WARC-Target-URI: <http://a.example/>",
  ]

  struct Body: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let fields: String
    let wire: [UInt8]
    /// What it unpacks to; nil when it must be refused.
    let body: String?
  }

  static let bodies: [Body] = {
    let gzip = (try? Gzip.deflate([UInt8]("hello".utf8))) ?? []
    let raw = Array(gzip.dropFirst(10).dropLast(8))
    let twice = (try? Gzip.deflate(gzip)) ?? []
    func chunks(_ bytes: [UInt8]) -> [UInt8] {
      [UInt8](String(bytes.count, radix: 16).utf8) + [13, 10] + bytes + [UInt8]("\r\n0\r\n\r\n".utf8)
    }
    let plain = [UInt8]("hello".utf8)
    return [
      Body(testDescription: "as it is", fields: "", wire: plain, body: "hello"),
      Body(testDescription: "gzip", fields: "content-encoding: GZIP", wire: gzip, body: "hello"),
      Body(testDescription: "x-gzip", fields: "Content-Encoding: x-gzip", wire: gzip, body: "hello"),
      Body(testDescription: "deflate without header", fields: "Content-Encoding: deflate", wire: raw, body: "hello"),
      Body(testDescription: "identity", fields: "Content-Encoding: identity", wire: plain, body: "hello"),
      Body(testDescription: "chunked", fields: "Transfer-Encoding: chunked", wire: chunks(plain), body: "hello"),
      Body(
        testDescription: "gzip in chunks", fields: "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
        wire: chunks(gzip), body: "hello"),
      Body(testDescription: "gzip unpacked before", fields: "Content-Encoding: gzip", wire: plain, body: "hello"),
      Body(
        testDescription: "chunks joined before", fields: "Transfer-Encoding: chunked", wire: [60] + plain,
        body: "<hello"),
      Body(testDescription: "cut gzip", fields: "Content-Encoding: gzip", wire: gzip.dropLast(1), body: nil),
      Body(testDescription: "gzip twice", fields: "Content-Encoding: gzip, gzip", wire: twice, body: nil),
      Body(testDescription: "brotli", fields: "Content-Encoding: br", wire: plain, body: nil),
      Body(
        testDescription: "cut chunk", fields: "Transfer-Encoding: chunked", wire: [UInt8]("9\r\nhello".utf8), body: nil),
      Body(
        testDescription: "no last chunk", fields: "Transfer-Encoding: chunked", wire: [UInt8]("5\r\nhello\r\n".utf8),
        body: nil),
    ]
  }()

  @Test(arguments: bodies)
  func `codings of a response are taken off or refused, never guessed`(example: Body) throws {
    let extra = example.fields.isEmpty ? "" : example.fields + "\r\n"
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\(extra)\r\n"
    let plain = Self.record(Self.responseFields, Array(head.utf8) + example.wire)
    for (name, bytes) in [("f.warc", plain), ("f.warc.gz", try Gzip.deflate(plain))] {
      let record = try #require(Reading(try scratch.put(bytes, name)).records.first)
      guard let body = example.body else {
        let failure = #expect(throws: ArchiveFailure.self) { try record.page() }
        #expect(failure?.code == "archive_body")
        #expect(failure?.disposition == .quarantine)
        continue
      }
      let page = try #require(try record.page())
      #expect(page.body == [UInt8](body.utf8))
      #expect(page.wireBody ?? page.body == example.wire)
      #expect(page.url == "http://a.example/")
      #expect(page.status == 200)
      #expect(page.contentType == "text/html")
      #expect(page.fetchedAt.description == "2020-01-02T03:04:05Z")
    }
  }

  @Test(arguments: ["request", "warcinfo", "metadata", "continuation", "screenshot"])
  func `records of other kinds are no pages`(type: String) throws {
    let bytes = Self.record(["WARC-Type: \(type)", "WARC-Date: 2020-01-02T03:04:05Z"], [1])
    let record = try #require(Reading(try scratch.put(bytes, "f.warc")).records.first)
    #expect(try record.page() == nil)
  }

  @Test func `a page without a readable date is refused`() throws {
    let bytes = Self.record(["WARC-Type: resource", "WARC-Date: yesterday"], [1])
    let record = try #require(Reading(try scratch.put(bytes, "f.warc")).records.first)
    let failure = #expect(throws: ArchiveFailure.self) { try record.page() }
    #expect(failure?.reason == .fieldUnreadable(name: "WARC-Date", value: "yesterday"))
  }

  @Test func `a wrong length is told and the records behind it are still found`() throws {
    var bytes = Self.record(["WARC-Type: resource", "WARC-Date: 2020-01-02T03:04:05Z"], [UInt8]("short".utf8))
    bytes.replace([UInt8]("Length: 5".utf8), with: [UInt8]("Length: 3".utf8))
    bytes += Self.record(["WARC-Type: metadata"], [])
    let reading = Reading(try scratch.put(bytes, "f.warc"))
    #expect(reading.records.map(\.type) == ["resource", "metadata"])
    #expect(reading.records.first?.damage?.reason == .strayBytes(count: 2))
    #expect(reading.failure == nil)
  }

  @Test func `a file compressed as a whole is read, and told with a way out`() throws {
    let pages = (0..<50).map { Self.record(Self.responseFields, [UInt8]("HTTP/1.1 200 OK\r\n\r\npage \($0)".utf8)) }
    let reading = Reading(try scratch.put(Gzip.deflate(pages.flatMap { $0 }), "f.warc.gz"), name: "f.warc.gz")
    #expect(try reading.pages.map(\.body) == (0..<50).map { [UInt8]("page \($0)".utf8) })
    #expect(
      reading.failure?.description
        == "f.warc.gz at byte 0: its records were read, but the file is not compressed record by record. "
        + "To read single records by their offset, convert it with: warcio recompress")
  }

  @Test func `an ARC file is refused with a sentence, packed or not`() throws {
    let arc = [UInt8]("filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n1 0 A\nURL IP-address\n\n".utf8)
    for (name, bytes) in [("a.arc", arc), ("a.arc.gz", try Gzip.deflate(arc))] {
      let reading = Reading(try scratch.put(bytes, name), name: name)
      #expect(reading.records.isEmpty)
      #expect(reading.failure?.reason == .arc)
    }
  }

  @Test(arguments: ["", "\n", "<html>", "{}"])
  func `what is no archive is said not to be one`(text: String) throws {
    #expect(Reading(try scratch.put([UInt8](text.utf8), "f.warc")).failure != nil)
  }

  static let corpora = ProcessInfo.processInfo.environment["AFTERMARKET_CORPORA"].flatMap { $0.isEmpty ? nil : $0 }

  @Test(.enabled(if: corpora != nil, "skipped: AFTERMARKET_CORPORA is not set"))
  func `warcio's own samples give the records that warcio reads, and the broken ones a failure`() throws {
    let folder = FileSystem.join(try #require(Self.corpora), "warc")
    let table = String(
      decoding: try FileSystem.readAll(FileSystem.join(folder, "expected.tsv"), limit: 1 << 20), as: UTF8.self)
    for line in table.split(separator: "\n").dropFirst() {
      let row = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let reading = Reading(FileSystem.join(folder, row[0]), name: row[0])
      var findings: [ArchiveFinding] = []
      _ = ArchiveVerifier(ArchiveFolder(folder)).run(file: row[0]) { findings.append($0) }
      #expect(findings.isEmpty == (row[1] == "warc" && row[4].isEmpty), "\(row[0]): \(findings)")
      #expect(findings.allSatisfy { $0.file == row[0] })
      if row[1] == "arc" {
        #expect(reading.failure?.reason == .arc, "\(row[0])")
        continue
      }
      let types = reading.records.map(\.type).joined(separator: ",")
      // Where warcio gives up, more may be read.
      let endsEarly = row[4].hasPrefix("ArchiveLoadFailed")
      #expect(endsEarly ? types.hasPrefix(row[3]) : types == row[3], "\(row[0]): \(types)")
      #expect((reading.firstFailure != nil) == !row[4].isEmpty, "\(row[0]): \(reading.firstFailure?.description ?? "")")
      #expect(reading.firstFailure.map { $0.file == row[0] } ?? true)
      for record in reading.records where record.damage == nil { _ = try record.page() }
    }
  }
}
