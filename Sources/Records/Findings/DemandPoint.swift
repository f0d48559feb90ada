/// How many listings of one family appeared and went between two nights that were truly read.
///
/// A night that was not read has no counts at all: `new`, `gone`, `atRisk` and `gapDays` are nil, never zero.
public struct DemandPoint: Hashable, Sendable {
  /// What is known of the night.
  public enum Status: String, Hashable, Sendable {
    /// Read in full, and so was an earlier night to compare it with.
    case ok
    /// The first night: all that is seen is stock, nothing can be called new.
    case first
    /// Missing or read in part.
    case gap
  }

  /// The family, as in the catalog ("A100").
  public let family: String
  /// The night.
  public let date: Day
  /// Ok, first or gap.
  public let status: Status
  /// Days since the earlier night it is compared with.
  public let gapDays: Int?
  /// Listings first seen after that night.
  public let new: Int?
  /// Listings seen then and no longer now.
  public let gone: Int?
  /// Listings live at that earlier night: those that could go.
  public let atRisk: Int?
  /// Want-to-buy posts first seen after that night; nil where their sources were not read in full.
  public let bids: Int?
  /// Reports published after that night that name the family.
  public let mentions: Int?

  /// A point from its parts.
  public init(
    family: String, date: Day, status: Status, gapDays: Int? = nil, new: Int? = nil, gone: Int? = nil,
    atRisk: Int? = nil, bids: Int? = nil, mentions: Int? = nil
  ) {
    self.family = family
    self.date = date
    self.status = status
    self.gapDays = gapDays
    self.new = new
    self.gone = gone
    self.atRisk = atRisk
    self.bids = bids
    self.mentions = mentions
  }
}
