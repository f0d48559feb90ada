import Records

/// The statements that give the figures of the page, each for the day of the findings.
struct Queries {
  private let day: String
  private let isPresent: Bool

  init(_ findings: Findings) {
    day = findings.asOf?.description ?? ""
    isPresent = findings.isPresent
  }

  /// Text as a literal of SQL.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private var vintage: String { "method = 'hedonic_huber' AND vintage = '\(day)'" }

  /// The weekly levels of one model or family, asked, sold and bid.
  func levels(of name: String) -> String {
    let series = [name, name + ":sold", name + ":bid"].map(Queries.quoted).joined(separator: ", ")
    return """
      SELECT date AS week, basis, round(usd, 2) AS usd, round(low, 2) AS low, round(high, 2) AS high, n, status
      FROM price_index WHERE series IN (\(series)) AND \(vintage)
      ORDER BY basis, date
      """
  }

  /// The last level of every series of a model, a thin one giving way to a sound one at most four weeks older.
  private var latest: String {
    """
    WITH p AS (
      SELECT *, max(date) OVER (PARTITION BY series) AS newest,
        max(iif(status = 'ok', date, NULL)) OVER (PARTITION BY series) AS sound
      FROM price_index WHERE \(vintage)
    ),
    latest AS (
      SELECT m.name, m.fp16_dense_tflops, m.memory_gb, m.bandwidth_gb_s, m.tdp_w, p.*
      FROM p JOIN gpu_model AS m ON p.series IN (m.model_id, m.model_id || ':sold', m.model_id || ':bid')
      WHERE p.date = iif(p.sound >= date(p.newest, '-28 days'), p.sound, p.newest)
    )
    """
  }

  var latestPrices: String {
    latest + "\n" + """
      SELECT name AS model, basis, date AS week, round(usd, 2) AS usd, round(low, 2) AS low, round(high, 2) AS high,
        round(median_usd, 2) AS median_usd, n, status
      FROM latest ORDER BY status, series
      """
  }

  var value: String {
    latest + "\n" + """
      SELECT name AS model, date AS week, round(usd, 2) AS usd, round(usd / nullif(fp16_dense_tflops, 0), 4) AS usd_per_tflops,
        round(usd / nullif(memory_gb, 0), 4) AS usd_per_gb, round(1000 * usd / nullif(bandwidth_gb_s, 0), 4) AS usd_per_tb_s,
        round(usd / nullif(tdp_w, 0), 4) AS usd_per_watt, n, status
      FROM latest WHERE basis = 'ask' ORDER BY status, usd_per_tflops IS NULL, usd_per_tflops, series
      """
  }

  var bids: String {
    latest + "\n" + """
      SELECT b.name AS model, b.date AS bid_week, round(b.usd, 2) AS bid_usd, b.n AS bids, a.date AS ask_week,
        round(a.usd, 2) AS ask_usd, a.n AS asks
      FROM latest AS b LEFT JOIN latest AS a ON b.series = a.series || ':bid'
      WHERE b.basis = 'bid' ORDER BY b.series
      """
  }

  var premiums: String {
    """
    SELECT series, round(100 * (exp(estimate) - 1), 1) AS percent, round(100 * (exp(estimate - 1.96 * se) - 1), 1) AS low_percent,
      round(100 * (exp(estimate + 1.96 * se) - 1), 1) AS high_percent, n
    FROM index_coefficient
    WHERE attribute = 'market' AND level = 'restricted' AND se IS NOT NULL AND n >= 5 AND vintage = '\(day)'
    ORDER BY series
    """
  }

  /// The table of what is kept for the present or, beside it, for a look at the past.
  private func table(_ name: String) -> String {
    isPresent ? name + " WHERE 1" : "past_" + name + " WHERE as_of = '\(day)'"
  }

  func demand(of family: String) -> String {
    """
    SELECT date, status, gap_days, new, gone, at_risk, bids, mentions
    FROM \(table("demand")) AND family = \(Queries.quoted(family))
    ORDER BY date
    """
  }

  func weeklyDemand(of family: String) -> String {
    """
    SELECT date(date, 'weekday 0', '-6 days') AS week, sum(gap_days) AS gap_days, sum(new) AS new, sum(gone) AS gone,
      round(avg(at_risk), 1) AS at_risk, sum(bids) AS bids, sum(mentions) AS mentions
    FROM \(table("demand")) AND family = \(Queries.quoted(family)) AND status = 'ok'
    GROUP BY week ORDER BY week
    """
  }

  var effects: String {
    """
    SELECT event_id, series, measure, effect_log, ci_low, ci_high, p, q, mde, verdict, controls, confounded_with
    FROM \(table("event_effect")) AND effect_log IS NOT NULL AND (measure = 'composite' OR verdict <> 'not_detectable')
    ORDER BY event_id, series, measure
    """
  }

  /// Spikes are kept for the newest vintage only.
  var spikes: String {
    """
    SELECT series AS family, measure, start_on, peak_on, end_on, size, q, events, kind
    FROM demand_spike WHERE start_on <= '\(day)' ORDER BY start_on, series, measure
    """
  }

  var timesOnMarket: String {
    """
    SELECT family, offers, gone, median_days, median_low, median_high, round(share_after_7, 4) AS share_after_7,
      round(share_after_30, 4) AS share_after_30, status
    FROM time_on_market WHERE vintage = '\(day)' ORDER BY status, family
    """
  }

  func coverage(of source: String, from first: Day) -> String {
    """
    SELECT date, pages_expected, pages_read, complete FROM coverage
    WHERE source_id = \(Queries.quoted(source)) AND date BETWEEN '\(first)' AND '\(day)' ORDER BY date
    """
  }

  var grey: String {
    """
    SELECT substr(l.last_seen_at, 1, 10) AS last_seen_on, l.source_id, l.country, l.family, l.title, l.listing_id
    FROM listing AS l JOIN json_each(l.flags) AS f ON f.value = 'restricted_market'
    WHERE l.first_seen_at < date('\(day)', '+1 day') ORDER BY 1 DESC, l.listing_id
    """
  }

  var claims: String {
    """
    SELECT substr(coalesce(r.published_at, r.last_seen_at), 1, 10) AS date, c.family, c.attribute, c.verdict, r.title,
      c.report_id, c.number
    FROM report_claim AS c JOIN market_report AS r ON r.report_id = c.report_id
    WHERE coalesce(r.published_at, r.last_seen_at) < date('\(day)', '+1 day') ORDER BY 1 DESC, c.report_id, c.number
    """
  }
}
