import Records
import SQLiteKit

extension Loader {
  /// The sources that have had enough complete nights to know what a usual one is.
  public func sourcesWithBands() throws(LoadFailure) -> Set<SourceID> {
    do {
      var select = try database.prepare(
        "SELECT source_id FROM coverage WHERE complete = 1 GROUP BY source_id HAVING count(*) >= ?1")
      return Set(try select.all(.int(RowBand.fewestNights)) { SourceID($0.text(0) ?? "") })
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// Which nights would leave their source's band, were these pages loaded; nothing is.
  ///
  /// A night with fewer pages than usual is one of which a part is loaded, and is not doubted for its rows.
  public mutating func doubts(about lines: [PageLine]) throws(LoadFailure) -> [RowWarning] {
    var warnings: [RowWarning] = []
    do {
      try database.execute("BEGIN IMMEDIATE")
      var known = try database.prepare("SELECT 1 FROM page WHERE page_id = ?1")
      var touched: Set<CoverageDay> = []
      for line in lines {
        let isKnown = try known.first(.text(Identity.page(line)), row: { _ in true }) ?? false
        guard let day = try apply(line), !isKnown, line.planMark == nil else { continue }
        touched.insert(day)
      }
      for day in touched { try count(day) }
      warnings = try RowWarning.all(in: database, touching: touched)
      try database.execute("ROLLBACK")
      forget()
    } catch {
      if database.isInTransaction { try? database.execute("ROLLBACK") }
      forget()
      throw LoadFailure(error, path: path)
    }
    return warnings
  }
}
