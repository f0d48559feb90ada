import Foundation
import Outside
import Testing

/// The same pages give the same database, however often, in whatever order and by whichever way they come.
struct RepetitionTests {
  static let pages = Program.root + "/fixtures/pages"
  static let folders = ((try? FileManager.default.contentsOfDirectory(atPath: pages)) ?? []).sorted()
    .map { "\(pages)/\($0)" }

  func dump(_ workspace: String, _ scratch: Scratch) async throws -> String {
    try await Program.dump(workspace, in: scratch)
  }

  @Test func `twice, in another order and derived again are once`() async throws {
    let scratch = try Scratch()
    let first = try await Program.run("ingest", Self.pages, in: scratch)
    #expect(first.status <= 1, "\(first)")
    let once = try await dump("workspace", scratch)
    #expect(once.contains(#""table":"observation""#))
    let archives = scratch.names(in: "workspace/archive")

    let second = try await Program.run("ingest", Self.pages, "--json", in: scratch)
    #expect(second.status == 0, "\(second)")
    #expect(scratch.names(in: "workspace/archive") == archives)
    #expect(try await dump("workspace", scratch) == once)

    for folder in Self.folders.reversed() {
      #expect(try await Program.run("ingest", folder, "--workspace", "other", in: scratch).status <= 1)
    }
    #expect(scratch.names(in: "other/archive").count == Self.folders.count)
    #expect(try await dump("other", scratch) == once)

    for workspace in ["workspace", "other"] {
      let again = try await Program.run("rebuild", "--workspace", workspace, in: scratch)
      #expect(again.status <= 1, "\(again)")
      #expect(!scratch.names(in: workspace).contains { $0.contains("rebuild") })
      #expect(try await dump(workspace, scratch) == once)
    }
  }

  @Test func `what was analyzed is analyzed again when it is derived again`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("ingest", Self.pages, in: scratch)
    #expect(try await Program.run("analyze", in: scratch).status == 0)
    let once = try await dump("workspace", scratch)
    #expect(once.contains(#""table":"price_index""#))
    #expect(try await Program.run("rebuild", in: scratch).status <= 1)
    #expect(try await dump("workspace", scratch) == once)
  }

  @Test func `the filters one by one give what ingest gives`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("ingest", Self.pages, in: scratch)
    let raw = try await Program.run("parse", Self.pages, in: scratch)
    let normalized = try await Program.run("normalize", input: raw.output, in: scratch)
    #expect(raw.output.split(separator: "\n").count == normalized.output.split(separator: "\n").count)
    let loaded = try await Program.run("load", "-", "--workspace", "other", input: normalized.output, in: scratch)
    #expect(loaded.status <= 1, "\(loaded)")
    #expect(try await dump("other", scratch) == dump("workspace", scratch))
  }

  @Test func `a run that is killed at any moment is completed by the next`() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var state = seed
    let scratch = try Scratch()
    let clock = ContinuousClock()
    let start = clock.now
    _ = try await Program.run("ingest", Self.pages, in: scratch)
    // How long a run takes depends on what else the machine does: a run that ended first halves the estimate.
    var whole = start.duration(to: clock.now)
    let wanted = try await dump("workspace", scratch)
    var killed = 0
    for attempt in 0..<5 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // The last one is killed at once, so that one is killed on any machine.
      let part = attempt == 4 ? 0 : (Double(attempt) + Double(state >> 33) / Double(1 << 31)) / 4
      let workspace = "killed-\(attempt)"
      let cut = try await Program.run(
        "ingest", Self.pages, "--workspace", workspace, in: scratch, killedAfter: whole * part)
      if cut.status == 128 + SIGKILL { killed += 1 } else { whole = whole / 2 }
      let next = try await Program.run("ingest", Self.pages, "--workspace", workspace, in: scratch)
      #expect(next.status <= 1, "seed \(seed), killed after \(whole * part): \(next)")
      #expect(try await dump(workspace, scratch) == wanted, "seed \(seed), killed after \(whole * part)")
      #expect(!scratch.names(in: "\(workspace)/archive").contains { $0.hasSuffix(".open") })
    }
    #expect(killed > 0, "seed \(seed): every run ended before it was killed")
  }

  @Test func `deriving again does not drop what no archive gives, unless told to`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("ingest", "\(Self.pages)/ecb", in: scratch)
    let archived = try await dump("workspace", scratch)
    let raw =
      #"{"type":"listing","source":"schema-org","key":"1","title":"NVIDIA A100 80GB PCIe","price":"9500","#
      + #""provenance":{"fetched_at":"2025-08-20T10:00:00Z"}}"#
    let normalized = try await Program.run("normalize", input: raw + "\n", in: scratch)
    _ = try await Program.run("load", "-", input: normalized.output, in: scratch)
    let full = try await dump("workspace", scratch)
    #expect(full != archived && full.contains("NVIDIA A100 80GB PCIe"))
    let refused = try await Program.run("rebuild", in: scratch)
    #expect(refused.status == 2 && refused.errors.contains("--accept-drop"), "\(refused)")
    #expect(try await dump("workspace", scratch) == full)
    let told = try await Program.run("rebuild", "--accept-drop", "it was a trial", in: scratch)
    #expect(told.status <= 1, "\(told)")
    #expect(try await dump("workspace", scratch) == archived)
  }
}
