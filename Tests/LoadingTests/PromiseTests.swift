import Foundation
import Loading
import Outside
import Records
import SQLiteKit
import Testing

/// What loading promises, asked of the program from outside.
@Suite struct PromiseTests {
  static let fixtures = Program.root + "/fixtures/databases"
  static let records = fixtures + "/records.ndjson"

  /// Whether the long ways are gone too.
  static let isPatient = ProcessInfo.processInfo.environment["AFTERMARKET_CRASH"] == "all"

  /// The released schemas, each with a database of it.
  static let released = ((try? FileManager.default.contentsOfDirectory(atPath: fixtures)) ?? [])
    .filter { $0.hasSuffix(".sqlite") }.sorted()

  static func place(_ name: String, in scratch: Scratch, _ workspace: String = "workspace") throws -> String {
    try FileManager.default.createDirectory(atPath: scratch.path(workspace), withIntermediateDirectories: true)
    let path = scratch.path("\(workspace)/aftermarket.sqlite")
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    try FileManager.default.copyItem(atPath: "\(fixtures)/\(name)", toPath: path)
    return path
  }

  static func counts(_ path: String) throws -> [String] {
    let database = try Database(path: path, mode: .readOnly)
    return try ["listing", "observation", "page", "coverage", "fx_quote", "market_report", "quarantine"].map { table in
      "\(table) \(try database.integer("SELECT count(*) FROM \(table)") ?? -1)"
    }
  }

  @Test func `L1 the same records twice, and again after a kill, are once`() async throws {
    let scratch = try Scratch()
    #expect(try await Program.run("load", Self.records, in: scratch).status <= 1)
    let once = try await Program.dump(in: scratch)
    #expect(try await Program.run("load", Self.records, "-", input: "", in: scratch).status <= 1)
    #expect(try await Program.dump(in: scratch) == once)
    for milliseconds in [1, 20, 60, 120] {
      _ = try await Program.run(
        "load", Self.records, "--workspace", "killed", in: scratch, killedAfter: .milliseconds(milliseconds))
    }
    #expect(try await Program.run("load", Self.records, "--workspace", "killed", in: scratch).status <= 1)
    #expect(try await Program.dump("killed", in: scratch) == once)
  }

  @Test func `L2 a field that is new or of another type is set aside and counted, the rest is loaded`() async throws {
    let scratch = try Scratch()
    let good = try String(contentsOfFile: Self.records, encoding: .utf8).split(separator: "\n").prefix(3)
    let known = #""quantity": 1"#
    let changed = good[0].replacingOccurrences(of: known, with: #""quantity": "one""#)
    let extra = good[0].replacingOccurrences(of: known, with: #""quantity": 1, "colour": "red""#)
    let lines = ([changed, extra, extra.replacingOccurrences(of: "red", with: "blue")] + good.map(String.init)).joined(
      separator: "\n")
    let outcome = try await Program.run("load", "-", input: lines, in: scratch)
    #expect(outcome.status == 1, "\(outcome)")
    #expect(outcome.output.contains("3 records set aside"), "\(outcome)")
    #expect(outcome.errors.contains("market-one: 2 lines set aside as field_unknown /colour"), "\(outcome)")
    let rows = try Samples.rows(
      scratch.path("workspace/aftermarket.sqlite"), "SELECT code, source_id FROM quarantine ORDER BY code")
    #expect(rows == ["field_changed market-one", "field_unknown market-one", "field_unknown market-one"])
    #expect(try Self.counts(scratch.path("workspace/aftermarket.sqlite"))[0] == "listing 2")
  }

  @Test(arguments: released)
  func `L3 a database of every released schema is brought up to date, with a backup beside it`(
    _ name: String
  ) async throws {
    let scratch = try Scratch()
    let path = try Self.place(name, in: scratch)
    let before = try Self.counts(path)
    let version = try #require(try Database(path: path, mode: .readOnly).integer("PRAGMA user_version"))
    let outcome = try await Program.run("load", "-", input: "", in: scratch)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try Self.counts(path) == before)
    #expect(try Self.counts(path + ".schema-\(version).backup") == before)
    #expect(try Database(path: path, mode: .readOnly).integer("PRAGMA user_version") == Schema.version)
    #expect(try IntegrityTests.findings(path) == [])
    // What it says is what loading the same records says, but for what older schemas had no place for.
    let migrated = try await Program.dump(in: scratch)
    let backup = try Data(contentsOf: URL(filePath: path + ".schema-\(version).backup"))
    #expect(try await Program.run("load", "-", input: "", in: scratch).status == 0)
    #expect(try await Program.dump(in: scratch) == migrated)
    #expect(try Data(contentsOf: URL(filePath: path + ".schema-\(version).backup")) == backup)
    #expect(try await Program.run("load", Self.records, in: scratch).status <= 1)
    #expect(try await Program.run("load", Self.records, "--workspace", "fresh", in: scratch).status <= 1)
    #expect(try await Program.dump(in: scratch) == Program.dump("fresh", in: scratch))
  }

  /// From the oldest schema at a dozen writes, or from every one at each.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace"), "strace is not there"),
    arguments: isPatient ? released : Array(released.prefix(1)))
  func `L4 a migration that is killed at any write has happened or has not`(_ first: String) async throws {
    let scratch = try Scratch()
    let path = try Self.place(first, in: scratch)
    let old = try #require(try Database(path: path, mode: .readOnly).integer("PRAGMA user_version"))
    let before = try Self.counts(path)
    let straced = "strace -f -qq -o calls.txt -e trace=pwrite64"
    let load = "\"$0\" load /dev/null --pipelines \(Program.root)/pipelines --workspace workspace"
    #expect(try await Program.shell("\(straced) \(load)", in: scratch).status == 0)
    let expected = try await Program.dump(in: scratch)
    let calls = String(decoding: try scratch.read("calls.txt"), as: UTF8.self)
    let writes = calls.split(separator: "\n").filter { $0.contains("pwrite64(") }.count
    #expect(writes > 20, "\(first)")
    let points =
      Self.isPatient ? Array(1...writes) : stride(from: 1, through: writes, by: max(1, writes / 12)).map { $0 }
    for point in points {
      try FileManager.default.removeItem(atPath: scratch.path("workspace"))
      _ = try Self.place(first, in: scratch)
      _ = try await Program.shell("\(straced) -e inject=pwrite64:signal=KILL:when=\(point) \(load)", in: scratch)
      // Opening it to read rolls back what was not committed.
      let version = try Database(path: path, mode: .readWrite).integer("PRAGMA user_version")
      #expect(version == old || version == Schema.version, "write \(point)")
      #expect(try Self.counts(path) == before, "write \(point)")
      #expect(try await Program.shell(load, in: scratch).status == 0, "write \(point)")
      #expect(try await Program.dump(in: scratch) == expected, "write \(point)")
    }
  }

