import Records

/// A page that was fetched, with what it took to get there.
public struct FetchResult: Sendable {
  /// The page; its address is the one that answered at last.
  public var page: Page
  /// The answers before it in order: redirects, and errors that passed; they are archived too.
  public var trail: [Page]
  /// How many requests for the page were made, redirects and retries counted.
  public var attempts: Int

  /// A fetched page.
  public init(page: Page, trail: [Page], attempts: Int) {
    self.page = page
    self.trail = trail
    self.attempts = attempts
  }
}
