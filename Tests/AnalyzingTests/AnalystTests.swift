import Analyzing
import Foundation
import Records
import SQLiteKit
import Testing

/// Reads databases with the schema that Loading makes.
@Suite struct AnalystTests {
  static let migrations = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Loading/Migrations").path

  /// All migrations, in their order.
  static func schema() throws -> String {
    try FileManager.default.contentsOfDirectory(atPath: migrations).filter { $0.hasSuffix(".sql") }.sorted()
      .map { try String(contentsOfFile: migrations + "/" + $0, encoding: .utf8) }.joined(separator: "\n")
  }

  /// Makes a database, lets `fill` write to it, and hands its path to `body`.
  func withDatabase(_ script: String, body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "analyst-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "small.db").path
    do {
      let database = try Database(path: path, mode: .create)
      try database.execute(try Self.schema())
      try database.execute(script)
    }
    try body(path)
  }

  static let reference = """
    INSERT INTO source (source_id, name) VALUES ('market', 'A market');
    INSERT INTO gpu_model (model_id, vendor, family, name, memory_gb, bandwidth_gb_s, fp16_dense_tflops, tdp_w)
      VALUES ('a100', 'NVIDIA', 'A100', 'A100 40GB', 40, 1555, 312, 250);
    INSERT INTO run (run_id, run_key, started_at, status, pipelines_sha256, version) VALUES
      ('1', 'k1', '2025-07-14T02:00:00Z', 'done', 'old', '0.0.9'),
      ('2', 'k2', '2025-07-15T02:00:00Z', 'done', 'abc', '0.1.0');
    INSERT INTO policy_event (event_id, anchor_on, role, title, jurisdiction, direction) VALUES
      ('rule', '2025-07-15', 'policy', 'A rule', 'US', 'restrict'),
      ('doubled', '2025-07-16', 'outcome', 'Prices doubled', 'CN', NULL),
      ('later', '2026-01-01', 'policy', 'A later rule', 'US', 'relax');
    INSERT INTO policy_event_target (event_id, family, role) VALUES
      ('rule', 'A100', 'target'), ('rule', 'V100', 'substitute'), ('doubled', 'A100', 'target');
    INSERT INTO coverage (source_id, date, pages_expected, pages_read, complete) VALUES
      ('market', '2025-07-14', 1, 1, 1), ('market', '2025-07-15', 1, 0, 0), ('market', '2025-07-16', 1, 1, 1);
    """

  /// SQL for one listing with its observations `(day, status, usd micros or NULL)`.
  static func listing(
    _ id: String, kind: String = "card", model: String? = "a100", parts: Int = 0, side: String = "sell",
    seller: String? = nil, last: String = "2025-07-16", ended: String? = nil,
    _ observations: [(day: String, status: String, minor: Int?, micros: Int?)]
  ) -> String {
    func text(_ value: String?) -> String { value.map { "'\($0)'" } ?? "NULL" }
    func number(_ value: Int?) -> String { value.map(String.init) ?? "NULL" }
    var sql = """
      INSERT INTO listing (listing_id, source_id, source_key, title, kind, family, model_id, model_ids, parts_only,
        seller_hash, side, status, flags, match_why, first_seen_at, last_seen_at, ended_at)
      VALUES ('\(id)', 'market', '\(id)', 'A card', '\(kind)', 'A100', \(text(model)), '[]', \(parts), \(text(seller)),
        '\(side)', 'active', '[]', '[]', '\(observations.first?.day ?? "2025-07-14")T03:00:00Z',
        '\(last)T03:00:00Z', \(text(ended.map { $0 + "T03:00:00Z" })));

      """
    for row in observations {
      sql += """
        INSERT INTO observation (listing_id, observed_at, price_minor, currency, usd_per_card_micros, negotiable, status)
        VALUES ('\(id)', '\(row.day)T03:00:00Z', \(number(row.minor)), 'EUR', \(number(row.micros)), 0, '\(row.status)');

        """
    }
    return sql
  }

  static let stock =
    reference
    + (0..<5).map { listing("c\($0)", [("2025-07-14", "active", 400_000, 4_000_000_000 + $0 * 10_000_000)]) }
    .joined()
    + listing("twice", [("2025-07-14", "active", 1, nil), ("2025-07-16", "active", 410_000, 4_100_000_000)])
    + listing(
      "sold", last: "2025-07-16", ended: "2025-07-16",
      [("2025-07-14", "active", 400_000, 4_050_000_000), ("2025-07-16", "sold", 350_000, 3_500_000_000)])
    + listing("new", [("2025-07-16", "active", 420_000, 4_200_000_000)])
    + listing("nofx", [("2025-07-14", "active", 5, nil)])
    + listing("noprice", [("2025-07-14", "active", nil, nil)])
    + listing("system", kind: "system", [("2025-07-14", "active", 9, 9_000_000)])
    + listing("broken", parts: 1, [("2025-07-14", "active", 9, 9_000_000)])
    + listing("open", model: nil, [("2025-07-14", "active", 9, 9_000_000)])
    + listing("bid", side: "buy", [("2025-07-14", "active", 9, 9_000_000)])

