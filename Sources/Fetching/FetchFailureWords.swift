import CurlKit
import Records

extension FetchFailure {
  /// The stable name of the reason, what was seen, and what to do about it.
  var words: (code: String, seen: String, advice: String) {
    switch reason {
    case .barredByTerms(let sentence):
      (
        "barred_by_terms", "not asked, because its terms bar it (\(sentence))",
        savingInstead
      )
    case .barredByRobots(let rule):
      ("barred_by_robots", "robots.txt forbids it (\(Visible.text(rule)))", savingInstead)
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
        "look at it in a browser; \(savingInstead)"
      )
    case .budgetSpent(let requests):
      ("budget_spent", "not asked, because its \(requests) requests for today are made", "run again tomorrow (UTC)")
    case .credentialMissing(let names):
      (
        "credential_missing", "not asked, because \(UnsetNames.sentence(names))",
        "set \(names.count > 1 ? "them" : "it") in the environment or in the secrets file"
      )
    case .credentialUnusable(let name):
      (
        "credential_unusable", "not asked, because \(name) holds a control character or is too long",
        "set it anew, without the line end"
      )
    case .credentialInsecure(let origin):
      (
        "credential_insecure", "not asked, because a secret would go to \(Visible.text(origin)) in the clear",
        "use https, or name the network of a server of your own in the source's networks"
      )
    case .tokenRefused(let status):
      ("token_refused", "not asked, because its token endpoint answers \(status)", "check identifier, secret and scope")
    case .tokenUnavailable(let why):
      ("token_unavailable", "not asked, because there is no token (\(Visible.text(why)))", "try again later")
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

  /// What a person may do where a program may not.
  private var savingInstead: String {
    "save the page in the browser, then: aftermarket ingest FILE --source \(Visible.text(source.name))"
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
