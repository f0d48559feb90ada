import CurlKit
import HTTPKit
import Records

/// What a source allows and how it wants to be asked; everything fetching needs to know of it.
public struct FetchPolicy: Hashable, Sendable {
  /// The source.
  public var source: SourceID
  /// Why the source's terms bar fetching, as a sentence; nil when they allow it.
  public var refusal: String?
  /// The hosts that may be asked; `.example.com` also stands for every host below `example.com`.
  public var hosts: [String]
  /// Networks that may be connected to although they are not public.
  public var networks: [IPNetwork]
  /// Headers sent with each page request beside our own, none of them secret.
  public var headers: [HeaderField]
  /// What the source wants to be shown; nil when it takes no authorization.
  public var credentials: CredentialRules?
  /// Whether the publisher has given this user a key or feed of their own.
  ///
  /// robots.txt speaks to crawlers (RFC 9309, 1); who comes with a key of the publisher's comes by its terms instead.
  public var isAuthorized: Bool
  /// Milliseconds to leave between the starts of two requests to a host and, when none is under way, also between
  /// the end of one and the start of the next.
  public var delayMilliseconds: Int
  /// How many requests to a host may be under way at once.
  public var concurrency: Int
  /// How often a request that failed in passing is made again.
  public var retries: Int
  /// The longest wait that is sat out; a server that asks for more is left for the next run.
  public var longestWaitMilliseconds: Int
  /// How many redirects are followed.
  public var redirectLimit: Int
  /// How many requests the source may still take today; nil when it sets no limit.
  ///
  /// The fetcher counts the requests of each source from its own start and stops when they are this many, so the
  /// value stays the same from one fetch to the next of a run.
  public var requestsLeft: Int?
  /// Limits of each request.
  public var limits: TransferLimits
  /// Bytes of body after the content coding is undone.
  public var decodedBytes: Int

  /// A policy with the usual manners: one request every two seconds, three retries, ten redirects.
  public init(source: SourceID, hosts: [String]) {
    self.source = source
    self.hosts = hosts
    refusal = nil
    networks = []
    headers = []
    credentials = nil
    isAuthorized = false
    concurrency = 1
    delayMilliseconds = 2_000
    retries = 3
    longestWaitMilliseconds = 120_000
    redirectLimit = 10
    requestsLeft = nil
    limits = TransferLimits()
    decodedBytes = 32 << 20
  }

  /// Whether the host may be asked.
  func permits(host: String) -> Bool {
    hosts.contains { allowed in
      let allowed = allowed.lowercased()
      return allowed.hasPrefix(".") ? host.hasSuffix(allowed) || host == allowed.dropFirst() : host == allowed
    }
  }
}
