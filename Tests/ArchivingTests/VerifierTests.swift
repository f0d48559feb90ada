import Archiving
import DigestKit
import FileKit
import Records
import Testing
import ZlibKit

struct VerifierTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// All findings of a check, and what was looked at.
  private func verified(_ file: String? = nil) throws -> (findings: [ArchiveFinding], tally: ArchiveVerifier.Tally) {
    var findings: [ArchiveFinding] = []
    let verifier = ArchiveVerifier(scratch.folder)
    let tally =
      if let file { verifier.run(file: file) { findings.append($0) } } else {
        try verifier.run { findings.append($0) }
      }
    return (findings, tally)
  }

  /// An archive with a record of every kind, the last one a page; gives the places of its pages.
  private func archiveOfAllKinds(_ name: String = "a") throws -> [ArchiveLocation] {
    var page = Page.fetched("first page", head: FetchedRecordTests.head)
    page.requestHead = [UInt8]("GET / HTTP/1.1\r\n\r\n".utf8)
    let chunked = Page.fetched(
      "packed", head: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
      wire: [UInt8]("6\r\npacked\r\n0\r\n\r\n".utf8))
    var cut = FetchedRecordTests.evidence[2].page
    cut.requestHead = page.requestHead
    var writer = try scratch.begin(name)
    var places = [try writer.append(page)]
    _ = try writer.append(cut)
    try writer.append(PageLine(source: nil, url: "http://a.example/", verdict: .failed, reason: "cut off"))
    places.append(try writer.append(chunked))
    places.append(
      try writer.append(FetchedRecordTests.unchanged(FetchedRecordTests.earlier(page, at: places[0]), at: 1)))
    places.append(try writer.append(.saved("last page")))
    _ = try writer.seal()
    return places
  }

  private func bytes(_ name: String = "a.warc.gz") throws -> [UInt8] {
    try FileSystem.readAll(scratch(name), limit: 1 << 24)
  }

  @Test func `sound archives give no finding, and are counted`() throws {
    _ = try archiveOfAllKinds("a")
    try scratch.archive([.saved("b")], "b")
    let (findings, tally) = try verified()
    #expect(findings.isEmpty)
    #expect(tally.files == 2)
    #expect(tally.records == 13)
    #expect(try tally.bytes == bytes("a.warc.gz").count + bytes("b.warc.gz").count)
    let empty = try ArchiveVerifier(ArchiveFolder(scratch("none"))).run { _ in }
    #expect(empty.files == 0)
  }

  @Test func `an archive that is still open is told, and is no damage`() throws {
    var writer = try scratch.begin("a")
    _ = try writer.append(.saved("a"))
    let (findings, tally) = try verified()
    #expect(findings == [.open(file: "a.warc.gz.open", bytes: writer.byteCount)])
    #expect(findings.first?.code == "archive_open")
    #expect(findings.allSatisfy { !$0.isDamage })
    #expect(tally.files == 0)
  }

  @Test func `an archive cut at every byte of its last records is found, and all before is read`() throws {
    let places = try archiveOfAllKinds("z")
    let whole = try bytes("z.warc.gz")
    let pages = try Reading(scratch("z.warc.gz"), name: "z.warc.gz").pages
    let last = try #require(places.last).offset
    try FileSystem.remove(scratch("z.warc.gz"))
    for length in last..<whole.count {
      _ = try scratch.put(Array(whole.prefix(length)), "z.warc.gz")
      let finding = try #require(try verified().findings.first, "cut at \(length)")
      #expect(finding.isDamage)
      #expect(finding.file == "z.warc.gz")
      #expect((last...length).contains(finding.offset), "cut at \(length)")
      let found = try Reading(scratch("z.warc.gz"), name: "z.warc.gz").pages
      #expect(found.count >= pages.count - 1)
      for (page, read) in zip(pages, found) { expectSame(read, page) }
      guard length % 16 == last % 16 || length == whole.count - 1 else { continue }
      // What a killed run leaves behind is sealed with all that is whole, and the next one writes a file of its own.
      try FileSystem.rename(scratch("z.warc.gz"), to: scratch("z.warc.gz.open"))
      let rescued = try #require(try scratch.folder.rescue().first)
      #expect(rescued.pages == found.count)
      try scratch.archive([.saved("next")], "zz")
      #expect(try verified().findings.isEmpty)
      for name in ["z.warc.gz", "zz.warc.gz"] { try FileSystem.remove(scratch(name)) }
    }
  }

  @Test func `a flipped bit is found, wherever it is`() throws {
    _ = try archiveOfAllKinds()
    let whole = try bytes()
    var random = Seeded()
    print("seed \(random.seed)")
    // All bytes around the members, which no checksum of gzip covers, and a fourth of those inside.
    let starts = Reading(scratch("a.warc.gz")).records.map(\.offset) + [whole.count]
    let phase = Int.random(in: 0...3, using: &random)
    let isChosen = { index in
      index % 4 == phase || starts.contains { (-9..<10).contains(index - $0) }
    }
    for index in whole.indices where isChosen(index) {
      var damaged = whole
      damaged[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
      _ = try scratch.put(damaged, "a.warc.gz")
      let findings = try verified().findings
      #expect(findings.contains { $0.isDamage && $0.file == "a.warc.gz" }, "byte \(index) of \(whole.count)")
    }
  }

  @Test func `many flipped bytes in a large archive are found, and cost no more records than they hit`() throws {
    var random = Seeded()
    print("seed \(random.seed)")
    let pages = (0..<300).map { number in
      let noise = (0..<300).map { _ in String(UInt64.random(in: 0...UInt64.max, using: &random), radix: 36) }
      return Page.saved("\(number) " + noise.joined(separator: " "))
    }
    try scratch.archive(pages)
    let whole = try bytes()
    for _ in 0..<20 {
      var damaged = whole
      let hits = (0..<5).map { _ in Int.random(in: whole.indices, using: &random) }
      for hit in hits { damaged[hit] ^= UInt8.random(in: 1...255, using: &random) }
      _ = try scratch.put(damaged, "a.warc.gz")
      let (findings, tally) = try verified()
      if damaged != whole { #expect(findings.contains { $0.isDamage }) }
      #expect(tally.records >= 302 - hits.count)
    }
  }

  @Test func `damage in the middle is told once, with what is passed over`() throws {
    let places = try scratch.archive((0..<5).map { .saved("page \($0)") })
    var damaged = try bytes()
    damaged[places[2].offset + 40] ^= 0xFF
    _ = try scratch.put(damaged, "a.warc.gz")
    let (findings, tally) = try verified()
    #expect(findings.count == 1)
    #expect(findings.first?.offset == places[2].offset)
    #expect(tally.records == 6)
    let lost = places[3].offset - places[2].offset
    let words = "; \(lost) bytes are passed over, reading goes on at byte \(places[3].offset). "
    #expect(findings.first?.description.contains(words) == true)
    let found = try Reading(scratch("a.warc.gz")).pages.map(\.body)
    #expect(found == [0, 1, 3, 4].map { [UInt8]("page \($0)".utf8) })
  }

  @Test func `records taken out, added or put in another order are found`() throws {
    let places = try scratch.archive((0..<3).map { .saved("page \($0) of the same length") })
    let whole = try bytes()
    let cuts = [0] + places.map(\.offset) + [whole.count]
    let closing = try #require(Reading(scratch("a.warc.gz")).records.last).offset
    let first = whole[cuts[1]..<cuts[2]]
    let second = whole[cuts[2]..<cuts[3]]
    let third = whole[cuts[3]..<closing]
    let info = whole[..<cuts[1]]
    let end = whole[closing...]
    let files: [[ArraySlice<UInt8>]] = [
      [info, first, third, end], [info, first, second, third], [info, second, first, third, end],
      [info, first, first, third, end], [info, first, second, third, third, end], [info, end],
    ]
    for file in files {
      _ = try scratch.put(Array(file.joined()), "a.warc.gz")
      #expect(try verified().findings.first?.isDamage == true)
    }
    _ = try scratch.put(whole, "a.warc.gz")
    #expect(try verified().findings.isEmpty)
  }

  @Test func `a revisit whose body is gone is found`() throws {
    let page = Page.fetched("<p>", head: FetchedRecordTests.head)
    let place = try #require(try scratch.archive([page], "a").first)
    let revisit = FetchedRecordTests.unchanged(FetchedRecordTests.earlier(page, at: place), at: 1)
    let again = try #require(try scratch.archive([revisit], "b").first)
    #expect(try verified().findings.isEmpty)
    try FileSystem.remove(scratch("a.warc.gz"))
    var findings = try verified().findings
    #expect(findings.map(\.code) == ["archive_revisit_lost"])
    #expect(findings.first?.file == "b.warc.gz")
    #expect(findings.first?.offset == again.offset)
    #expect(findings.first?.description.contains("a.warc.gz at byte \(place.offset)") == true)
    // Another page in its place is not it.
    try scratch.archive([.fetched("<q>", head: FetchedRecordTests.head)], "a")
    findings = try verified().findings
    #expect(findings.map(\.code) == ["archive_revisit_lost"])
  }

  @Test func `a body that is not the one it says is found`() throws {
    let record = try scratch.folder.record(at: try #require(try archiveOfAllKinds().first))
    let other = Digest256(of: "other").hex
    let lines = record.headers.map { header in
      header.name == "Aftermarket-Body-SHA256" ? "\(header.name): \(other)" : "\(header.name): \(header.value)"
    }
    let text = (["WARC/1.1"] + lines).joined(separator: "\r\n") + "\r\n\r\n"
    _ = try scratch.put(Gzip.deflate([UInt8](text.utf8) + record.block + [13, 10, 13, 10]), "f.warc.gz")
    let findings = try verified("f.warc.gz").findings
    #expect(findings.map(\.code) == ["archive_digest"])
  }

  @Test func `archives closed without a digest, as older versions did, are sound`() throws {
    let info = "software: old\r\nclosing-record: required\r\n"
    let start = try Gzip.deflate(
      ForeignArchiveTests.record(["WARC-Type: warcinfo"], [UInt8](info.utf8)))
    let text = "records: 1\r\nbytes: \(start.count)\r\n"
    let end = try Gzip.deflate(
      ForeignArchiveTests.record(
        ["WARC-Type: metadata", "Content-Type: application/warc-fields"], [UInt8](text.utf8)))
    _ = try scratch.put(start + end, "old.warc.gz")
    #expect(try verified().findings.isEmpty)
    _ = try scratch.put(start, "old.warc.gz")
    #expect(try verified().findings.map(\.code) == ["archive_end_missing"])
  }

  @Test func `a file that is no archive, or not there, is a finding`() throws {
    _ = try scratch.put([UInt8]("<html>".utf8), "f.html")
    #expect(try verified("f.html").findings.map(\.code) == ["archive_malformed"])
    #expect(try verified("none.warc").findings.map(\.code) == ["file_missing"])
    _ = try scratch.put([], "e.warc.gz")
    #expect(try verified().findings.map(\.code) == ["archive_empty"])
  }
}
