public import Records

/// What a page gave: its records in page order and one line that says how it was read.
public struct ParsedPage: Hashable, Sendable {
  /// Listings, reports or rates.
  public var records: [RawRecord]
  /// The page's own line, which ends its records.
  public var line: PageLine
}

/// What a reader found before it was judged.
struct Harvest {
  /// The records, in page order.
  var records: [RawRecord] = []
  /// Rows seen, with those that were skipped or could not be read.
  var rows = 0
  /// Rows that a rule says are no listings.
  var skipped = 0
  /// Rows without key or title.
  var unreadable = 0
  /// What the page itself claims to list.
  var claimed: Int?
  /// Whether the page proves that there is nothing.
  var provesEmpty = false
  /// Whether the page has what only a block page of its source has.
  var isBlocked = false
  /// The page's title.
  var title: String?
  /// Why it could not be read at all.
  var failure: String?
  /// Why its rows are not what they were.
  var drift: String?
}
