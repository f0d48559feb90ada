import Records

/// The page of the record that came last: those of a page follow each other.
struct LastPage {
  private var sha256: String?
  private var time: Instant?
  private var id: String?
  /// Its number in the logs, once that is known.
  var number: Int64?

  /// The id of the page that a record comes from.
  mutating func id(of origin: Provenance) -> String? {
    if origin.fetchedAt != time || origin.pageSHA256 != sha256 {
      (sha256, time, id, number) = (origin.pageSHA256, origin.fetchedAt, Identity.page(origin), nil)
    }
    return id
  }
}
