import FileKit
import Foundation
import Parsing
import Records
import Testing

/// Every folder of `fixtures/pages` against the records and verdict beside it.
struct PageFixtureTests {
  static let cases: [String] = {
    let root = "\(Project.root)/fixtures/pages"
    let sources = (try? FileSystem.list(root)) ?? []
    return sources.sorted().flatMap { source in
      ((try? FileSystem.list("\(root)/\(source)")) ?? []).sorted().map { "\(source)/\($0)" }
    }
  }()

  @Test(arguments: cases)
  func `a page gives the records beside it`(name: String) throws {
    let folder = "fixtures/pages/\(name)"
    let facts = try JSONReader.read(try Project.bytes("\(folder)/case.json"))
    let time = try #require(facts["fetched_at"]?.string.flatMap(Instant.init(rfc3339:)))
    let file = try #require(FileSystem.list("\(Project.root)/\(folder)").first { $0.hasPrefix("page.") })
    var page = Project.page(try Project.bytes("\(folder)/\(file)"), url: facts["url"]?.string, at: time)
    page.status = facts["status"]?.integer
    let parser = try Project.parser()
    #expect(parser.recognize(page)?.name == facts["source"]?.string)

    let parsed = parser.parse(page, as: facts["source"]?.string.map(SourceID.init))
    var writer = JSONWriter()
    for record in parsed.records + [.page(parsed.line)] {
      record.write(to: &writer)
      writer.endLine()
    }
    let golden = "\(Project.root)/\(folder)/listings.json"
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try FileSystem.writeAtomically(writer.bytes, to: golden)
      Issue.record("recorded \(golden)")
    } else {
      #expect(
        String(decoding: writer.bytes, as: UTF8.self)
          == String(decoding: try FileSystem.readAll(golden, limit: 16 << 20), as: UTF8.self))
    }
  }
}
