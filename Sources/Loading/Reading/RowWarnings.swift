import Records
import SQLiteKit

extension DatabaseReader {
  /// The sources whose last complete night lies outside the band of those before it.
  public func rowWarnings() throws(LoadFailure) -> [RowWarning] {
    var warnings: [RowWarning] = []
    try snapshot { () throws(SQLiteFailure) in warnings = try RowWarning.all(in: database) }
    return warnings
  }
}

extension RowWarning {
  private struct Night {
    let source: String
    let date: String
    let rows: Double
    let pages: Double
  }

  /// - Parameter touched: The nights to look at; nil for the last of each source.
  static func all(
    in database: borrowing Database, touching touched: Set<CoverageDay>? = nil
  ) throws(SQLiteFailure) -> [RowWarning] {
    // CROSS JOIN keeps the order: a day leads to its pages, or all pages would be put against all days.
    // A night with pages that are as they were (304) has no count of its own.
    var statement = try database.prepare(
      """
      SELECT c.source_id, c.date, sum(p.listings), count(*) FROM coverage AS c
      CROSS JOIN page AS p ON p.source_id = c.source_id AND p.fetched_at >= c.date AND p.fetched_at < date(c.date, '+1 day')
      WHERE c.complete = 1
      GROUP BY c.source_id, c.date HAVING sum(p.verdict NOT IN ('parsed', 'empty')) = 0 AND sum(p.listings IS NULL) = 0
      ORDER BY c.source_id, c.date
      """)
    let nights = try statement.all { row in
      Night(source: row.text(0) ?? "", date: row.text(1) ?? "", rows: Double(row.int64(2)), pages: Double(row.int64(3)))
    }
    var warnings: [RowWarning] = []
    var start = nights.startIndex
    while start < nights.endIndex {
      let end = nights[start...].firstIndex { $0.source != nights[start].source } ?? nights.endIndex
      let own = nights[start..<end]
      start = end
      let places = own.indices.filter { place in
        guard let touched else { return place == own.endIndex - 1 }
        guard let day = Day(iso: own[place].date) else { return false }
        return touched.contains(CoverageDay(source: SourceID(own[place].source), day: day))
      }
      for place in places {
        let before = own[..<place].suffix(RowBand.mostNights)
        let isPart = touched != nil && own[place].pages < RowBand.median(before.map(\.pages))
        if let warning = warning(own[place], before, isPart: isPart) { warnings.append(warning) }
      }
    }
    return warnings
  }

  private static func warning(_ night: Night, _ before: ArraySlice<Night>, isPart: Bool) -> RowWarning? {
    var measures: [(String, (Night) -> Double)] = [("rows a page", { $0.rows / $0.pages })]
    if !isPart { measures.insert(("rows a night", { $0.rows }), at: 0) }
    for (measure, count) in measures {
      guard let band = RowBand(nights: before.map(count)), !band.contains(count(night)) else { continue }
      return RowWarning(
        sourceID: night.source, date: night.date, measure: measure, rows: count(night), band: band,
        nights: before.count)
    }
    return nil
  }
}
