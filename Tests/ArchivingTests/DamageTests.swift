import Archiving
import FileKit
import Records
import Testing
import ZlibKit

struct DamageTests {
  let scratch: Scratch
  let whole: [UInt8]
  let places: [ArchiveLocation]

  init() throws {
    scratch = try Scratch()
    places = try scratch.archive([
      .saved("first page", url: "http://a.example/1"),
      .fetched("second page", head: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    ])
    whole = try FileSystem.readAll(scratch("a.warc.gz"), limit: 1 << 20)
  }

  @Test func `an archive cut at any byte is told, with file and offset, and what stands before is read`() throws {
    for length in 0..<whole.count {
      let path = try scratch.put(Array(whole.prefix(length)), "cut.warc.gz")
      let reading = Reading(path, name: "cut.warc.gz")
      let failure = try #require(reading.firstFailure, "cut at \(length)")
      #expect(failure.file == "cut.warc.gz")
      #expect(failure.offset <= length)
      let wholePages = places.indices.filter { index in
        length >= (index + 1 < places.count ? places[index + 1].offset : whole.count)
      }
      #expect(try reading.pages.count >= wholePages.count)
    }
  }

  @Test func `a flipped bit never changes a page unnoticed`() throws {
    let pages = try Reading(scratch("a.warc.gz")).pages
    for index in whole.indices {
      var damaged = whole
      damaged[index] ^= 1 << UInt8(index % 8)
      let reading = Reading(try scratch.put(damaged, "flip.warc.gz"))
      if reading.firstFailure == nil {
        // Time, hints and padding of gzip mean nothing.
        let found = try reading.pages
        #expect(found.count == pages.count)
        for (page, read) in zip(pages, found) { expectSame(read, page) }
      }
    }
  }

  @Test func `a flipped byte in plain text is found by its digest`() throws {
    let record = try scratch.folder.record(at: places[0])
    var lines = "WARC/1.1\r\n" + record.headers.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    lines += String(decoding: record.block, as: UTF8.self) + "\r\n\r\n"
    let plain = [UInt8](lines.utf8)
    #expect(Reading(try scratch.put(plain, "plain.warc")).firstFailure == nil)
    var damaged = plain
    damaged[plain.count - 6] ^= 1
    let failure = Reading(try scratch.put(damaged, "plain.warc")).firstFailure
    #expect(failure?.code == "archive_digest")
    #expect(failure?.disposition == .halt)
  }

  @Test func `a plain archive cut at any byte gives no page that is not whole`() throws {
    let text =
      "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n"
    let plain = [UInt8](text.utf8)
    for length in 1..<(plain.count - 4) {
      let reading = Reading(try scratch.put(Array(plain.prefix(length)), "cut.warc"))
      #expect(reading.firstFailure != nil, "cut at \(length)")
    }
    for length in (plain.count - 4)...plain.count {
      #expect(
        try Reading(scratch.put(Array(plain.prefix(length)), "cut.warc")).pages.map(\.body) == [[UInt8]("body".utf8)])
    }
  }

  @Test func `bytes of any kind never trap`() throws {
    var random = Seeded()
    print("seed \(random.seed)")
    let start = [UInt8]("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n".utf8)
    for _ in 0..<300 {
      var bytes = Bool.random(using: &random) ? start : []
      bytes += (0..<Int.random(in: 0...200, using: &random)).map { _ in
        UInt8(
          [0, 10, 13, 32, 48, 58, 255, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0)
      }
      let reading = Reading(try scratch.put(bytes, "noise.warc"))
      for record in reading.records { _ = try? record.page() }
    }
  }

  @Test func `an archive cut between two records is not whole`() throws {
    let reading = Reading(try scratch.put(Array(whole.prefix(places[1].offset)), "cut.warc.gz"))
    #expect(reading.failure?.reason == .endMissing(records: 2))
    #expect(reading.failure?.offset == places[1].offset)
    #expect(try reading.pages.count == 1)
  }

  @Test func `an archive with a record taken out is not whole`() throws {
    let without = Array(whole[..<places[0].offset] + whole[places[1].offset...])
    #expect(Reading(try scratch.put(without, "cut.warc.gz")).failure?.code == "archive_end_missing")
  }

  @Test func `a record over the limit is refused before it is read`() throws {
    let text = "WARC/1.0\r\nContent-Length: 9000000000000000000\r\n\r\n"
    let reading = Reading(try scratch.put([UInt8](text.utf8), "big.warc"))
    #expect(reading.failure?.code == "archive_over_limit")
    try scratch.archive([.saved(String(repeating: "a", count: 3 << 20))], "b")
    #expect(Reading(scratch("b.warc.gz"), limit: 1 << 20).failure?.code == "archive_over_limit")
  }

  @Test func `what a member holds behind its record is not unpacked without end`() throws {
    let record = ForeignArchiveTests.record(["WARC-Type: metadata"], [1])
    for junk in [UInt8(0x0A), 0x41] {
      let bomb = try Gzip.deflate(record + [UInt8](repeating: junk, count: 4 << 20))
      let next = try Gzip.deflate(record)
      let reading = Reading(try scratch.put(bomb + next, "bomb.warc.gz"), limit: 1 << 20)
      #expect(reading.failures.map(\.code) == ["archive_over_limit"])
      #expect(reading.failure?.resumesAt == bomb.count)
      #expect(reading.records.count == 1)
    }
  }

  @Test(arguments: ["-5", "", "1 2", "0x10", "٣"])
  func `a length that is no number is refused`(length: String) throws {
    let text = "WARC/1.0\r\nContent-Length: \(length)\r\n\r\nbody\r\n\r\n"
    let reading = Reading(try scratch.put([UInt8](text.utf8), "bad.warc"))
    #expect(reading.failure?.reason == .fieldUnreadable(name: "Content-Length", value: length))
  }
}
