import FileKit
import Foundation
import Outside
import Pipeline
import Records
import Testing

/// A source whose rules no longer read what they are known to read is not loaded.
struct CanaryTests {
  /// A copy of the configuration whose Avito prices stand where no rule looks.
  private static func broken(in scratch: Scratch) throws -> String {
    let folder = scratch.path("pipelines")
    try FileManager.default.copyItem(atPath: "\(Program.root)/pipelines", toPath: folder)
    let file = "\(folder)/sources/avito.json5"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacingOccurrences(of: ".price p, .price, .about .price", with: ".cost")
      .write(toFile: file, atomically: true, encoding: .utf8)
    return folder
  }

  @Test func `its pages have drifted, others are loaded, and the exit code says so`() async throws {
    let scratch = try Scratch()
    let pipelines = try Self.broken(in: scratch)
    let outcome = try await Program.run(
      "ingest", "\(Program.root)/fixtures/pages/avito/day-2025-09-15", "\(Program.root)/fixtures/pages/ecb/daily",
      "--pipelines", pipelines, "--workspace", scratch.path("w"), in: scratch)
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("pages of avito are not loaded: the canary avito/day-2025-07-14"))
    let pages = try await Program.run(
      "query", "SELECT source_id, verdict, reason FROM page ORDER BY source_id", "--format", "csv", "--workspace",
      scratch.path("w"), in: scratch)
    #expect(pages.output.contains("avito,drifted,"))
    #expect(pages.output.contains("ecb,parsed,"))
    let listings = try await Program.run(
      "query", "SELECT count(*) FROM listing", "--format", "csv", "--workspace", scratch.path("w"), in: scratch)
    #expect(listings.output.contains("0"))
    // Mended rules read the archive again.
    let rebuilt = try await Program.run("rebuild", "--workspace", scratch.path("w"), in: scratch)
    #expect(rebuilt.status == 0, "\(rebuilt.errors)")
  }

  @Test func `canaries of sources that are not declared say nothing`() async throws {
    let scratch = try Scratch()
    let folder = scratch.path("pipelines")
    try FileManager.default.copyItem(atPath: "\(Program.root)/pipelines", toPath: folder)
    try FileManager.default.removeItem(atPath: "\(folder)/sources/avito.json5")
    let outcome = try await Program.run(
      "ingest", "\(Program.root)/fixtures/pages/ecb/daily", "--pipelines", folder, "--workspace", scratch.path("w"),
      in: scratch)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.errors.contains("avito"))
  }

  @Test func `every source of the project has a canary that is read as it should be`() throws {
    let configuration = try Configuration(folder: "\(Program.root)/pipelines")
    let check = try SourceCheck([], configuration)
    for line in check.lines {
      #expect(!line.problems.contains { $0.contains("canary") }, "\(line.problems)")
      #expect(configuration.canaries.contains { $0.source == line.source }, "pipelines/canaries/\(line.source)")
    }
  }
}
