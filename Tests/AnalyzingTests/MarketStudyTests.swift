import Analyzing
import Foundation
import Records
import SQLiteKit
import Testing

/// The same study on a database: sources, coverage, substitutes and neighbors.
@Suite struct MarketStudyTests {
  /// A database of the listings of a panel, offered on one source.
  func withPanel(_ name: String, _ events: String, body: (String) throws -> Void) throws {
    var script = """
      INSERT INTO source (source_id, name) VALUES ('market', 'A market');
      INSERT INTO gpu_model (model_id, vendor, family, name) VALUES ('A100', 'N', 'A100', 'A100'),
        ('H100', 'N', 'H100', 'H100'), ('L40S', 'N', 'L40S', 'L40S'), ('V100', 'N', 'V100', 'V100'),
        ('A40', 'N', 'A40', 'A40');
      \(events)
      BEGIN;

      """
    for line in try PanelFixture.text(name, "crawls.csv").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",")
      guard fields[1] != "missed" else { continue }
      script += """
        INSERT INTO coverage (source_id, date, pages_expected, pages_read, complete)
        VALUES ('market', '\(fields[0])', 4, 4, \(fields[1] == "ok" ? 1 : 0));

        """
    }
    for line in try PanelFixture.text(name, "listings.csv").split(separator: "\n").dropFirst() {
      let row = line.split(separator: ",", omittingEmptySubsequences: false)
      script += """
        INSERT INTO listing (listing_id, source_id, source_key, title, kind, family, model_id, model_ids, parts_only,
          seller_hash, side, status, flags, match_why, first_seen_at, last_seen_at)
        VALUES ('\(row[0])', 'market', '\(row[0])', 'A card', 'card', '\(row[1])', '\(row[1])', '[]', 0, '\(row[0])',
          'sell', 'active', '[]', '[]', '\(row[7])T03:00:00Z', '\(row[8])T03:00:00Z');
        INSERT INTO observation (listing_id, observed_at, price_minor, currency, usd_per_card_micros, negotiable, status)
        VALUES ('\(row[0])', '\(row[7])T03:00:00Z', \(row[6])00, 'USD', \(row[6])000000, 0, 'active');

        """
    }
    try AnalystTests().withDatabase(script + "COMMIT;", body: body)
  }

  static let events = """
    INSERT INTO policy_event (event_id, anchor_on, role, title, jurisdiction, direction) VALUES
      ('ban', '2025-08-12', 'policy', 'A ban', 'CN', 'restrict'),
      ('near', '2025-08-22', 'industry', 'A product', 'US', NULL),
      ('story', '2025-08-20', 'outcome', 'Prices rose', 'CN', NULL);
    INSERT INTO policy_event_target (event_id, family, role) VALUES
      ('ban', 'H20', 'target'), ('ban', 'A100', 'substitute'), ('near', 'A40', 'target'), ('story', 'A100', 'target');
    """

  @Test func `a rise of a substitute is found, its neighbor named, and what has no listings is said to have none`()
    throws
  {
    try withPanel("rise", Self.events) { path in
      let effects = try Analyst(path: path).findings().effects.filter { $0.eventID == "ban" }
      #expect(effects.count == 8)
      let target = try #require(effects.row(.composite, "H20"))
      #expect(target.verdict == .notEnoughData && target.reason == "no listings of H20")
      let substitute = try #require(effects.row(.composite, "A100"))
      #expect(substitute.verdict == .rise)
      #expect(substitute.targetRole == .substitute)
      #expect(substitute.kind == .demandUp)
      #expect(substitute.confoundedWith == ["near"])
      #expect(substitute.diagnostics?.controls == ["H100", "L40S", "V100"])
      #expect((substitute.figures?.q ?? 1) < 0.01)
    }
  }

  @Test func `a flood at lower prices is called supply`() throws {
    try withPanel("flood", Self.events) { path in
      let effects = try Analyst(path: path).findings().effects.filter { $0.eventID == "ban" }
      #expect(effects.row(.composite, "A100")?.kind == .supplyUp)
    }
  }

  @Test func `an outage in the window fires nothing`() throws {
    try withPanel("outage", Self.events) { path in
      let findings = try Analyst(path: path).findings()
      #expect(findings.effects.allSatisfy { $0.verdict != .rise && $0.verdict != .fall })
      #expect(findings.demand.filter { $0.status == .gap }.allSatisfy { $0.new == nil && $0.gone == nil })
    }
  }

  @Test func `as of a day within the window there is not enough data,`() throws {
    try withPanel("rise", Self.events) { path in
      let early = try Analyst(path: path).findings(asOf: Day(iso: "2025-08-15"))
      #expect(!early.isPresent)
      let effect = try #require(early.effects.row(.composite, "A100"))
      #expect(effect.verdict == .notEnoughData)
      #expect(effect.reason?.hasSuffix("nights read in the 14 days after, 7 needed") == true)
    }
  }
}
