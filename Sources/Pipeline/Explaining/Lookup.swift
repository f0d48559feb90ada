import Loading
import Records

/// Finds what somebody calls by an id, by source and key, or by an address.
struct Lookup {
  let reader: DatabaseReaderBox

  /// The listing of a name.
  func listing(_ name: String) throws -> Row? { try row("listing", "listing_id", name) }

  /// The report of a name.
  func report(_ name: String) throws -> Row? { try row("market_report", "report_id", name) }

  /// The page of an id or an address, the newest of it.
  func page(_ name: String) throws -> Row? {
    if let range = Self.ids(beginningWith: name) {
      let rows = try reader.rows(
        "SELECT * FROM page WHERE page_id >= ?1 AND page_id < ?2 LIMIT 2", range.from, range.to)
      if rows.count == 1 { return rows[0] }
    }
    return try reader.rows("SELECT * FROM page WHERE url = ?1 ORDER BY fetched_at DESC, page_id LIMIT 1", name).first
  }

  private func row(_ table: String, _ id: String, _ name: String) throws -> Row? {
    if let range = Self.ids(beginningWith: name) {
      let rows = try reader.rows(
        "SELECT * FROM \(table) WHERE \(id) >= ?1 AND \(id) < ?2 LIMIT 2", range.from, range.to)
      if rows.count == 1 { return rows[0] }
    }
    if let colon = name.firstIndex(of: ":") {
      let found = try reader.rows(
        "SELECT * FROM \(table) WHERE source_id = ?1 AND source_key = ?2", String(name[..<colon]),
        String(name[name.index(after: colon)...]))
      if let row = found.first { return row }
    }
    return try reader.rows("SELECT * FROM \(table) WHERE url = ?1 ORDER BY \(id) LIMIT 1", name).first
  }

  /// The ids that begin with six to sixteen hexadecimal digits.
  static func ids(beginningWith name: String) -> (from: String, to: String)? {
    guard (6...16).contains(name.utf8.count),
      name.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) })
    else { return nil }
    return (name, name + "g")
  }

  /// What is nearest to a name that nothing has, as words behind a message.
  func hint(_ name: String) throws -> String {
    let part = name.split(separator: ":").last.map(String.init) ?? name
    let holding = try reader.rows(
      """
      SELECT source_id || ':' || source_key AS name FROM listing
      WHERE instr(source_key, ?1) OR instr(url, ?1) OR instr(lower(title), lower(?1)) ORDER BY 1 LIMIT 3
      """, part
    ).compactMap { $0.text("name") }
    if !holding.isEmpty { return "; nearest: \(holding.joined(separator: ", "))" }
    let isAddress = name.contains("://")
    let isID = Self.ids(beginningWith: name) != nil
    let some = try reader.rows(
      """
      SELECT iif(?1 = 'url', url, iif(?1 = 'id', listing_id, source_id || ':' || source_key)) AS name FROM listing
      UNION ALL SELECT iif(?1 = 'url', url, iif(?1 = 'id', report_id, source_id || ':' || source_key))
      FROM market_report LIMIT 20000
      """, isAddress ? "url" : isID ? "id" : "key"
    ).compactMap { $0.text("name") }
    let near = EditDistance.nearest(3, to: name, among: some)
    return near.isEmpty ? "; it holds no listing and no report" : "; nearest: \(near.joined(separator: ", "))"
  }

  /// One record in a few words.
  static func brief(_ record: NormalizedRecord) -> String {
    switch record {
    case .observation(let observation): "listing \(observation.source):\(observation.key) \(observation.title)"
    case .report(let report): "report \(report.report.source):\(report.report.key) \(report.report.title)"
    case .spec(let spec): "spec \(spec.source):\(spec.key) \(spec.title)"
    case .rate(let rate): "rate \(rate.base) in \(rate.quote) on \(rate.date)"
    case .policyDocument(let document): "document \(document.source):\(document.key) \(document.title)"
    case .page: "page"
    case .quarantine(let line): "set aside: \(line.code)"
    }
  }
}
