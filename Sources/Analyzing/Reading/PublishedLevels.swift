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

  /// Between which prices a card of each model can be expected, where the configuration says so.
  func priceGuides() throws(AnalysisFailure) -> [String: ClosedRange<Double>] {
    var guides: [String: ClosedRange<Double>] = [:]
    try rows("SELECT model_id, low_usd, high_usd FROM price_range") { row throws(AnalysisFailure) in
      guard let model = row.text(0), let low = row.optionalDouble(1), let high = row.optionalDouble(2), low <= high
      else { return }
      guides[model] = low...high
    }
    return guides
  }
}
