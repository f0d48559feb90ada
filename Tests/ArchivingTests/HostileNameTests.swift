import Archiving
import DigestKit
import FileKit
import Foundation
import Records
import Testing

/// Whatever a server or a person calls a thing, nothing on disk is called after it.
struct HostileNameTests {
  static let names = [
    "../../../../etc/cron.d/x", "/etc/passwd", "http://a.example/../../x", "file:///etc/passwd", "CON", "NUL.html",
    "http://a.example/%2e%2e/%2e%2e/x", "http://a.example/\0x", "a\nb", "\u{202E}gpj.warc", ".", "..", "", " ",
    "http://a.example/" + String(repeating: "a", count: 100_000), String(repeating: "../", count: 5_000), "~/x",
    "$(touch x)", "`touch x`", "-rf", "http://[::1]:0/<>\"|?*", "a.warc.gz", "a.warc.gz.open",
  ]

  @Test func `addresses, sources and reasons name no file`() throws {
    let scratch = try Scratch()
    var random = Seeded()
    print("seed \(random.seed)")
    var names = Self.names
    for _ in 0..<100 {
      let parts = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        ["..", "/", "\\", "\0", "%2f", ":", "é", "x", ".open", "\n"].randomElement(using: &random) ?? ""
      }
      names.append(parts.joined())
    }
    try FileSystem.makeFolders(scratch("outer/archive"))
    let folder = ArchiveFolder(scratch("outer/archive"))
    var writer = try ArchiveWriter(
      folder: folder.path, name: "run-20300102-0123456789abcdef-1", createdAt: Instant(seconds: 0), software: "t")
    for name in names {
      var page = Page.fetched("<p>", head: FetchedRecordTests.head)
      page.url = name
      page.source = SourceID(name)
      page.contentType = name
      page.requestHead = [UInt8]("GET \(name) HTTP/1.1\r\n\r\n".utf8)
      let place = try writer.append(page)
      var again = page
      again.earlier = FetchedRecordTests.earlier(page, at: place)
      _ = try writer.append(again)
      try writer.append(PageLine(source: SourceID(name), url: name, verdict: .failed, reason: name))
      #expect(try FileSystem.walk(scratch.path).count == 1)
    }
    let file = try writer.seal()
    #expect(file == "run-20300102-0123456789abcdef-1.warc.gz")
    #expect(try FileSystem.walk(scratch.path) == [FileSystem.join(folder.path, file)])
    #expect(try FileSystem.list(scratch("outer")) == ["archive"])
    _ = try ArchiveVerifier(folder).run { Issue.record("\($0)") }
    let reading = Reading(FileSystem.join(folder.path, file), name: file)
    #expect(try reading.pages.map(\.url) == names.flatMap { [$0, $0] })
    let outcomes = try reading.records.compactMap { try $0.outcome() }
    #expect(outcomes.map(\.url) == names)
    #expect(outcomes.map(\.source?.name) == names)
  }

  @Test func `an address too long to be read again is refused, and the archive goes on`() throws {
    let scratch = try Scratch()
    var writer = try scratch.begin("a")
    let long = String(repeating: "a", count: 600_000)
    do throws(ArchiveFailure) {
      _ = try writer.append(.saved("x", url: long))
      Issue.record("it was taken")
    } catch { #expect(error.code == "archive_page") }
    do throws(ArchiveFailure) {
      try writer.append(PageLine(source: nil, url: long, verdict: .failed))
      Issue.record("it was taken")
    } catch { #expect(error.code == "archive_page") }
    _ = try writer.append(.saved("y"))
    _ = try writer.seal()
    #expect(try Reading(scratch("a.warc.gz")).pages.count == 1)
  }

  @Test(arguments: ["../secret", "/etc/passwd", "a/../../b", "", "a\0b", "a.warc.gz/../../x"])
  func `an archive cannot send the reader out of its folder`(file: String) throws {
    let scratch = try Scratch()
    try FileSystem.makeFolders(scratch("archive"))
    let page = FetchedRecordTests.unchanged(
      FetchedRecordTests.earlier(.saved("x"), at: ArchiveLocation(file: file, offset: 0)), at: 0)
    let failure = #expect(throws: ArchiveFailure.self) { try ArchiveFolder(scratch("archive")).filled(page) }
    #expect(failure?.description.contains("is no file of this folder") == true)
  }
}
