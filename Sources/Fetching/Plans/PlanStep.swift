import Records

/// One page that a plan wants to be asked for.
public struct PlanStep: Hashable, Sendable {
  /// Its address.
  public let url: String
  /// The number of the start address that led to it, from 0.
  public let start: Int
  /// How many links it is away from that.
  public let depth: Int
  /// Whether it is the page of a single item, not a page of a list.
  public let isDetail: Bool

  /// A step.
  public init(url: String, start: Int, depth: Int, isDetail: Bool) {
    self.url = url
    self.start = start
    self.depth = depth
    self.isDetail = isDetail
  }
}

/// What a plan needs to know of a page that came.
public struct PageSeen: Hashable, Sendable {
  /// The address that answered at last.
  public let url: String
  /// The keys of its records, in page order.
  public let keys: [String]
  /// How many items the page claims that there are in all.
  public let claimed: Int?
  /// The address of the page behind it, absolute.
  public let next: String?
  /// The word that asks for the page behind it.
  public let cursor: String?
  /// The addresses of the pages of its items, absolute.
  public let details: [String]
  /// How it was read.
  public let verdict: PageLine.Verdict

  /// A page that came.
  public init(
    url: String, keys: [String], claimed: Int? = nil, next: String? = nil, cursor: String? = nil,
    details: [String] = [], verdict: PageLine.Verdict = .parsed
  ) {
    self.url = url
    self.keys = keys
    self.claimed = claimed
    self.next = next
    self.cursor = cursor
    self.details = details
    self.verdict = verdict
  }
}