  @Test func `every listing is used or left out for a reason`() throws {
    try withDatabase(Self.stock) { path in
      let tally = try Analyst(path: path).findings().tally
      #expect(tally.total == 14)
      #expect(tally.used == 8)
      let left: [Int] = [
        tally.notACard, tally.forParts, tally.modelUnresolved, tally.notForSale, tally.withoutPrice, tally.withoutUSD,
      ]
      #expect(left == [1, 1, 1, 1, 1, 1])
    }
  }

  @Test func `asking, sold and bid prices come apart, dated when first seen in dollars`() throws {
    try withDatabase(Self.stock) { path in
      let points = try Analyst(path: path).findings().prices
      #expect(points.map(\.series) == ["a100", "a100:bid", "a100:sold"])
      #expect(points.map(\.n) == [8, 1, 1])
      #expect(points.map(\.status) == [.ok, .thin, .thin])
      #expect(points[2].usd.rounded() == 3500)
      #expect((3950...4150).contains(points[0].usd))
      #expect((points[0].low ?? 0) < points[0].usd)
    }
  }

  @Test func `an incomplete night is a gap and what a page calls sold is gone`() throws {
    try withDatabase(Self.stock) { path in
      let points = try Analyst(path: path).findings().demand
      #expect(points.map(\.status) == [.first, .gap, .ok])
      #expect(points.map(\.gapDays) == [nil, nil, 2])
      #expect(points.map(\.new) == [nil, nil, 1])
      #expect(points.map(\.gone) == [nil, nil, 1])
    }
  }

  @Test func `events to come are unknown and outcomes stay untested`() throws {
    try withDatabase(Self.stock) { path in
      let findings = try Analyst(path: path).findings()
      #expect(findings.events.map(\.eventID) == ["rule", "doubled"])
      #expect(Set(findings.effects.map(\.eventID)) == ["rule"])
      #expect(findings.effects.map(\.family) == ["A100", "A100", "A100", "A100", "V100", "V100", "V100", "V100"])
      #expect(findings.effects.allSatisfy { $0.verdict == .notEnoughData && $0.figures == nil && $0.reason != nil })
    }
  }

  @Test func `the findings say what they were made from`() throws {
    try withDatabase(Self.stock) { path in
      let findings = try Analyst(path: path).findings()
      #expect(findings.asOf == Day(iso: "2025-07-16"))
      #expect(
        findings.origin
          == Findings.Origin(
            database: "small.db", pages: 0, listings: 14, observations: 16, firstDay: Day(iso: "2025-07-14"),
            lastDay: Day(iso: "2025-07-16"), version: "0.1.0", pipelinesSHA256: "abc"))
      #expect(findings.models.map(\.bandwidthTBs) == [1.555])
    }
  }

  @Test func `a day in the past knows nothing of later ones`() throws {
    try withDatabase(Self.stock) { path in
      let findings = try Analyst(path: path).findings(asOf: Day(iso: "2025-07-14"))
      #expect(findings.tally.total == 13)
      #expect(findings.prices.map(\.series) == ["a100", "a100:bid"])
      #expect(findings.demand.map(\.status) == [.first])
      #expect(findings.events.isEmpty)
      #expect(findings.origin.lastDay == Day(iso: "2025-07-14"))
    }
  }

  @Test func `the same database gives the same findings, and an empty one none`() throws {
    try withDatabase(Self.stock) { path in
      let first = try Analyst(path: path).findings()
      let second = try Analyst(path: path).findings()
      #expect(first == second)
    }
    try withDatabase("") { path in
      let findings = try Analyst(path: path).findings()
      #expect(findings.asOf == nil)
      #expect(findings.prices.isEmpty)
    }
  }

  @Test func `a file that is no database is refused in one line`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "none-\(UUID().uuidString).db")
    try Data("this is no database, but it is long enough to look like one".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let failure = #expect(throws: AnalysisFailure.self) {
      let analyst = try Analyst(path: file.path)
      _ = try analyst.findings()
    }
    #expect(failure?.code == "analysis_database_unreadable")
    #expect(failure?.disposition == .halt)
    #expect(failure?.description.contains("\n") == false)
  }
}
