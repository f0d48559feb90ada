import FileKit
import Parsing
import Records
import Testing
import TextKit
import XMLKit

/// What the fuzzers of Tests/Fuzz found once, in `fixtures/hostile/<target>/<condition>.bytes`.
struct FindingTests {
  static let findings: [String] = {
    let folders = (try? FileSystem.list("\(Project.root)/fixtures/hostile")) ?? []
    return folders.sorted().flatMap { folder in
      ((try? FileSystem.list("\(Project.root)/fixtures/hostile/\(folder)")) ?? []).sorted().map { "\(folder)/\($0)" }
    }
  }()

  @Test(arguments: findings)
  func `P15 what was found once is read by every source`(name: String) throws {
    let bytes = try Project.bytes("fixtures/hostile/\(name)")
    let parser = try Project.parser()
    for file in try FileSystem.list("\(Project.root)/pipelines/sources") where file.hasSuffix(".json5") {
      let line = parser.parse(Project.page(bytes), as: SourceID(String(file.dropLast(6)))).line
      #expect(line.verdict != .empty)
    }
    let text = UTF8Text(decoding: bytes).bytes
    let plan = try RowPlan(
      pageFields: [FieldRule(selector: try Selector("script, title, b"), takesAll: true, isRaw: true)],
      layouts: [(rows: try Selector("li, tr"), fields: [FieldRule(selector: nil)])])
    let streamed = try plan.read(streaming: text)
    let fromTree = try HTMLDocument(utf8: text).read(plan)
    #expect(streamed.rows.map(\.path) == fromTree.rows.map(\.path))
    #expect(
      streamed.rows.map { streamed.values(of: $0).map { Array(streamed.text(of: $0)) } }
        == fromTree.rows.map { fromTree.values(of: $0).map { Array(fromTree.text(of: $0)) } })
  }
}
