import Analyzing
import Records
import SQLiteKit
import Testing

/// An offer counts once, however many listings show it.
@Suite struct OfferReadingTests {
  /// A listing of a day with one observation, of an offer and a seller.
  private static func listing(
    _ id: String, offer: String, seller: String, from: Int, through: Int, usd: Double?, model: String? = "a100",
    kind: String = "card", side: String = "sell", status: String = "active"
  ) -> String {
    func text(_ value: String?) -> String { value.map { "'\($0)'" } ?? "NULL" }
    func time(_ day: Int) -> String { "2025-07-\(day < 10 ? "0" : "")\(day)T03:00:00Z" }
    let (minor, micros) = (usd.map { "\(Int($0 * 100))" }, usd.map { "\(Int($0 * 1_000_000))" })
    return """
      INSERT INTO listing (listing_id, source_id, source_key, title, kind, family, model_id, model_ids, parts_only,
        seller_hash, side, status, flags, match_why, first_seen_at, last_seen_at, offer_id)
      VALUES ('\(id)', 'market', '\(id)', 'A card', '\(kind)', 'A100', \(text(model)), '[]', 0, '\(seller)', '\(side)',
        'active', '[]', '[]', '\(time(from))', '\(time(through))', '\(offer)');
      INSERT INTO observation (listing_id, observed_at, price_minor, currency, usd_per_card_micros, negotiable, status)
      VALUES ('\(id)', '\(time(from))', \(minor ?? "NULL"), 'USD', \(micros ?? "NULL"), 0, '\(status)');

      """
  }

  private static let market = """
    PRAGMA foreign_keys = OFF;
    INSERT INTO source (source_id, name) VALUES ('market', 'A market');
    INSERT INTO gpu_model (model_id, vendor, family, name) VALUES ('a100', 'NVIDIA', 'A100', 'A100 40GB'),
      ('a100x', 'NVIDIA', 'A100', 'A100 80GB');

    """

  private static func nights(_ days: ClosedRange<Int>) -> String {
    days.map {
      """
      INSERT INTO coverage (source_id, date, pages_expected, pages_read, complete)
      VALUES ('market', '2025-07-\($0 < 10 ? "0" : "")\($0)', 1, 1, 1);

      """
    }.joined()
  }

  @Test func `an offer relisted under new ids comes once and goes once`() throws {
    let script =
      Self.market + Self.nights(1...12)
      + Self.listing("a", offer: "a", seller: "s1", from: 1, through: 12, usd: 4000)
      + Self.listing("b", offer: "b", seller: "s2", from: 3, through: 4, usd: 4100)
      + Self.listing("c", offer: "b", seller: "s2", from: 7, through: 8, usd: 4000)
      + Self.listing("d", offer: "b", seller: "s2", from: 5, through: 9, usd: 4050)
    try AnalystTests().withDatabase(script) { path in
      let findings = try Analyst(path: path).findings()
      #expect(findings.demand.compactMap(\.new).reduce(0, +) == 1)
      #expect(findings.demand.compactMap(\.gone).reduce(0, +) == 1)
      #expect(findings.demand.first { $0.new == 1 }?.date == Day(iso: "2025-07-03"))
      #expect(findings.demand.first { $0.gone == 1 }?.date == Day(iso: "2025-07-10"))
      #expect(findings.tally.used == 2 && findings.tally.repeated == 2 && findings.tally.total == 4)
    }
  }

  @Test func `a night that got half of what its pages claim is a gap, unless that is how the source is read`() throws {
    func script(_ usually: Int) -> String {
      Self.market + Self.nights(1...9) + "UPDATE coverage SET claimed = 600, rows_read = \(usually);\n"
        + "UPDATE coverage SET rows_read = 300 WHERE date = '2025-07-05';\n"
        + Self.listing("a", offer: "a", seller: "s", from: 1, through: 9, usd: 4000)
    }
    for (usually, status) in [(598, DemandPoint.Status.gap), (60, .ok)] {
      try AnalystTests().withDatabase(script(usually)) { path in
        let findings = try Analyst(path: path).findings()
        #expect(findings.demand.first { $0.date == Day(iso: "2025-07-05") }?.status == status)
        #expect(findings.coverage.count { $0.isComplete } == (status == .gap ? 8 : 9))
      }
    }
  }

