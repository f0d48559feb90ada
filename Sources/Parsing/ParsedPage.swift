public import Records

/// What a page gave: its records in page order and one line that says how it was read.
public struct ParsedPage: Hashable, Sendable {
  /// Listings, reports or rates.
  public var records: [RawRecord]
  /// The page's own line, which ends its records.
  public var line: PageLine
  /// Where it leads, as far as its source declares; none for a page that could not be used.
  public var links = PageLinks.none
}
