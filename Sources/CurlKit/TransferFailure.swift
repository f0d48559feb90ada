/// Why a transfer brought no whole answer.
public struct TransferFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// libcurl could not be set up.
    case setup
    /// A header that would break the request.
    case headerUnsendable(name: String)
    /// The host name has no address.
    case hostUnknown
    /// The name resolved to an address that is not public and not allowed.
    case addressRefused(String)
    /// No connection could be made.
    case connectionRefused
    /// A limit in time was reached, or the transfer was too slow.
    case timedOut
    /// The server's certificate or handshake is not acceptable.
    case tls
    /// More body than the limit, announced or sent.
    case bodyTooLarge(limit: Int)
    /// More header bytes than the limit.
    case headersTooLarge(limit: Int)
    /// More header lines than the limit.
    case tooManyHeaders(limit: Int)
    /// The body ended before its announced length or last chunk.
    case bodyTruncated
    /// The connection ended before the empty line that ends the headers.
    case headersTruncated
    /// `Content-Length` values that differ or are no number.
    case lengthContradictory(String)
    /// Chunks that cannot be read; the text says what is wrong with them.
    case chunksUnreadable(String)
    /// A `Transfer-Encoding` other than chunks, so that nobody knows where the body ends.
    case codingUnusable(String)
    /// The proxy cannot be reached or does not work.
    case proxyUnusable
    /// The connection was closed without an answer.
    case replyEmpty
    /// What came is not HTTP.
    case notHTTP
    /// The connection broke while sending or receiving.
    case connectionLost
    /// The caller asked to stop.
    case cancelled
    /// Any other libcurl result.
    case other
  }

  /// What went wrong.
  public let reason: Reason
  /// The address asked.
  public let url: String
  /// libcurl's result code, 0 when the failure was found by our own checks.
  public let curlCode: Int
  /// libcurl's words, with control characters made visible.
  public let detail: String
  /// What had come by then, when at least a status line had.
  public let partial: TransferResponse?

  /// Makes a failure; used by transports that stand in for the network.
  public init(
    _ reason: Reason, url: String, curlCode: Int = 0, detail: String = "", partial: TransferResponse? = nil
  ) {
    self.reason = reason
    self.url = url
    self.curlCode = curlCode
    self.detail = Printable.text(detail)
    self.partial = partial
  }

  /// A name of the reason that does not change between releases.
  public var code: String { Self.words(for: reason).code }

  /// Whether the same request may well succeed a little later.
  public var isTransient: Bool {
    switch reason {
    case .hostUnknown, .connectionRefused, .timedOut, .bodyTruncated, .headersTruncated, .replyEmpty,
      .connectionLost, .lengthContradictory, .chunksUnreadable, .codingUnusable, .proxyUnusable, .notHTTP, .other:
      true
    case .setup, .headerUnsendable, .addressRefused, .tls, .bodyTooLarge, .headersTooLarge, .tooManyHeaders,
      .cancelled:
      false
    }
  }

  /// What was seen, where, and what to do.
  public var description: String {
    let words = Self.words(for: reason)
    let curl = curlCode == 0 ? "" : " (curl \(curlCode)\(detail.isEmpty ? "" : ": " + detail))"
    return "\(words.seen) at \(Printable.text(url))\(curl); \(words.advice)"
  }

  private static func words(for reason: Reason) -> (code: String, seen: String, advice: String) {
    switch reason {
    case .setup: ("setup", "libcurl could not be set up", "see: aftermarket doctor")
    case .headerUnsendable(let name):
      ("header_unsendable", "header \(Printable.text(name)) cannot be sent", "remove control characters from it")
    case .hostUnknown: ("host_unknown", "the host name has no address", "check the spelling and the DNS")
    case .addressRefused(let address):
      (
        "address_refused", "the name leads to \(address), which is not a public address",
        "if that server is your own, name its network in the source's allowed networks"
      )
    case .connectionRefused: ("connection_refused", "no connection", "the server may be down; try again later")
    case .timedOut: ("timed_out", "no whole answer within the time limits", "try again later or raise the limits")
    case .tls:
      (
        "tls", "the server's certificate or handshake is not acceptable",
        "it is never skipped; mend the server or CA list"
      )
    case .bodyTooLarge(let limit):
      ("body_too_large", "a body of more than \(limit) bytes", "raise the source's limit if that is its true size")
    case .headersTooLarge(let limit):
      ("headers_too_large", "headers of more than \(limit) bytes", "the server misbehaves; nothing was kept")
    case .tooManyHeaders(let limit):
      ("too_many_headers", "more than \(limit) headers", "the server misbehaves; nothing was kept")
    case .bodyTruncated: ("body_truncated", "a body cut short", "try again later")
    case .headersTruncated: ("headers_truncated", "headers cut short", "try again later")
    case .lengthContradictory(let text):
      (
        "length_contradictory", "a Content-Length that cannot be trusted (\(Printable.text(text)))",
        "the body was not used; try again later"
      )
    case .chunksUnreadable(let seen):
      ("chunks_unreadable", "a body in broken chunks (\(seen))", "the body was not used; try again later")
    case .codingUnusable(let text):
      (
        "transfer_coding_unusable", "the transfer coding \(Printable.text(text)), which was not asked for",
        "the body was not used; try again later"
      )
    case .proxyUnusable: ("proxy_unusable", "the proxy does not let through", "check the proxy setting")
    case .replyEmpty: ("reply_empty", "the connection was closed without an answer", "try again later")
    case .notHTTP: ("not_http", "an answer that is not HTTP", "check the address")
    case .connectionLost: ("connection_lost", "the connection broke", "try again later")
    case .cancelled: ("cancelled", "the transfer was stopped", "run again to go on")
    case .other: ("curl", "the transfer failed", "look the code up in libcurl-errors(3)")
    }
  }
}
