/// What became of a batch of records.
public struct LoadCounts: Hashable, Sendable {
  /// Observations that were applied or known already.
  public var observations = 0
  /// Listings that were not known before.
  public var newListings = 0
  /// Observations that changed nothing, since the sighting was known.
  public var known = 0
  /// Rows of `observation` that were written or withdrawn.
  public var changes = 0
  /// Observations left out since their page was not usable.
  public var skipped = 0
  /// Page lines.
  public var pages = 0
  /// Exchange rates.
  public var rates = 0
  /// Rows of spec tables.
  public var specs = 0
  /// Reports.
  public var reports = 0
  /// Official documents.
  public var documents = 0
  /// Lines that were set aside, before loading or by it.
  public var quarantined = 0

  /// Nothing yet.
  public init() {}

  /// The counts of two batches together.
  public static func + (left: LoadCounts, right: LoadCounts) -> LoadCounts {
    var sum = left
    sum.observations += right.observations
    sum.newListings += right.newListings
    sum.known += right.known
    sum.changes += right.changes
    sum.skipped += right.skipped
    sum.pages += right.pages
    sum.rates += right.rates
    sum.specs += right.specs
    sum.reports += right.reports
    sum.documents += right.documents
    sum.quarantined += right.quarantined
    return sum
  }
}
