import Records
import SQLiteKit

extension Analyst {
  /// The last day on which a listing was seen or a source read; nil for an empty database.
  func lastDay() throws(AnalysisFailure) -> Day? {
    var result: Day?
    let sql = "SELECT max(last_seen_at) FROM listing UNION ALL SELECT max(date) FROM coverage"
    try rows(sql) { row throws(AnalysisFailure) in
      guard let text = row.text(0) else { return }
      let found = try self.day(text, "listing", "last_seen_at")
      result = max(result ?? found, found)
    }
    return result
  }

  /// What the findings are made from, counted through the end of `day`.
  func origin(through day: Day?) throws(AnalysisFailure) -> Findings.Origin {
    let after = (day ?? Day(number: 0)).adding(1).description
    func count(_ sql: String) throws(AnalysisFailure) -> Int {
      var result = 0
      try rows(sql, after) { row throws(AnalysisFailure) in result = Int(row.int64(0)) }
      return result
    }
    var origin = Findings.Origin(
      database: path.split(separator: "/").last.map(String.init) ?? path,
      pages: try count("SELECT count(*) FROM page WHERE fetched_at < ?1"),
      listings: try count("SELECT count(*) FROM listing WHERE first_seen_at < ?1"),
      observations: try count("SELECT count(*) FROM observation WHERE observed_at < ?1"), firstDay: nil, lastDay: nil,
      version: nil, pipelinesSHA256: nil)
    let span = """
      SELECT min(first_seen_at), max(min(last_seen_at, ?1)) FROM listing WHERE first_seen_at < ?1
      """
    try rows(span, after) { row throws(AnalysisFailure) in
      guard let first = row.text(0), let last = row.text(1), let day else { return }
      origin.firstDay = try self.day(first, "listing", "first_seen_at")
      origin.lastDay = min(day, try self.day(last, "listing", "last_seen_at"))
    }
    let run = "SELECT version, pipelines_sha256 FROM run ORDER BY started_at DESC, run_id DESC LIMIT 1"
    try rows(run) { row throws(AnalysisFailure) in
      origin.version = row.text(0)
      origin.pipelinesSHA256 = row.text(1)
    }
    return origin
  }

  /// How many stories first told through `day` name a family, by family and day.
  func mentions(through day: Day) throws(AnalysisFailure) -> [FamilyMention] {
    var mentions: [FamilyMention] = []
    let sql = "SELECT family, date, stories FROM mention_series WHERE date <= ?1 ORDER BY family, date"
    try rows(sql, day.description) { row throws(AnalysisFailure) in
      mentions.append(
        FamilyMention(
          family: row.text(0) ?? "", day: try self.day(row.text(1), "market_report", "published_at"),
          stories: Int(row.int64(2))))
    }
    return mentions
  }

  /// What was read, by source and night.
  ///
  /// A night that got much less than its pages claim there is was not read in full, when the source's nights usually
  /// get that much: pages that somebody saved have no plan that would tell that it broke off.
  func coverage(through day: Day) throws(AnalysisFailure) -> [CoverageNight] {
    var nights: [CoverageNight] = []
    let sql = """
      WITH night AS (
        SELECT source_id, date, pages_expected, pages_read, complete,
          claimed IS NULL OR rows_read IS NULL OR rows_read >= 0.8 * claimed AS whole
        FROM coverage WHERE date <= ?1
      ),
      usual AS (SELECT source_id, avg(whole) AS share FROM night WHERE complete = 1 GROUP BY source_id)
      SELECT n.source_id, n.date, n.pages_expected, n.pages_read, n.complete AND (n.whole OR u.share < 0.5)
      FROM night AS n LEFT JOIN usual AS u ON u.source_id = n.source_id
      ORDER BY n.source_id, n.date
      """
    try rows(sql, day.description) { row throws(AnalysisFailure) in
      nights.append(
        CoverageNight(
          sourceID: row.text(0) ?? "", date: try self.day(row.text(1), "coverage", "date"),
          pagesExpected: row.optionalInt64(2).map { Int($0) }, pagesRead: Int(row.int64(3)),
          isComplete: row.int64(4) == 1))
    }
    return nights
  }

  /// The facts of the models wanted, by id; one the catalog does not know is called by its id.
  func models(_ wanted: Set<String>) throws(AnalysisFailure) -> [ModelFacts] {
    var known: [String: ModelFacts] = [:]
    let sql = "SELECT model_id, name, family, memory_gb, fp16_dense_tflops, bandwidth_gb_s, tdp_w FROM gpu_model"
    try rows(sql) { row throws(AnalysisFailure) in
      guard let id = row.text(0), wanted.contains(id) else { return }
      known[id] = ModelFacts(
        modelID: id, name: row.text(1) ?? id, family: row.text(2) ?? "", memoryGB: row.optionalDouble(3),
        fp16TFLOPS: row.optionalDouble(4), bandwidthTBs: row.optionalDouble(5).map { $0 / 1000 },
        watts: row.optionalDouble(6))
    }
    return wanted.sorted().map {
      known[$0]
        ?? ModelFacts(
          modelID: $0, name: $0, family: "", memoryGB: nil, fp16TFLOPS: nil, bandwidthTBs: nil, watts: nil)
    }
  }

  /// The events through `day`, by anchor and id, with the families they concern.
  func events(through day: Day) throws(AnalysisFailure) -> [EventMark] {
    var families: [String: (targets: [String], substitutes: [String])] = [:]
    let targets = "SELECT event_id, family, role FROM policy_event_target ORDER BY event_id, family"
    try rows(targets) { row throws(AnalysisFailure) in
      guard let id = row.text(0), let family = row.text(1) else { return }
      if row.text(2) == PolicyTargetRole.substitute.rawValue {
        families[id, default: ([], [])].substitutes.append(family)
      } else {
        families[id, default: ([], [])].targets.append(family)
      }
    }
    var events: [EventMark] = []
    let sql = """
      SELECT event_id, coalesce(anchor_on, announced_on, effective_on) AS anchor, title, jurisdiction, direction, role
      FROM policy_event WHERE anchor <= ?1 ORDER BY anchor, event_id
      """
    try rows(sql, day.description) { row throws(AnalysisFailure) in
      guard let id = row.text(0) else { return }
      guard let role = EventMark.Role(rawValue: row.text(5) ?? "") else {
        throw AnalysisFailure(
          reason: .badValue(table: "policy_event", column: "role", value: row.text(5) ?? "NULL"), database: self.path)
      }
      events.append(
        EventMark(
          eventID: id, anchor: try self.day(row.text(1), "policy_event", "anchor_on"), title: row.text(2) ?? id,
          jurisdiction: row.text(3) ?? "", direction: row.text(4) ?? "", role: role,
          targets: families[id]?.targets ?? [], substitutes: families[id]?.substitutes ?? []))
    }
    return events
  }
}
