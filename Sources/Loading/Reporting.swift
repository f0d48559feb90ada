import Records
import SQLiteKit

extension Loader {
  /// Replaces what is known of a report by what this reading of it says.
  mutating func replaceFacts(of report: NormalizedReport, _ id: String, _ content: String)
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
