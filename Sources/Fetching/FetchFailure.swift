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
    case .hostBlocked: .blocked
    case .status(let status) where [401, 403, 429, 451].contains(status): .blocked
    default: .failed
    }
  }

  /// What was seen, where, and what to do.
  public var description: String {
    if case .transfer(let failure) = reason { return "source \(source.name): \(failure.description)" }
    return "source \(source.name): \(words.seen) at \(Visible.text(url)); \(words.advice)"
  }

  private var words: (code: String, seen: String, advice: String) {
    switch reason {
    case .barredByTerms(let sentence):
      (
        "barred_by_terms", "not asked, because its terms bar it (\(sentence))",
        "save the page and use: aftermarket ingest"
      )
    case .barredByRobots(let rule):
      ("barred_by_robots", "robots.txt forbids it (\(Visible.text(rule)))", "save the page and use: aftermarket ingest")
    case .robotsUnreachable(let why):
      (
        "robots_unreachable", "robots.txt could not be read (\(Visible.text(why)))",
        "nothing was asked; try again later"
      )
    case .addressUnusable(let why):
      ("address_unusable", "an address that cannot be fetched (\(why))", "mend the source")
    case .networkUnreadable(let text):
      ("network_unreadable", "network \(Visible.text(text)), which is no CIDR block", "write it like 127.0.0.0/8")
    case .hostForeign(let host):
      ("host_foreign", "host \(Visible.text(host)) is not one of the source's", "add it to the source's hosts if it is")
    case .redirectUnusable(let why):
      ("redirect_unusable", "a redirect that cannot be followed (\(Visible.text(why)))", "check the address by hand")
    case .redirectInsecure(let target):
      ("redirect_insecure", "a redirect from https to \(Visible.text(target))", "it was not followed; check by hand")
    case .tooManyRedirects(let limit):
      ("too_many_redirects", "more than \(limit) redirects", "it may be a loop; check the address by hand")
    case .deferred(let until):
      ("deferred", "the server asks to be left alone until \(until)", "run again after that")
    case .hostGivenUp(let failures):
      (
        "host_given_up", "not asked, because \(failures) pages of its host failed one after the other",
        "it is left for the next run"
      )
    case .hostBlocked(let host):
      (
        "host_blocked", "not asked, because \(Visible.text(host)) showed a block page",
        "open it in a browser; if it stays so, save its pages and use: aftermarket ingest"
      )
    case .budgetSpent(let requests):
      ("budget_spent", "not asked, because its \(requests) requests for today are made", "run again tomorrow (UTC)")
    case .credentialMissing(let names):
      (
        "credential_missing", "not asked, because \(names.joined(separator: " and ")) is not set",
        "set it in the environment or in the secrets file"
      )
    case .headerUnusable(let name):
      (
        "header_unusable", "header \(Visible.text(name)) of the source, which cannot be sent as declared",
        "remove it from its headers"
      )
    case .status(let status): ("status_\(status)", "status \(status)", Self.advice(for: status))
    case .bodyEmpty: ("body_empty", "an empty answer", "it was not read as an empty market; try again later")
    case .codingUnknown(let name):
      ("coding_unknown", "content coding \(Visible.text(name))", "only gzip was asked for; nothing was read")
    case .bodyBeyondLimit(let why):
      (
        "body_beyond_limit", "a body that is too large unpacked (\(why))",
        "raise the source's limit if that is its true size"
      )
    case .bodyUndecodable(let why): ("body_undecodable", "a body that cannot be unpacked (\(why))", "try again later")
    case .transfer(let failure): (failure.code, failure.description, "")
    case .cancelled: ("cancelled", "the fetch was stopped", "run again to go on")
    }
  }

  private static func advice(for status: Int) -> String {
    switch status {
    case 401, 403, 451: "the server refuses us; check terms and credentials"
    case 404, 410: "the page is gone; mend the source's addresses"
    case 304: "nothing conditional was asked; the server is wrong"
    default: Reason.status(status).isTransient ? "try again later" : "check the address by hand"
    }
  }
}
