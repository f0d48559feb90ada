import FileKit
import Loading
import Records

/// What moved since a day: listings that came and went, prices, levels, effects.
public struct ChangesJob: Sendable {
  let workspace: Workspace

  /// A job on a workspace.
  public init(workspace: Workspace) { self.workspace = workspace }

  /// What moved.
  ///
  /// - Parameter since: The first day that counts; the last night on which anything was read when it is nil.
  /// - Returns: For people, as one line of JSON, and as a line of JSON for each change.
  public func run(since: Day?) throws -> (text: String, json: String, lines: String) {
    guard FileSystem.exists(workspace.database) else { throw Inquiry.missing(workspace) }
    let reader = try DatabaseReader(path: workspace.database)
    let last = try reader.rows("SELECT max(date) AS day FROM coverage WHERE pages_read > 0").first?.text("day")
    guard let first = since?.description ?? last else {
      throw RunFailure(.nothingUsable, "\(workspace.database) was never fed; begin with: aftermarket ingest PATH")
    }
    var outline = Outline()
    outline.add("since", first)
    var lines = ""
    func add(_ name: String, _ change: String, _ sql: String) throws {
      outline.add(
        name,
        try reader.rows(sql, first).map { row in
          var part = Outline()
          var line = Outline()
          line.add("change", change)
          defer { lines += line.line }
          for (column, cell) in zip(row.columns, row.cells) {
            switch cell {
            case .null: break
            case .integer(let number):
              part.add(column, Int(number))
              line.add(column, Int(number))
            case .real(let number):
              part.add(column, number, digits: 4)
              line.add(column, number, digits: 4)
            case .text(let text):
              part.add(column, text)
              line.add(column, text)
            }
          }
          return part
        })
    }
    try add("new", "new", Self.new)
    try add("gone", "gone", Self.gone)
    try add("price_moves", "price_move", Self.moves)
    try add("levels", "level", Self.levels)
    try add("effects", "effect", Self.effects)
    return (outline.text, outline.line, lines)
  }

  private static let new = """
    SELECT l.listing_id, l.source_id, l.first_seen_at, l.title, l.model_id, p.usd_per_card, l.url
    FROM listing AS l LEFT JOIN latest_price AS p ON p.listing_id = l.listing_id
    WHERE l.first_seen_at >= ?1 ORDER BY l.first_seen_at, l.listing_id
    """
  private static let gone = """
    SELECT listing_id, source_id, ended_at, status, title, model_id FROM listing
    WHERE ended_at >= ?1 ORDER BY ended_at, listing_id
    """
  private static let moves = """
    SELECT h.listing_id, h.observed_at, h.title, h.currency, h.previous_minor, h.price_minor,
      100.0 * (h.price_minor - h.previous_minor) / h.previous_minor AS percent
    FROM price_history AS h
    WHERE h.observed_at >= ?1 AND h.previous_minor > 0 AND h.price_minor <> h.previous_minor
      AND h.currency IS (SELECT o.currency FROM observation AS o
        WHERE o.listing_id = h.listing_id AND o.observed_at < h.observed_at ORDER BY o.observed_at DESC LIMIT 1)
    ORDER BY h.observed_at, h.listing_id
    """
  private static let levels = """
    WITH newest AS (SELECT * FROM price_index WHERE method = 'hedonic_huber'
      AND vintage = (SELECT max(vintage) FROM price_index)),
      moved AS (SELECT series, date, method, usd, status, lag(usd) OVER (PARTITION BY series, method ORDER BY date) AS before
        FROM newest)
    SELECT series, date, method, before AS usd_before, usd, 100 * (usd / before - 1) AS percent, status FROM moved
    WHERE date >= date(?1, '-6 days') AND before > 0 AND usd <> before ORDER BY series, method, date
    """
  private static let effects = """
    SELECT f.event_id, e.anchor_on, e.title, f.series, f.measure, f.window_days,
      100 * (exp(f.effect_log) - 1) AS effect_percent, f.q, f.verdict
    FROM event_effect AS f JOIN policy_event AS e ON e.event_id = f.event_id
    WHERE f.verdict IN ('rise', 'fall') AND date(e.anchor_on, '+' || f.window_days || ' days') >= ?1
    ORDER BY e.anchor_on, f.event_id, f.series, f.measure, f.window_days
    """
}
