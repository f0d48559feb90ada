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
    for fault in try Self.faults(of: name, root: Program.root) { Issue.record("\(fault)") }
  }

  /// What is still missing of a source of a checkout; nothing when it is whole.
  static func faults(of name: String, root: String) throws -> [String] {
    let folder = "\(root)/fixtures/pages/\(name)"
    let cases = FileSystem.isFolder(folder) ? try FileSystem.list(folder).sorted() : []
    guard !cases.isEmpty else {
      return ["fixtures/pages/\(name) is missing: write one page after the shape of the source's, with a case.json"]
    }
    let configuration = try Configuration(folder: "\(root)/pipelines")
    let parser = try PageParser(
      sources: configuration.sources, signs: configuration.blockSigns, words: configuration.pageWords)
    var usable = 0
    var faults: [String] = []
    for item in cases {
      let place = "\(folder)/\(item)"
      let shown = "fixtures/pages/\(name)/\(item)"
      guard let file = try FileSystem.list(place).first(where: { $0.hasPrefix("page.") || $0.hasPrefix("response.") }),
        FileSystem.exists("\(place)/case.json")
      else {
        faults.append("\(shown) lacks page.html (or .xml, .json) or case.json")
        continue
      }
      let facts = try JSONReader.read(try FileSystem.readAll("\(place)/case.json", limit: 1 << 20))
      if facts["source"]?.string != name { faults.append("\(shown)/case.json names another source") }
      let body = try FileSystem.readAll("\(place)/\(file)", limit: 16 << 20)
      var page = Page(
        source: SourceID(name), url: facts["url"]?.string,
        fetchedAt: facts["fetched_at"]?.string.flatMap { Instant(rfc3339: $0) } ?? Instant(seconds: 1_756_000_000),
        body: body, sha256: Digest256(of: body).hex)
      page.status = facts["status"]?.integer
      let verdict = parser.parse(page, as: page.source).line.verdict
      if let wanted = facts["verdict"]?.string {
        if verdict.rawValue != wanted { faults.append("\(shown) is \(verdict.rawValue), not \(wanted)") }
      } else if !verdict.isUsable {
        faults.append("\(shown) is \(verdict.rawValue); case.json may say \"verdict\"")
      }
      if verdict.isUsable { usable += 1 }
    }
    if usable == 0 { faults.append("fixtures/pages/\(name) has no page that can be used") }
    return faults
  }
}
