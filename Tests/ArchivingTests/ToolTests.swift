import Archiving
import FileKit
import Foundation
import Records
import Testing

/// Other people's programs read what is written here, and what they write is read.
struct ToolTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  static let checks: [(name: String, arguments: [String])] = [("gzip", ["-t"]), ("warcio", ["check"])]

  @Test(arguments: checks.map(\.name))
  func `gzip and warcio accept what is written, whatever records it has`(name: String) throws {
    let check = try #require(Self.checks.first { $0.name == name })
    guard let tool = Tool(name) else {
      print("skipped: \(name) is not installed")
      return
    }
    var first = Page.fetched("first page", head: FetchedRecordTests.head)
    first.requestHead = [UInt8]("GET /list HTTP/1.1\r\nHost: shop.example\r\n\r\n".utf8)
    var writer = try scratch.begin("a")
    let place = try writer.append(first)
    var again = first
    again.earlier = FetchedRecordTests.earlier(first, at: place)
    _ = try writer.append(again)
    _ = try writer.append(FetchedRecordTests.unchanged(FetchedRecordTests.earlier(first, at: place), at: 1))
    for answer in FetchedRecordTests.evidence { _ = try writer.append(answer.page) }
    for example in RoundTripTests.examples { _ = try writer.append(example.page) }
    try writer.append(PageLine(source: nil, url: "http://a.example/", verdict: .failed, reason: "no answer"))
    let file = try writer.seal()
    let (code, said) = try tool.run(check.arguments + [scratch(file)])
    #expect(code == 0, "\(said)")
    // A rescued archive is no worse.
    try FileSystem.rename(scratch(file), to: scratch(file + ".open"))
    let bytes = try FileSystem.readAll(scratch(file + ".open"), limit: 1 << 20)
    _ = try scratch.put(bytes.dropLast(400), file + ".open")
    _ = try scratch.folder.rescue()
    let (rescuedCode, saidOfRescued) = try tool.run(check.arguments + [scratch(file)])
    #expect(rescuedCode == 0, "\(saidOfRescued)")
  }

  @Test(arguments: [["--warc-cdx"], ["--no-warc-compression"], ["--warc-cdx", "--no-warc-compression"]])
  func `an archive that wget made is read`(flags: [String]) throws {
    guard let wget = Tool("wget"), let server = PageServer() else {
      print("skipped: wget or python3 is not installed")
      return
    }
    let paths = ["/rates.xml", "/chunked", "/gzip", "/missing"]
    let common = ["-q", "--no-proxy", "--tries=1", "--directory-prefix", scratch.path]
    _ = try wget.run(
      common + ["--warc-file", scratch("got"), "--warc-header", "operator: nobody"] + flags
        + paths.map { server.url($0) })
    let file = try #require(try scratch.folder.archives().first)
    let reading = Reading(scratch(file), name: file)
    #expect(reading.firstFailure == nil)
    #expect(Set(reading.records.map(\.type)) == ["warcinfo", "request", "response", "metadata", "resource"])
    #expect(reading.records.first?.facts.contains { $0 == ("operator", "nobody") } == true)
    let pages = try reading.pages
    #expect(pages.map(\.url) == paths.map { server.url($0) })
    #expect(pages.map(\.status) == [200, 200, 200, 404])
    let whole = try #require(pages.first)
    #expect(String(decoding: whole.body, as: UTF8.self).contains("European Central Bank"))
    // In chunks and packed, the same page came.
    for page in pages[1...2] {
      #expect(page.body == whole.body)
      #expect(page.wireBody != nil)
    }
    #expect(ArchiveVerifier(scratch.folder).run(file: file) { Issue.record("\($0)") }.records == reading.records.count)
    guard flags == ["--warc-cdx"] else { return }
    // Its revisits name no place, but their bodies were seen.
    _ = try wget.run(
      common + ["--warc-file", scratch("second"), "--warc-dedup", scratch("got.cdx"), server.url("/rates.xml")])
    var first = try scratch.folder.reader(file)
    while try first.next() != nil {}
    var second = try scratch.folder.reader("second.warc.gz")
    second.bodies = first.bodies
    var revisit: Page?
    while let record = try second.next() {
      #expect(record.damage == nil)
      if record.kind == .revisit { revisit = try record.page() }
    }
    let again = try #require(revisit)
    #expect(again.body.isEmpty)
    #expect(try scratch.folder.filled(again).body == whole.body)
  }

  @Test func `a revisit of another writer is filled from the same file`() throws {
    let digest = "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    let first = ForeignArchiveTests.record(
      ForeignArchiveTests.responseFields + [digest], [UInt8]("HTTP/1.1 200 OK\r\n\r\n".utf8))
    let revisit = ForeignArchiveTests.record(
      [
        "WARC-Type: revisit", "WARC-Date: 2020-01-03T03:04:05Z", "WARC-Target-URI: http://a.example/",
        "Content-Type: application/http;msgtype=response", digest,
      ], [UInt8]("HTTP/1.1 200 OK\r\n\r\n".utf8))
    _ = try scratch.put(first + revisit, "f.warc")
    let reading = Reading(scratch("f.warc"), name: "f.warc")
    let page = try #require(try reading.records.last?.page())
    #expect(page.earlier?.location == reading.records.first?.location)
    #expect(try scratch.folder.filled(page).fetchedAt.description == "2020-01-03T03:04:05Z")
  }
}

/// A program that is found on the path.
struct Tool {
  let path: String

  init?(_ name: String) {
    let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
    guard let path = folders.map({ "\($0)/\(name)" }).first(where: FileSystem.exists) else { return nil }
    self.path = path
  }

  /// Runs it and gives its exit code and all that it said.
  func run(_ arguments: [String]) throws -> (code: Int32, said: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}

/// The server of fixtures/servers/wire.py; it ends when its owner lets go of it.
final class PageServer {
  private let input = Pipe()
  private let port: Int

  /// Starts it; nil when there is no python3.
  init?() {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../fixtures/servers/wire.py").standardizedFileURL
    guard let python = Tool("python3") else { return nil }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: python.path)
    process.arguments = [script.path]
    process.standardInput = input
    process.standardOutput = output
    guard (try? process.run()) != nil else { return nil }
    var line = Data()
    while let byte = try? output.fileHandleForReading.read(upToCount: 1), byte.count == 1, byte[0] != 0x0a {
      line += byte
    }
    guard let port = Int(String(decoding: line, as: UTF8.self)) else { return nil }
    self.port = port
  }

  deinit { try? input.fileHandleForWriting.close() }

  func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }
}
