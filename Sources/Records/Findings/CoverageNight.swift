/// What was read of one source in one night.
public struct CoverageNight: Hashable, Sendable {
  /// The source.
  public let sourceID: String
  /// The night.
  public let date: Day
  /// Pages that were to be read; nil where the source does not say.
  public let pagesExpected: Int?
  /// Pages that were truly read.
  public let pagesRead: Int
  /// Whether the night may move a series or end a listing.
  public let isComplete: Bool

  /// A night from its parts.
  public init(sourceID: String, date: Day, pagesExpected: Int?, pagesRead: Int, isComplete: Bool) {
    self.sourceID = sourceID
    self.date = date
    self.pagesExpected = pagesExpected
    self.pagesRead = pagesRead
    self.isComplete = isComplete
  }
}
