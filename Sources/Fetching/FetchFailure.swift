import CurlKit
import Records

/// Why no page came back.
public struct FetchFailure: Error, Sendable, CustomStringConvertible {
  /// What stood in the way.
  public enum Reason: Hashable, Sendable {
    /// The source's terms bar fetching; the sentence is the source's own.
    case barredByTerms(String)
    /// A rule of robots.txt forbids the path.
    case barredByRobots(rule: String)
    /// robots.txt could not be read, which counts as "everything is forbidden".
    case robotsUnreachable(String)
    /// The address is none that can be fetched.
    case addressUnusable(String)
    /// A network the source allows is not in CIDR notation.
    case networkUnreadable(String)
    /// The host is not among the source's.
    case hostForeign(String)
    /// A redirect without a target, or to an address that cannot be fetched.
    case redirectUnusable(String)
    /// A redirect from https to http.
    case redirectInsecure(String)
    /// More redirects than the limit.
    case tooManyRedirects(limit: Int)
    /// The server wants a longer wait than is sat out.
    case deferred(until: Instant)
    /// So many pages of the host failed one after the other that it is not asked again in this run.
    case hostGivenUp(failures: Int)
    /// The host showed a block page and is not asked again in this run.
    case hostBlocked(String)
    /// All requests that the source's publisher grants for a day are made.
    case budgetSpent(requests: Int)
    /// Secrets that the source needs are not there; the names of their environment variables.
    case credentialMissing([String])
    /// A secret that cannot be sent, because a control character stands in it; the name of its variable.
    case credentialUnusable(String)
    /// An address to which a secret would go in the clear.
    case credentialInsecure(String)
    /// The token endpoint refused us with this status.
    case tokenRefused(Int)
    /// The token endpoint gave no token, which may pass.
    case tokenUnavailable(String)
    /// A header of the source that only the fetcher itself may set, or that cannot be sent.
    case headerUnusable(String)
    /// A status that is no success.
    case status(Int)
    /// 200 with nothing in it.
    case bodyEmpty
    /// A content coding that was not asked for.
    case codingUnknown(String)
    /// The content coding is broken or cut short.
    case bodyUndecodable(String)
    /// The body unpacks to more than the limits allow.
    case bodyBeyondLimit(String)
    /// The network or the framing failed.
    case transfer(TransferFailure)
    /// The run is being stopped.
    case cancelled
  }

  /// What stood in the way.
  public let reason: Reason
  /// The source.
  public let source: SourceID
  /// The address that was asked for when it happened.
  public let url: String
  /// How many requests for the page were made.
  public let attempts: Int
  /// The whole answers that came all the same, such as redirects and a 404, in order; they are archived too.
  public let evidence: [Page]

  /// Makes a failure.
  public init(_ reason: Reason, source: SourceID, url: String, attempts: Int = 0, evidence: [Page] = []) {
    self.reason = reason
    self.source = source
    self.url = url
    self.attempts = attempts
    self.evidence = evidence
  }

  /// A name of the reason that does not change between releases.
  public var code: String { "fetch." + words.code }

  /// What the conductor should do.
  public var disposition: Disposition {
    switch reason {
    case .cancelled, .networkUnreadable, .headerUnusable: .halt
    case .transfer(let failure) where failure.reason == .setup: .halt
    default: reason.isTransient ? .retry : .quarantine
    }
  }

  /// The verdict of CONTRACT.md for the page that did not come; never one that may end a listing.
  public var verdict: PageLine.Verdict {
    switch reason {
    case .barredByTerms, .barredByRobots, .robotsUnreachable, .hostForeign, .credentialMissing: .refused
    case .hostBlocked, .tokenRefused: .blocked
    case .status(let status) where [401, 403, 429, 451].contains(status): .blocked
    default: .failed
    }
  }

  /// What was seen, where, and what to do.
  public var description: String {
    if case .transfer(let failure) = reason { return "source \(source.name): \(failure.description)" }
    return "source \(source.name): \(words.seen) at \(Visible.text(url)); \(words.advice)"
  }
}
