import DigestKit
import Records
import SQLiteKit

extension Loader {
  /// Stores a report with what it says; of several versions the greatest stays, in any order of loading.
  mutating func apply(_ report: NormalizedReport) throws(SQLiteFailure) {
    let raw = report.report
    try know(raw.source)
    let id = Identity.report(source: raw.source, key: raw.key)
    try statements.upsertReport.run(
      .text(id), .text(raw.source.name), .text(raw.key), .text(raw.url), .text(raw.title), .text(raw.publisher),
      .text(raw.language), .text(report.publishedAt?.description), .text(report.storyID), .text(raw.text),
      .text(Identity.page(raw.provenance)), .text(raw.provenance.fetchedAt?.description ?? ""))
    // How the archive was packed and which story it was given decide nothing.
    var bare = report
    (bare.report.provenance.archive, bare.report.provenance.offset, bare.storyID) = (nil, nil, nil)
    bare.isRead = true
    var whole = JSONWriter()
    NormalizedRecord.report(bare).write(to: &whole)
    let content = Digest256(of: whole.bytes).shortHex
    if database.changes == 0 {
      // The same version read by other rules: the greater reading stays.
      var look = try database.prepare(
        """
        SELECT 1 FROM market_report AS r LEFT JOIN report_reading AS k ON k.report_id = r.report_id
        WHERE r.report_id = ?1 AND r.last_seen_at = ?2 AND r.title = ?3 AND ifnull(r.text, '') = ifnull(?4, '')
          AND ifnull(r.published_at, '') = ifnull(?5, '') AND ifnull(k.content, '') < ?6
        """)
      let isGreater = try look.all(
        .text(id), .text(raw.provenance.fetchedAt?.description ?? ""), .text(raw.title), .text(raw.text),
        .text(report.publishedAt?.description), .text(content), row: { _ in true })
      guard !isGreater.isEmpty else { return }
    }
    try replaceFacts(of: report, id, content)
  }

  private mutating func replaceFacts(of report: NormalizedReport, _ id: String, _ content: String)
    throws(SQLiteFailure)
  {
    for statement in [
      "DELETE FROM report_mention WHERE report_id = ?1", "DELETE FROM report_quote WHERE report_id = ?1",
      "DELETE FROM report_claim WHERE report_id = ?1",
    ] {
      var delete = try database.prepare(statement)
      try delete.run(.text(id))
    }
    var reading = try database.prepare(
      """
      INSERT INTO report_reading (report_id, place, flags, content) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO UPDATE SET place = ?2, flags = ?3, content = ?4
      """)
    try reading.run(
      .text(id), .text(report.report.provenance.at), .text(Self.joined(report.flags)), .text(content))
    var mention = try database.prepare(
      "INSERT OR REPLACE INTO report_mention (report_id, subject, name, count) VALUES (?1, ?2, ?3, ?4)")
    for one in report.mentions {
      let subject = one.subject == .event ? "event" : one.subject.rawValue
      try mention.run(.text(id), .text(subject), .text(one.name), .int(one.count))
    }
    var quote = try database.prepare(
      """
      INSERT INTO report_quote (report_id, number, family, low, high, currency, unit, basis, as_of, period, flags, text)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      """)
    for (place, one) in report.quotes.enumerated() {
      try quote.run(
        .text(id), .int(place + 1), .text(one.family), .text(one.low), .text(one.high), .text(one.currency?.code),
        .text(one.unit.rawValue), .text(one.basis.rawValue), .text(one.asOf), .text(one.period),
        .text(Self.joined(one.flags)), .text(one.text))
    }
    var claim = try database.prepare(
      """
      INSERT INTO report_claim (report_id, number, family, attribute, low, high, unit, value, relative_to, direction,
        flags, text, verdict, check_note, condition)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
      """)
    for (place, one) in report.claims.enumerated() {
      try claim.run(
        .text(id), .int(place + 1), .text(one.family), .text(one.attribute), .text(one.low), .text(one.high),
        .text(one.unit), .text(one.value), .text(one.relativeTo), .text(one.direction), .text(Self.joined(one.flags)),
        .text(one.text), .text(one.check.rawValue), .text(one.checkNote), .text(one.condition))
    }
  }

  private static func joined(_ flags: [String]) -> String? { flags.isEmpty ? nil : flags.joined(separator: ";") }
}
