import Foundation
import Loading
import Records
import SQLiteKit
import Testing

/// What `DatabaseVerifier` finds.
@Suite struct IntegrityTests {
  static func findings(_ path: String) throws -> [DatabaseFinding] {
    var findings: [DatabaseFinding] = []
    _ = try DatabaseVerifier(path: path).run { findings.append($0) }
    return findings
  }

  /// A database with listings, pages, rates, offers and a report, all of it in the file itself.
  static func sample(_ path: String) throws {
    var loader = try Loader(path: path)
    for day in 1...6 {
      var records: [NormalizedRecord] = []
      let time = try Samples.time(day)
      for key in 1...40 where key % 7 != day {
        records.append(
          .observation(
            Samples.observation("\(key)", "\(100 + key * day % 9)", time, page: "p\(day)", currency: "EUR")))
      }
      records.append(.page(Samples.page("p\(day)", time)))
      let date = try #require(Day(year: 2025, month: 7, day: day))
      let rate = Rate(source: SourceID("ecb"), date: date, base: .eur, quote: .usd, value: "1.0\(day)")
      records.append(.rate(try #require(rate)))
      _ = try loader.load(records)
    }
    try loader.settleAbsences()
    try loader.checkpoint()
  }

  @Test func `what was written is sound, however it was written`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    try Self.sample(path)
    #expect(try Self.findings(path) == [])
    var loader = try Loader(path: path)
    let run = RunRecord(key: "night", startedAt: try Samples.time(1), pipelinesSHA256: nil, version: nil)
    for seconds in [1.0, 2.5] {
      let stage = StageRecord(stage: "load", itemsIn: 1, itemsOut: 1, setAside: 0, seconds: seconds)
      try loader.begin(run)
      try loader.finish(run, at: try Samples.time(1), status: "done", stages: [stage])
    }
    try loader.regroup(adding: { _ in }, offers: { [] })
    try loader.store([PolicyEvent]())
    _ = try loader.load([.observation(Samples.observation("1", "7", try Samples.time(4, -5)))])
    #expect(try Self.findings(path) == [])
  }

  @Test func `a row that something else changed is named by its table and key`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    try Self.sample(path)
    let database = try Database(path: path, mode: .readWrite)
    try database.execute("UPDATE fx_rate SET usd = usd + 0.001 WHERE date = '2025-07-03'")
    let found = try Self.findings(path)
    #expect(found.map(\.code) == ["rows_changed"])
    #expect(found.first?.table == "fx_rate")
    #expect(found.first?.description.contains("rows of fx_rate whose key begins with \"EU\"") == true)
  }

  /// What a reader sees of a database, hidden tables too; nil when it cannot be read.
  private static func content(_ path: String) -> [String]? {
    guard let database = try? Database(path: path, mode: .readOnly),
      var names = try? database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"),
      let tables = try? names.all(row: { $0.text(0) ?? "" })
    else { return nil }
    var content: [String] = []
    for table in tables where !table.hasPrefix("sqlite_") {
      guard var select = try? database.prepare("SELECT * FROM \(table)"),
        let rows = try? select.all(row: { row in
          (0..<row.columnCount).map { "\(row.storage($0)) \(row.text($0) ?? "") \(row.blob($0))" }.joined(
            separator: "|")
        })
      else { return nil }
      content += rows.map { table + $0 }
    }
    return content
  }

  @Test func `S9 a flipped byte is found wherever it changes what is read`() throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    try Self.sample(path)
    let sound = try Data(contentsOf: URL(filePath: path))
    let whole = try #require(Self.content(path))
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(seed: seed)
    var changed = 0
    for _ in 0..<150 {
      let place = Int.random(in: 0..<sound.count, using: &random)
      var damaged = sound
      damaged[place] ^= UInt8(1 << (random.next() % 8))
      let copy = folder.path("b.sqlite")
      try damaged.write(to: URL(filePath: copy))
      guard Self.content(copy) != whole else { continue }
      changed += 1
      let found = (try? Self.findings(copy).isEmpty == false) ?? true
      #expect(found, "seed \(seed): byte \(place)")
    }
    #expect(changed > 10)
  }

  @Test(arguments: ["zero page", "cut", "bad magic"])
  func `S9 a zeroed page, a cut file and a bad beginning are found`(_ damage: String) throws {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    try Self.sample(path)
    var bytes = try Data(contentsOf: URL(filePath: path))
    switch damage {
    case "zero page": bytes.replaceSubrange(8192..<12288, with: Data(count: 4096))
    case "cut": bytes = bytes.prefix(bytes.count / 2)
    default: bytes[3] ^= 1
    }
    try bytes.write(to: URL(filePath: path))
    #expect(try !Self.findings(path).isEmpty)
  }
}