  @Test func `L5 a newer database is refused and stays as it is`() async throws {
    let scratch = try Scratch()
    let path = try Self.place(try #require(Self.released.last), in: scratch)
    try Database(path: path, mode: .readWrite).execute("PRAGMA user_version = 99")
    let before = try Data(contentsOf: URL(filePath: path))
    for words in [["load", Self.records], ["status"], ["dump"]] {
      let outcome = try await Program.run(words, in: scratch)
      #expect(outcome.status == 3, "\(words): \(outcome)")
      #expect(outcome.errors.contains("has schema 99"), "\(words): \(outcome)")
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(scratch.names(in: "workspace").filter { $0 != "lock" } == ["aftermarket.sqlite"])
  }

  @Test(arguments: [
    ("not a database", Int32(3)), ("0 bytes", 3), ("1 byte", 3), ("a folder", 3), ("read-only", 3),
    ("missing parent", 2),
  ])
  func `L6 what is no database to write is refused, and nothing is made`(_ case: String, _ code: Int32) async throws {
    let scratch = try Scratch()
    let name = "workspace/aftermarket.sqlite"
    let path = scratch.path(name)
    switch `case` {
    case "not a database": try scratch.write(String(repeating: "no database ", count: 500), to: name)
    case "0 bytes": try scratch.write("", to: name)
    case "1 byte": try scratch.write("S", to: name)
    case "a folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    case "read-only":
      _ = try Self.place(try #require(Self.released.last), in: scratch)
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    default: try scratch.write("a file", to: "workspace")
    }
    let before = FileManager.default.contents(atPath: path)
    let outcome = try await Program.run("load", Self.records, in: scratch)
    #expect(outcome.status == code, "\(outcome)")
    #expect(outcome.errorLines.count == 1, "\(outcome)")
    #expect(FileManager.default.contents(atPath: path) == before)
    #expect(scratch.names(in: "workspace").filter { $0 != "lock" && $0 != "aftermarket.sqlite" } == [])
    if code == 3, `case` != "read-only" {
      let reading = try await Program.run("status", in: scratch)
      #expect(reading.status == 3, "\(reading)")
      #expect(FileManager.default.contents(atPath: path) == before)
    }
  }

  @Test func `L7 text that looks like SQL is stored as it is, and no statement is made of values`() async throws {
    let scratch = try Scratch()
    let attack = "'); DROP TABLE listing;--"
    let text = try String(contentsOfFile: Self.records, encoding: .utf8)
      .replacingOccurrences(of: "market-one", with: attack)
      .replacingOccurrences(of: "nvidia-a100-pcie-40gb", with: attack)
      .replacingOccurrences(of: "NVIDIA A100 PCIe 40GB", with: attack)
    #expect(try await Program.run("load", "-", input: text, in: scratch).status <= 1)
    let rows = try Samples.rows(
      scratch.path("workspace/aftermarket.sqlite"),
      "SELECT DISTINCT source_id, title, model_id FROM listing")
    #expect(rows == [Array(repeating: attack, count: 3).joined(separator: " ")])
  }

  /// Where names of tables and columns, which are our own, stand in a statement; values never do.
  static let named = [
    "PublicTables.swift", "Dump.swift", "Status.swift", "Upserts.swift", "Offering.swift", "ArchiveFiles.swift",
    "RowSums.swift", "Schema.swift", "Analyses.swift", "Statements.swift", "Database.swift", "Backing.swift",
    "Exporting.swift", "Indices.swift",
  ]

  @Test func `L7 no SQL is built of strings but of the names of our own tables`() throws {
    let words = ["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM ", "PRAGMA "]
    for room in ["Loading", "Analyzing", "SQLiteKit"] {
      let folder = "\(Program.root)/Sources/\(room)"
      for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
        let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
        guard !Self.named.contains(URL(filePath: file).lastPathComponent) else { continue }
        for line in text.split(separator: "\n") where line.contains("\\(") && line.contains("\"") {
          let code = line.split(separator: "//", maxSplits: 1).first ?? ""
          #expect(!words.contains { code.contains("\"\($0)") }, "\(room)/\(file): \(line)")
        }
      }
    }
  }
}
