import Foundation
import Outside
import Testing

/// What a killed run left open in the archive is not lost.
struct RescueTests {
  static let pages = Program.root + "/fixtures/pages/avito"

  @Test(arguments: ["ingest", "rebuild"])
  func `an archive that was left open is sealed, told of and loaded`(_ command: String) async throws {
    let scratch = try Scratch()
    _ = try await Program.run("ingest", Self.pages, in: scratch)
    let wanted = try await Program.dump(in: scratch)
    let name = try #require(scratch.names(in: "workspace/archive").first)
    try scratch.write(try scratch.read("workspace/archive/\(name)"), to: "other/archive/\(name).open")

    let outcome = try await Program.run(command, "--workspace", "other", in: scratch)
    #expect(outcome.status <= 1, "\(outcome)")
    #expect(outcome.errorLines.filter { $0.contains("rescued \(name)") }.count == 1, "\(outcome.errors)")
    #expect(scratch.names(in: "other/archive") == [name])
    #expect(try await Program.dump("other", in: scratch) == wanted)
  }

  @Test func `of an archive cut off in the middle of a page all whole pages stay`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("ingest", Self.pages, in: scratch)
    let wanted = try await Program.dump(in: scratch)
    let name = try #require(scratch.names(in: "workspace/archive").first)
    let bytes = try scratch.read("workspace/archive/\(name)")
    try scratch.write(bytes.prefix(bytes.count * 2 / 3), to: "other/archive/\(name).open")

    let outcome = try await Program.run("ingest", Self.pages, "--workspace", "other", in: scratch)
    #expect(outcome.status <= 1, "\(outcome)")
    #expect(outcome.errors.contains("rescued \(name)") && outcome.errors.contains("dropped"), "\(outcome.errors)")
    #expect(scratch.names(in: "other/archive").count == 2)
    #expect(try await Program.dump("other", in: scratch) == wanted)
  }

  @Test func `a damaged archive is reported by every run and keeps nothing else out`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("ingest", Self.pages, in: scratch)
    let wanted = try await Program.dump(in: scratch)
    let name = try #require(scratch.names(in: "workspace/archive").first)
    try scratch.write(try scratch.read("workspace/archive/\(name)").prefix(900), to: "other/archive/bad.warc.gz")
    for _ in 1...2 {
      let outcome = try await Program.run("ingest", Self.pages, "--workspace", "other", in: scratch)
      #expect(outcome.status == 3, "\(outcome)")
      #expect(outcome.errorLines.filter { $0.contains("bad.warc.gz at byte") }.count == 1, "\(outcome.errors)")
      #expect(scratch.names(in: "other/archive").count == 2)
      #expect(try await Program.dump("other", in: scratch) == wanted)
    }
  }
}
