import DigestKit
import Records
import SQLiteKit

extension Loader {
  /// Stores a report with what it says; the version from its own page stands over what a feed carries, that over a few
  /// sentences.
  ///
  /// What the standing version does not say, the date for instance, is taken from the one below. Of two versions of one
  /// origin the later stands, so that any order of loading ends the same.
  mutating func apply(_ report: NormalizedReport) throws(SQLiteFailure) {
    let raw = report.report
    try know(raw.source)
    let id = Identity.report(source: raw.source, key: raw.key)
    let rank = Int64(raw.textFrom?.rank ?? (raw.text == nil ? 0 : TextOrigin.feed.rank))
    // How the archive was packed and which story it was given decide nothing.
    var bare = report
    (bare.report.provenance.archive, bare.report.provenance.offset, bare.storyID) = (nil, nil, nil)
    bare.isRead = true
    var whole = JSONWriter()
    NormalizedRecord.report(bare).write(to: &whole)
    let content = Digest256(of: whole.bytes).shortHex
    try insertReport(id, report)
    guard try keepVersion(id, rank, report, content) else { return }
    try mergeVersions(of: id)
    var newest = try database.prepare("SELECT max(rank) FROM report_version WHERE report_id = ?1")
    try newest.bind(id, at: 1)
    guard try newest.step(), newest.int64(0) == rank else { return }
    newest.reset()
    var update = try database.prepare(
      "UPDATE market_report SET title = ?2, text = ?3, page_id = ?4 WHERE report_id = ?1")
    try update.run(.text(id), .text(raw.title), .text(raw.text), .text(Identity.page(raw.provenance)))
    try replaceFacts(of: report, id, content)
  }

  private mutating func insertReport(_ id: String, _ report: NormalizedReport) throws(SQLiteFailure) {
    let raw = report.report
    var insert = try database.prepare(
      """
      INSERT INTO market_report (report_id, source_id, source_key, title, story_id, last_seen_at)
      VALUES (?1, ?2, ?3, ?4, ?5, '')
      ON CONFLICT DO NOTHING
      """)
    try insert.run(
      .text(id), .text(raw.source.name), .text(raw.key), .text(raw.title), .text(report.storyID))
  }

  /// Keeps the version if it is later than the one of its rank.
  private mutating func keepVersion(
    _ id: String, _ rank: Int64, _ report: NormalizedReport, _ content: String
  ) throws(SQLiteFailure) -> Bool {
    let raw = report.report
    var flags = JSONWriter()
    flags.array { writer in for flag in report.flags { writer.string(flag) } }
    var upsert = try database.prepare(
      """
      INSERT INTO report_version (report_id, rank, url, publisher, language, author, published_at, published_from,
        modified, flags, page_id, last_seen_at, content)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
      ON CONFLICT DO UPDATE SET url = excluded.url, publisher = excluded.publisher, language = excluded.language,
        author = excluded.author, published_at = excluded.published_at, published_from = excluded.published_from,
        modified = excluded.modified, flags = excluded.flags, page_id = excluded.page_id,
        last_seen_at = excluded.last_seen_at, content = excluded.content
      WHERE (excluded.last_seen_at, excluded.content) > (last_seen_at, content)
      """)
    try upsert.run(
      .text(id), .integer(rank), .text(raw.url), .text(raw.publisher), .text(raw.language), .text(raw.author),
      .text(report.publishedAt?.description), .text(raw.publishedFrom), .text(raw.modified),
      .text(String(decoding: flags.bytes, as: UTF8.self)), .text(Identity.page(raw.provenance)),
      .text(raw.provenance.fetchedAt?.description ?? ""), .text(content))
    return database.changes > 0
  }

  /// Takes each field from the highest version that has it.
  private mutating func mergeVersions(of id: String) throws(SQLiteFailure) {
    func best(_ column: String) -> String {
      """
      \(column) = (SELECT \(column) FROM report_version AS v WHERE v.report_id = ?1 AND \(column) IS NOT NULL
        ORDER BY rank DESC LIMIT 1)
      """
    }
    // Every name is a constant of this file.
    var merge = try database.prepare(
      "UPDATE market_report SET "
        + ["url", "publisher", "language", "published_at"].map(best).joined(separator: ", ")
        + ", last_seen_at = (SELECT max(last_seen_at) FROM report_version AS v WHERE v.report_id = ?1)"
        + " WHERE report_id = ?1")
    try merge.run(.text(id))
  }
}
