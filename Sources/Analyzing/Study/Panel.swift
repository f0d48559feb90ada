public import Records

/// Somebody's own listings, the nights on which they were looked for, and the events to study.
public struct Panel: Hashable, Sendable {
  /// One event of a panel.
  public struct Event: Hashable, Sendable {
    /// Its id.
    public let eventID: String
    /// The first day on which the market could react.
    public let day: Day
    /// The models it concerns.
    public let affected: [String]
    /// The models it does not concern.
    public let controls: [String]

    /// An event from its parts.
    public init(eventID: String, day: Day, affected: [String], controls: [String]) {
      self.eventID = eventID
      self.day = day
      self.affected = affected
      self.controls = controls
    }
  }

  /// The listings of one model, as columns of equal length in the order of the file.
  public struct Listings: Hashable, Sendable {
    /// The first night each was seen, counted from 1970-01-01.
    public var firsts: [Int] = []
    /// The last night each was seen.
    public var lasts: [Int] = []
    /// The logarithm of each price; not a number where there is none.
    public var logPrices: [Double] = []
    /// What else makes prices differ: condition, form factor and memory, each word by its number.
    public var attributes: [[Int]] = [[], [], []]

    init() {}
  }

  /// The folder's name.
  public let name: String
  /// The models, by name.
  public let models: [String]
  /// The listings of each.
  public let listings: [Listings]
  /// The nights that were read in full, counted from 1970-01-01, in order.
  public let completeNights: [Int]
  /// The events, as the file lists them.
  public let events: [Event]
}