  @Test func `a story counts once on the day it was first told, and a report without a date never`() throws {
    let reports = [("r1", "s", "2025-07-03"), ("r2", "s", "2025-07-05"), ("r3", "t", "2025-07-05"), ("r4", "u", nil)]
    let script =
      Self.market + Self.nights(1...8) + Self.listing("a", offer: "a", seller: "s", from: 1, through: 8, usd: 4000)
      + reports.map { id, story, day in
        """
        INSERT INTO market_report (report_id, source_id, source_key, title, published_at, story_id, last_seen_at)
        VALUES ('\(id)', 'market', '\(id)', 'A100', \(day.map { "'\($0)T08:00:00Z'" } ?? "NULL"), '\(story)',
          '2025-07-06T00:00:00Z');
        INSERT INTO report_mention (report_id, subject, name, count) VALUES ('\(id)', 'family', 'A100', 3);

        """
      }.joined()
    try AnalystTests().withDatabase(script) { path in
      let told = try Analyst(path: path).findings().demand.filter { ($0.mentions ?? 0) > 0 }
      #expect(told.map(\.date) == [Day(iso: "2025-07-03"), Day(iso: "2025-07-05")])
      #expect(told.map(\.mentions) == [1, 1])
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `what enters a price level is what series_input lets in`(seed: UInt64) throws {
    var random = Randomness(seed: seed)
    func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    var script = Self.market + Self.nights(1...28)
    for number in 0..<150 {
      let id = "\(1000 + number)"
      let from = draw(1...25)
      let usd = draw(1...20) == 1 ? [90.0, 90_000][draw(0...1)] : Double(draw(3000...5000))
      script += Self.listing(
        id, offer: draw(1...3) == 1 && number > 4 ? "\(1000 + draw(0...number - 1))" : id, seller: "s\(draw(1...40))",
        from: from, through: min(28, from + draw(0...6)), usd: draw(1...12) == 1 ? nil : usd,
        model: draw(1...9) == 1 ? nil : draw(1...4) == 1 ? "a100x" : "a100",
        kind: draw(1...12) == 1 ? "system" : "card", status: draw(1...6) == 1 ? "sold" : "active")
    }
    try AnalystTests().withDatabase(script) { path in
      for basis in ["ask", "sold"] {
        for model in ["a100", "a100x"] {
          for week in ["2025-06-30", "2025-07-07", "2025-07-14", "2025-07-21"] {
            let expected = try Self.rows(
              path,
              """
              SELECT listing_id FROM series_input WHERE set_aside IS NULL AND basis = '\(basis)'
                AND model_id = '\(model)' AND date(observed_at, 'weekday 0', '-6 days') = '\(week)' ORDER BY 1
              """)
            let monday = try #require(Day(iso: week))
            let found = try Analyst(path: path).priceInputs(
              series: basis == "ask" ? model : model + ":sold", week: monday)
            #expect(
              found.inputs.filter { $0.countedThrough == nil }.map(\.listing.listingID) == expected,
              "\(basis) \(model) \(week), seed \(seed)")
          }
        }
      }
      let far = try Self.rows(
        path, "SELECT listing_id FROM series_input WHERE set_aside LIKE '%sellers of the family ask'")
      #expect(!far.isEmpty, "nothing is far off, seed \(seed)")
    }
  }

  private static func rows(_ path: String, _ sql: String) throws -> [String] {
    let database = try Database(path: path, mode: .readOnly)
    var statement = try database.prepare(sql)
    var rows: [String] = []
    while try statement.step() { rows.append(statement.text(0) ?? "") }
    return rows
  }
}
