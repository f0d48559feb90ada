import Loading
import Records

/// One thing that a watch waited for.
struct WatchHit: Hashable, Sendable {
  /// The watch.
  let watch: String
  /// What is told once: a listing, an effect, or a silence by the day it began.
  let key: String
  /// A line for people.
  let text: String
  /// The address of the listing or event, when there is one.
  let url: String?
}

/// Looks in a database for what watches wait for.
struct WatchFinder {
  let reader: DatabaseReaderBox
  let today: Day

  /// What a watch waited for, in a fixed order.
  func hits(of watch: Watch) throws -> [WatchHit] {
    switch watch.wish {
    case .priceBelow(let models, let families, let conditions, let dollars):
      try prices(watch.name, models, families, conditions, dollars)
    case .effectFound(let families): try effects(watch.name, families)
    case .sourceSilent(let sources, let nights): try silences(watch.name, sources, nights)
    }
  }

  private func prices(
    _ watch: String, _ models: [String], _ families: [String], _ conditions: [String], _ dollars: Double
  ) throws -> [WatchHit] {
    let rows = try reader.rows(
      """
      SELECT p.listing_id, p.source_id, p.title, p.family, p.model_id, p.condition, p.usd_per_card, p.url, p.last_seen_at
      FROM latest_price AS p JOIN listing AS l ON l.listing_id = p.listing_id
      WHERE p.kind = 'card' AND p.side = 'sell' AND p.status = 'active' AND l.parts_only = 0
        AND p.usd_per_card > 0 AND p.usd_per_card < CAST(?1 AS REAL)
      ORDER BY p.usd_per_card, p.listing_id
      """, String(dollars))
    return rows.compactMap { row in
      guard let id = row.text("listing_id"), let price = row.real("usd_per_card") else { return nil }
      let isWanted =
        models.contains(row.text("model_id") ?? "") || families.contains(row.text("family") ?? "")
      let condition = row.text("condition") ?? "unknown"
      guard isWanted, conditions.isEmpty || conditions.contains(condition) else { return nil }
      let model = row.text("model_id") ?? row.text("family") ?? ""
      let text =
        "\(model) at \(Outline.rounded(price, 2)) USD a card, below \(Outline.rounded(dollars, 2)): "
        + "\(row.text("title") ?? "") (\(condition), \(row.text("source_id") ?? ""), "
        + "seen \(row.text("last_seen_at")?.prefix(10) ?? ""))"
      return WatchHit(watch: watch, key: id, text: text, url: row.text("url"))
    }
  }

  private func effects(_ watch: String, _ families: [String]) throws -> [WatchHit] {
    let rows = try reader.rows(
      """
      SELECT f.event_id, f.series, f.measure, f.verdict, min(f.window_days) AS days, f.q, f.confounded_with,
        100 * (exp(f.effect_log) - 1) AS percent, 100 * (exp(f.ci_low) - 1) AS low, 100 * (exp(f.ci_high) - 1) AS high,
        e.title, e.anchor_on, coalesce((SELECT m.family FROM gpu_model AS m WHERE m.model_id = f.series), f.series) AS family
      FROM event_effect AS f JOIN policy_event AS e ON e.event_id = f.event_id
      WHERE f.verdict IN ('rise', 'fall')
      GROUP BY f.event_id, f.series, f.measure, f.verdict
      ORDER BY e.anchor_on, f.event_id, f.series, f.measure, f.verdict
      """)
    return rows.compactMap { row in
      func word(_ name: String) -> String { row.text(name) ?? "" }
      func percent(_ name: String) -> String { row.real(name).map { "\(Outline.rounded($0, 0)) %" } ?? "?" }
      guard families.isEmpty || families.contains(word("family")) else { return nil }
      let confounded = word("confounded_with")
      let text =
        "\(word("series")) \(word("measure")): \(word("verdict")) of \(percent("percent")) (95 % from \(percent("low")) "
        + "to \(percent("high"))) after \(word("anchor_on")), \(word("title"))"
        + (confounded.isEmpty || confounded == "[]" ? "" : "; confounded with \(confounded)")
      let key = ["event_id", "series", "measure", "verdict"].map(word).joined(separator: " ")
      return WatchHit(watch: watch, key: key, text: text, url: nil)
    }
  }

  /// A source that was never read is silent since the day it was first asked.
  private func silences(_ watch: String, _ sources: [SourceID], _ nights: Int) throws -> [WatchHit] {
    let names =
      sources.isEmpty
      ? try reader.rows("SELECT DISTINCT source_id FROM fetch_plan ORDER BY source_id").compactMap {
        $0.text("source_id")
      } : sources.map(\.name).sorted()
    return try names.compactMap { name in
      let row = try reader.rows(
        """
        SELECT max(iif(pages_read > 0, date, NULL)) AS last, min(date) AS first FROM coverage WHERE source_id = ?1
        """, name
      ).first
      guard let since = row?.text("last") ?? row?.text("first"), let day = Day(iso: since) else { return nil }
      let silent = today.number - day.number
      guard silent >= nights else { return nil }
      let last = row?.text("last").map { "last read on \($0)" } ?? "never read, first asked on \(since)"
      return WatchHit(
        watch: watch, key: "\(name) since \(since)", text: "\(name) is silent for \(silent) nights: \(last)", url: nil)
    }
  }
}
