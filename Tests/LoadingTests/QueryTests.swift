import Foundation
import Loading
import Records
import Testing

@Suite struct QueryTests {
  private static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "pipelines/queries")
  }

  @Test func `every shipped query says what it answers, and runs`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    _ = try loader.load([
      .observation(Samples.observation("1", "4000", try Samples.time(1))),
      .observation(Samples.observation("1", "3000", try Samples.time(2))),
      .observation(Samples.observation("2", "5000", try Samples.time(2))),
    ])
    let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 5)
    for file in files where file.pathExtension == "sql" {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.hasPrefix("-- ") && text.prefix { $0 != "\n" }.contains("?"), "\(file.lastPathComponent)")
      _ = try Samples.rows(path, text)
    }
    func answer(_ name: String) throws -> [String] {
      try Samples.rows(path, String(contentsOf: Self.folder.appending(path: "\(name).sql"), encoding: .utf8))
    }
    #expect(try answer("latest-prices") == ["nvidia-a100-pcie-40gb 2 3000.0 4000.0 5000.0"])
    #expect(try answer("price-changes").count == 1)
    #expect(try answer("new-since").count == 2)
  }

  @Test func `what was loaded is known, what was not is not`() throws {
    let folder = try Folder()
    var loader = try Loader(path: folder.path("a.sqlite"))
    let time = try Samples.time(1)
    _ = try loader.load([.page(Samples.page("p", time)), .page(Samples.page("b", time, .blocked))])
    #expect(try loader.isKnown(sha256: "p", fetchedAt: time, url: "https://shop.example/p"))
    #expect(try !loader.isKnown(sha256: "p", fetchedAt: try Samples.time(2), url: "https://shop.example/p"))
    #expect(try loader.isKnown(sha256: "b", fetchedAt: time, url: "https://shop.example/b"))
    #expect(try !loader.isKnown(sha256: "b", fetchedAt: time, url: "https://shop.example/other"))
  }

  @Test func `a known page is looked up, not searched for among all`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    _ = try Loader(path: path)
    let plan = try Samples.rows(path, "EXPLAIN QUERY PLAN " + Loader.selectKnownPage)
    #expect(plan.contains { $0.contains("SEARCH page USING INDEX page_of_content") }, "\(plan)")
  }

  @Test func `a run that ended is finished, one that was killed is not`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    let time = try Samples.time(1)
    let first = RunRecord(key: "archive:a", startedAt: time, pipelinesSHA256: nil, version: "1")
    let second = RunRecord(key: "archive:b", startedAt: time, pipelinesSHA256: nil, version: "1")
    try loader.begin(first)
    try loader.begin(second)
    let stage = StageRecord(stage: "load", itemsIn: 3, itemsOut: 2, setAside: 1, seconds: 0.5)
    try loader.finish(first, at: time.advanced(9), status: "done", stages: [stage])
    #expect(try loader.finishedRunKeys() == ["archive:a"])
    try loader.begin(first)
    #expect(try loader.finishedRunKeys() == [])
    let status = try DatabaseReader(path: path).status()
    #expect(status.runs.map(\.key).sorted() == ["archive:a", "archive:b"])
    #expect(status.schemaVersion == Int(Schema.version))
  }
}
