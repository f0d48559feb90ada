import DigestKit
import FileKit
import Outside
import Parsing
import Pipeline
import Records
import Testing

/// What every source must bring along: pages of its own that its rules can read.
struct SourceConformanceTests {
  static let names = ((try? FileSystem.list("\(Program.root)/pipelines/sources")) ?? [])
    .filter { $0.hasSuffix(".json5") }.map { String($0.dropLast(6)) }.sorted()

  @Test func `there are sources, and no fixtures of a source that is gone`() throws {
    #expect(!Self.names.isEmpty)
    for folder in try FileSystem.list("\(Program.root)/fixtures/pages") {
      #expect(Self.names.contains(folder), "fixtures/pages/\(folder) has no pipelines/sources/\(folder).json5")
    }
  }

  @Test(arguments: names)
  func `a source has pages, and its rules read them`(_ name: String) throws {
    let folder = "\(Program.root)/fixtures/pages/\(name)"
    let cases = FileSystem.isFolder(folder) ? try FileSystem.list(folder).sorted() : []
    guard !cases.isEmpty else {
      Issue.record(
        "fixtures/pages/\(name) is missing: write one page after the shape of the source's, with a case.json")
      return
    }
    let configuration = try Configuration(folder: "\(Program.root)/pipelines")
    let parser = try PageParser(
      sources: configuration.sources, signs: configuration.blockSigns, words: configuration.pageWords)
    var usable = 0
    for item in cases {
      let place = "\(folder)/\(item)"
      guard let file = try FileSystem.list(place).first(where: { $0.hasPrefix("page.") || $0.hasPrefix("response.") }),
        FileSystem.exists("\(place)/case.json")
      else {
        Issue.record("fixtures/pages/\(name)/\(item) lacks page.html (or .xml, .json) or case.json")
        continue
      }
      let facts = try JSONReader.read(try FileSystem.readAll("\(place)/case.json", limit: 1 << 20))
      #expect(facts["source"]?.string == name, "\(place)/case.json names another source")
      let body = try FileSystem.readAll("\(place)/\(file)", limit: 16 << 20)
      var page = Page(
        source: SourceID(name), url: facts["url"]?.string,
        fetchedAt: facts["fetched_at"]?.string.flatMap { Instant(rfc3339: $0) } ?? Instant(seconds: 1_756_000_000),
        body: body, sha256: Digest256(of: body).hex)
      page.status = facts["status"]?.integer
      let verdict = parser.parse(page, as: page.source).line.verdict
      if let wanted = facts["verdict"]?.string {
        #expect(verdict.rawValue == wanted, "fixtures/pages/\(name)/\(item)")
      } else {
        #expect(
          verdict.isUsable, "fixtures/pages/\(name)/\(item) is \(verdict.rawValue); case.json may say \"verdict\"")
      }
      if verdict.isUsable { usable += 1 }
    }
    #expect(usable > 0, "fixtures/pages/\(name) has no page that can be used")
  }
}
