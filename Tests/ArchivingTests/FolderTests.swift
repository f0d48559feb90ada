import Archiving
import FileKit
import Records
import Testing

struct FolderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `only sealed archives are listed, in order`() throws {
    try scratch.archive([.saved("b")], "2024-02")
    try scratch.archive([.saved("a")], "2024-01")
    for name in ["x.warc.gz.open", "x.warc.gz.tmp", "notes.txt"] { _ = try scratch.put([], name) }
    try FileSystem.makeFolders(scratch("old"))
    _ = try scratch.put([], "old/y.warc")
    #expect(try scratch.folder.archives() == ["2024-01.warc.gz", "2024-02.warc.gz", "old/y.warc"])
    #expect(try ArchiveFolder(scratch("none")).archives() == [])
  }

  @Test func `an archive is not there until it is sealed`() throws {
    var writer = try scratch.begin("a")
    _ = try writer.append(.saved("a"))
    #expect(try scratch.folder.archives() == [])
    #expect(try writer.seal() == "a.warc.gz")
    #expect(try FileSystem.list(scratch.path) == ["a.warc.gz"])
  }

  @Test(arguments: ["../a", "a/b", "", ".a", "a\0b", "a b", String(repeating: "a", count: 101), "é"])
  func `a name that could leave the folder is refused`(name: String) throws {
    do throws(ArchiveFailure) {
      _ = try ArchiveWriter(folder: scratch.path, name: name, createdAt: Instant(seconds: 0), software: "t").pages
      Issue.record("it was taken")
    } catch {
      #expect(error.reason == .nameUnusable)
    }
    #expect(try FileSystem.list(scratch.path) == [])
  }

  @Test func `an archive is never written over`() throws {
    try scratch.archive([.saved("a")], "a")
    _ = try scratch.put([], "b.warc.gz.open")
    for name in ["a", "b"] {
      do throws(ArchiveFailure) {
        _ = try ArchiveWriter(folder: scratch.path, name: name, createdAt: Instant(seconds: 0), software: "t").pages
        Issue.record("it was taken")
      } catch {
        #expect(error.reason == .nameTaken)
      }
    }
  }

  @Test func `what was left open is sealed with all whole pages, wherever it was cut`() throws {
    let pages = [Page.saved("first"), .saved("second", url: "http://a.example/")]
    var writer = try scratch.begin("a")
    var places: [ArchiveLocation] = []
    for page in pages { places.append(try writer.append(page)) }
    let open = try FileSystem.readAll(scratch("a.warc.gz.open"), limit: 1 << 20)
    let sealed = try writer.seal()
    let all = try FileSystem.readAll(scratch(sealed), limit: 1 << 20)
    try FileSystem.remove(scratch(sealed))
    let edges = places.flatMap { [$0.offset - 1, $0.offset, $0.offset + 1] }
    var lengths = Set(edges)
    lengths.formUnion(stride(from: 0, through: all.count, by: 41))
    lengths.formUnion((open.count - 1)...(open.count + 1))
    lengths.insert(all.count)
    for length in lengths.sorted() {
      _ = try scratch.put(Array(all.prefix(length)), "a.warc.gz.open")
      let rescued = try #require(try scratch.folder.rescue().first)
      let expected = length < places[1].offset ? 0 : length < open.count ? 1 : 2
      #expect(rescued.pages == expected, "cut at \(length)")
      guard expected > 0 else {
        #expect(try FileSystem.list(scratch.path) == [])
        continue
      }
      #expect(rescued.file == "a.warc.gz")
      let reading = Reading(scratch("a.warc.gz"))
      #expect(reading.firstFailure == nil)
      for (page, found) in zip(pages, try reading.pages) { expectSame(found, page) }
      #expect(try reading.pages.count == expected)
      if expected == 2 { #expect(try FileSystem.readAll(scratch("a.warc.gz"), limit: 1 << 20) == all) }
      try FileSystem.remove(scratch("a.warc.gz"))
    }
  }

  @Test func `damage in the middle of what was left open costs nothing that stands behind it`() throws {
    let places = try scratch.archive((0..<4).map { .saved("page \($0)") })
    var bytes = try FileSystem.readAll(scratch("a.warc.gz"), limit: 1 << 20)
    let closing = try #require(Reading(scratch("a.warc.gz")).records.last).offset
    try FileSystem.remove(scratch("a.warc.gz"))
    bytes[places[1].offset + 30] ^= 0xFF
    _ = try scratch.put(Array(bytes[..<(closing + 10)]), "a.warc.gz.open")
    let rescued = try #require(try scratch.folder.rescue().first)
    #expect(rescued.pages == 3)
    #expect(rescued.lostBytes == 10)
    var findings: [ArchiveFinding] = []
    let tally = try ArchiveVerifier(scratch.folder).run { findings.append($0) }
    #expect(findings.map(\.offset) == [places[1].offset])
    #expect(tally.records == 5)
  }
}
