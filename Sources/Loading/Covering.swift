import Records
import SQLiteKit

/// A source on a UTC day.
struct CoverageDay: Hashable {
  var source: SourceID
  var day: Day
}

extension Loader {
  /// Stores a page line, or that the plan of a source began or ended.
  ///
  /// - Returns: The source and day whose coverage it belongs to, when both are known.
  mutating func apply(_ line: PageLine) throws(SQLiteFailure) -> CoverageDay? {
    if let source = line.source { try know(source) }
    let origin = line.provenance
    if let mark = line.planMark {
      guard let source = line.source, let time = origin.fetchedAt else { return nil }
      try statements.upsertPlan.run(
        .text(source.name), .text(time.day.description), .text(mark == .begun ? time.description : nil),
        .text(mark == .ended ? time.description : nil))
      return CoverageDay(source: source, day: time.day)
    }
    try statements.upsertPage.run(
      .text(Identity.page(line)), .text(line.source?.name), .text(line.url), .text(origin.fetchedAt?.description),
      .int(line.httpStatus), .text(line.charset), .int(line.bytes), .text(origin.pageSHA256), .text(origin.archive),
      .int(origin.offset), .text(line.verdict.rawValue), .text(line.reason), .int(line.listings), .int(line.claimed))
    guard let source = line.source, let time = origin.fetchedAt else { return nil }
    return CoverageDay(source: source, day: time.day)
  }

  /// Derives the coverage of a day anew from its pages.
  mutating func count(_ day: CoverageDay) throws(SQLiteFailure) {
    try statements.countCoverage.run(
      .text(day.source.name), .text(day.day.description), .text(day.day.adding(1).description))
    if database.changes > 0 { lastButOneNights.removeValue(forKey: day.source.name) }
  }
}
