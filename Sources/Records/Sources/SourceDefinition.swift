/// One source as `pipelines/sources/<name>.json5` declares it: what it is, what may be done with it, how it is read.
public struct SourceDefinition: Hashable, Sendable {
  /// What a source lists.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case marketplace, rates, news, policy, specs, generic
  }

  /// How its pages may come.
  public enum Access: String, Hashable, Sendable, CaseIterable {
    /// Fetched unattended every night.
    case nightly
    /// Fetched with the user's own key or feed.
    case authorized
    /// Only pages that a person saved: the site's robots rule or terms bar fetching.
    case saved
  }

  /// What its data may be used for.
  public enum AllowedUse: String, Hashable, Sendable, CaseIterable {
    /// Figures of one's own, kept private.
    case analysis
    /// Publishing aggregates and derived facts.
    case aggregates
    /// Publishing single records with their link.
    case records
    /// Publishing the pages themselves.
    case pages
  }

  /// The name, which is that of its file.
  public var id: SourceID
  /// The name for people.
  public var title: String
  /// What it lists.
  public var kind: Kind
  /// How its pages may come.
  public var access: Access
  /// Its home address; relative links of a page without an address are resolved against it.
  public var url: String
  /// The locale of its texts, as BCP 47; absent when each page says.
  public var locale: String?
  /// The currency of its prices when the page names none; absent when it must be named.
  public var currency: Currency?
  /// Where its goods are when a listing does not say, as ISO 3166-1 alpha-2.
  public var country: String?
  /// Minutes that its clock is ahead of UTC, for times without a zone; absent when that is not known.
  public var utcOffsetMinutes: Int?
  /// What its terms of use say, with an address.
  public var terms: String
  /// What its robots.txt says, and when that was looked at.
  public var robots: String
  /// The authorization it takes: "none" or what is needed.
  public var auth: String
  /// How many days its raw pages may be kept; nil means without limit.
  public var retentionDays: Int?
  /// What its data may be used for.
  public var allowedUses: [AllowedUse]
  /// How it is fetched; nil when it is not.
  public var fetch: FetchRules?
  /// How one of its pages is told.
  public var recognize: RecognitionRules
  /// How its pages are read.
  public var reading: ReadingRules
  /// The file it was declared in, for messages.
  public var file: String
}

/// How one of a source's pages is told; whatever is given must hold, or the host be that of no other source.
public struct RecognitionRules: Hashable, Sendable {
  /// Hosts of its addresses; a host also stands for its subdomains, and `ebay.*` for every top-level domain.
  public var hosts: [String]
  /// One of these must occur in the first 64 KiB.
  public var contains: [String]
  /// An element that must be there.
  public var selector: String?
  /// Whether it is asked only after all the others.
  public var isFallback: Bool
}
