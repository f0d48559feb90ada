import Records
import SQLiteKit

extension Analyst {
  /// The unsmoothed levels that earlier vintages published, which later ones keep.
  ///
  /// A week is published by the first vintage that saw all of it, on its Sunday or after.
  func published(before day: Day) throws(AnalysisFailure) -> PriceLevels.Published {
    var published: PriceLevels.Published = [:]
    let sql = """
      SELECT series, date, level_raw, min(vintage) FROM price_index
      WHERE method = ?2 AND vintage < ?1 AND vintage >= date(date, '+6 days') AND level_raw IS NOT NULL
      GROUP BY series, date
      """
    try rows(sql, day.description, PriceIndexPoint.method) { row throws(AnalysisFailure) in
      guard let series = row.text(0), let level = row.optionalDouble(2) else { return }
      let week = try self.day(row.text(1), "price_index", "date")
      published[series, default: [:]][week.number] = level
    }
    return published
  }
}
