import Records

/// A page that was fetched, with what it took to get there.
public struct FetchResult: Sendable {
  /// The page; its address is the one that answered at last.
  ///
  /// With status 304 its body is empty and `earlier` says which page it is. With status 200 `earlier` is set when the
  /// bytes are those of the earlier page.
  public var page: Page
  /// The answers before it in order, each with its `evidence`: the robots.txt of a host asked the first time,
  /// redirects, and attempts that failed; they are archived too.
  public var trail: [Page]
  /// How many requests for the page were made, redirects and retries counted, robots.txt not.
  public var attempts: Int
  /// What is worth telling although the page came, such as a server whose clock is wrong; one sentence each.
  public var notes: [String]

  /// A fetched page.
  public init(page: Page, trail: [Page], attempts: Int, notes: [String] = []) {
    self.page = page
    self.trail = trail
    self.attempts = attempts
    self.notes = notes
  }
}
