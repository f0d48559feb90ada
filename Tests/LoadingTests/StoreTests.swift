import Foundation
import Loading
import Outside
import Records
import SQLiteKit
import Testing

/// What happens to the file: other readers and writers, damage, size, clocks, memory.
@Suite struct StoreTests {
  static let hasStrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")
  static let pages = Program.root + "/fixtures/pages"

  @Test func `S6 a reader that stays sees one snapshot, and the load goes on`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("load", "-", input: "", in: scratch)
    let path = scratch.path("workspace/aftermarket.sqlite")
    let reader = try Database(path: path, mode: .readOnly)
    try reader.execute("BEGIN")
    #expect(try reader.integer("SELECT count(*) FROM listing") == 0)
    let outcome = try await Program.run("load", PromiseTests.records, in: scratch)
    #expect(outcome.status <= 1, "\(outcome)")
    #expect(try reader.integer("SELECT count(*) FROM listing") == 0)
    try reader.execute("COMMIT")
    #expect(try reader.integer("SELECT count(*) FROM listing") == 2)
    #expect(try await Program.run("load", PromiseTests.records, in: scratch).status <= 1)
    let log = (try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int) ?? 0
    #expect(log == 0)
    #expect(try IntegrityTests.findings(path) == [])
  }

  @Test func `S7 a writer that stays makes a load wait, then end with 5 and nothing lost`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("load", PromiseTests.records, in: scratch)
    let before = try await Program.dump(in: scratch)
    let writer = try Database(path: scratch.path("workspace/aftermarket.sqlite"), mode: .readWrite)
    try writer.execute("BEGIN IMMEDIATE")
    let clock = ContinuousClock.now
    let outcome = try await Program.run("load", PromiseTests.records, in: scratch)
    #expect(outcome.status == 5, "\(outcome)")
    #expect(clock.duration(to: .now) > .seconds(5))
    try writer.execute("ROLLBACK")
    #expect(try await Program.dump(in: scratch) == before)
  }

  @Test(arguments: ["flipped byte", "zero page", "cut", "bad magic"])
  func `S9 damage ends verify with 3, and rebuild gives the same dump`(_ damage: String) async throws {
    let scratch = try Scratch()
    #expect(try await Program.run("ingest", Self.pages, in: scratch).status <= 1)
    let dump = try await Program.dump(in: scratch)
    #expect(try await Program.run("verify", in: scratch).status == 0)
    let name = "workspace/aftermarket.sqlite"
    var bytes = try scratch.read(name)
    switch damage {
    case "flipped byte":
      let title = try #require(bytes.range(of: Data("RTX".utf8)))
      bytes[title.lowerBound] ^= 0x20
    case "zero page": bytes.replaceSubrange(8192..<12288, with: Data(count: 4096))
    case "cut": bytes = bytes.prefix(bytes.count / 2)
    default: bytes[2] ^= 0xFF
    }
    try scratch.write(bytes, to: name)
    let verified = try await Program.run("verify", in: scratch)
    #expect(verified.status == 3, "\(verified)")
    if damage == "flipped byte" { #expect(verified.output.contains("rows of "), "\(verified)") }
    #expect(try await Program.run("rebuild", in: scratch).status <= 1)
    #expect(try await Program.dump(in: scratch) == dump)
    #expect(try await Program.run("verify", in: scratch).status == 0)
  }

  @Test func `S9 an archive that is gone or changed is missed`() async throws {
    let scratch = try Scratch()
    #expect(try await Program.run("ingest", Self.pages, in: scratch).status <= 1)
    let name = try #require(scratch.names(in: "workspace/archive").first)
    let path = scratch.path("workspace/archive/\(name)")
    let bytes = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.removeItem(atPath: path)
    let verified = try await Program.run("verify", in: scratch)
    #expect(verified.status == 3, "\(verified)")
    #expect(verified.output.contains("\(name): this archive was read and is gone"), "\(verified)")
    let refused = try await Program.run("rebuild", in: scratch)
    #expect(refused.status == 2, "\(refused)")
    #expect(refused.errors.contains(name), "\(refused)")
    try bytes.write(to: URL(filePath: path))
    #expect(try await Program.run("verify", in: scratch).status == 0)
  }

  @Test func `S11 a database past the lock page at 1 GiB is sound`() async throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    try IntegrityTests.sample(path)
    try Data().write(to: URL(filePath: path + ".sums"))
    // Free pages up to and past the one that SQLite leaves alone, told by their lists and not written.
    let file = try FileHandle(forUpdating: URL(filePath: path))
    let first = UInt32(try file.seekToEnd() / 4096) + 1
    let last: UInt32 = 262_145 + 3_000
    var free = (first...last).filter { $0 != 262_145 }
    let count = UInt32(free.count)
    func bytes(_ numbers: [UInt32]) -> Data {
      Data(numbers.flatMap { n in (0..<4).map { UInt8(n >> (24 - 8 * $0) & 255) } })
    }
    try file.truncate(atOffset: UInt64(last) * 4096)
    var next: UInt32 = 0
    while !free.isEmpty {
      let trunk = free.removeFirst()
      let leaves = Array(free.prefix(1000))
      free.removeFirst(leaves.count)
      try file.seek(toOffset: UInt64(trunk - 1) * 4096)
      try file.write(contentsOf: bytes([next, UInt32(leaves.count)] + leaves))
      next = trunk
    }
    try file.seek(toOffset: 28)
    try file.write(contentsOf: bytes([last, next, count]))
    try file.close()
    var loader = try Loader(path: path)
    _ = try loader.load((1...400).map { .observation(Samples.observation("late-\($0)", "5", try Samples.time(20))) })
    try loader.checkpoint()
    #expect(try Samples.rows(path, "SELECT count(*) > 400 FROM listing") == ["1"])
    #expect(try IntegrityTests.findings(path).map(\.description) == [])
  }

  @Test func `S12 a pragma that is not granted is an error`() throws {
    let memory = try Database(path: ":memory:", mode: .create)
    let failure = #expect(throws: SQLiteFailure.self) { try memory.pragma("journal_mode", "WAL", expecting: "wal") }
    #expect(failure?.message.contains("journal_mode is memory although wal was asked for") == true)
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    _ = try Loader(path: path)
    #expect(try Database(path: path, mode: .readOnly).text("PRAGMA journal_mode") == "wal")
  }

  @Test func `R6 a clock that jumps is told, orders nothing and deletes nothing`() async throws {
    let scratch = try Scratch()
    #expect(try await Program.run("ingest", Self.pages, in: scratch).status <= 1)
    let path = scratch.path("workspace/aftermarket.sqlite")
    let before = try PromiseTests.counts(path)
    let times = [
      ("2025-10-01T05:00:00Z", "but the last run began"), ("2026-10-01T06:00:00Z", "half a year or more"),
      ("1970-01-01T00:00:00Z", "but the last run began"), ("2038-01-19T03:14:08Z", "half a year or more"),
      ("2100-01-01T00:00:00Z", "half a year or more"),
    ]
    for (time, warning) in times {
      let outcome = try await Program.run("run", "--offline", in: scratch, environment: ["AFTERMARKET_NOW": time])
      #expect(outcome.status <= 1, "\(time): \(outcome)")
      #expect(
        outcome.errors.contains("the clock says \(time)") && outcome.errors.contains(warning), "\(time): \(outcome)")
      #expect(try PromiseTests.counts(path) == before, "\(time)")
    }
    let order = try Samples.rows(path, "SELECT started_at FROM run WHERE run_key GLOB 'run:*' ORDER BY sequence")
    #expect(order == times.map(\.0))
    #expect(try await Program.run("verify", in: scratch).status == 0)
  }

  @Test(.enabled(if: hasStrace, "strace is not there"))
  func `R12 a load that gets no memory ends, and the next one is as if it had never been`() async throws {
    let scratch = try Scratch()
    _ = try await Program.run("load", PromiseTests.records, "--workspace", "expected", in: scratch)
    let expected = try await Program.dump("expected", in: scratch)
    let load = "\"$0\" load \(PromiseTests.records) --pipelines \(Program.root)/pipelines --workspace workspace"
    let points = PromiseTests.isPatient ? Array(1...120) : [1, 5, 12, 20, 26, 32, 40, 60]
    for call in ["mmap", "brk"] {
      for point in points {
        try? FileManager.default.removeItem(atPath: scratch.path("workspace"))
        let outcome = try await Program.shell(
          "strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):error=ENOMEM:when=\(point)+ \(load)",
          in: scratch)
        if outcome.status <= 1 {
          #expect(try await Program.dump(in: scratch) == expected, "\(call) \(point)")
        }
        let path = scratch.path("workspace/aftermarket.sqlite")
        if FileManager.default.fileExists(atPath: path) {
          #expect(try Database(path: path, mode: .readWrite).text("PRAGMA integrity_check") == "ok", "\(call) \(point)")
        }
        #expect(try await Program.shell(load, in: scratch).status <= 1, "\(call) \(point)")
        #expect(try await Program.dump(in: scratch) == expected, "\(call) \(point)")
      }
    }
  }
}
