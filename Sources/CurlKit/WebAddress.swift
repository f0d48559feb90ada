import CCurl

/// An absolute http or https address, taken apart by the parser that will also connect to it.
///
/// Two parsers that disagree about a host are a way past every check, so libcurl's own is used for both. The
/// fragment is dropped; an address that carries a user name or password is refused.
@safe public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// The whole address, normalized, without fragment.
  public let text: String
  /// `http` or `https`.
  public let scheme: String
  /// The host in lower case; an IPv6 address stands in brackets.
  public let host: String
  /// The port, also when it is the scheme's own.
  public let port: Int
  /// The path and query as they are sent: `/a/b?c=d`.
  public let target: String

  /// Why a text is no address that may be fetched.
  public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// libcurl cannot read it; the text says why.
    case unreadable(String)
    /// A scheme other than http and https.
    case scheme(String)
    /// A user name or password stands in it.
    case credentials

    /// What is wrong with the text.
    public var description: String {
      switch self {
      case .unreadable(let why): why
      case .scheme(let name): "scheme \(Printable.text(name)) is not http or https"
      case .credentials: "a user name or password stands in it"
      }
    }
  }

  /// Reads an address; a relative one needs a base to be resolved against.
  public init(_ text: String, relativeTo base: WebAddress? = nil) throws(Refusal) {
    guard let handle = unsafe curl_url() else { throw .unreadable("out of memory") }
    defer { unsafe curl_url_cleanup(handle) }
    if let base {
      let set = unsafe curl_url_set(handle, CURLUPART_URL, base.text, 0)
      guard set == CURLUE_OK else { throw .unreadable(Self.message(set)) }
    }
    // CURLU_NON_SUPPORT_SCHEME: an unknown scheme is read too, so that the refusal can name it.
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME) | UInt32(CURLU_URLENCODE)
    let set = unsafe curl_url_set(handle, CURLUPART_URL, text, flags)
    guard set == CURLUE_OK else { throw .unreadable(Self.message(set)) }
    let scheme = unsafe Self.part(handle, CURLUPART_SCHEME)?.lowercased() ?? ""
    guard scheme == "http" || scheme == "https" else { throw .scheme(scheme) }
    if unsafe Self.part(handle, CURLUPART_USER) != nil || Self.part(handle, CURLUPART_PASSWORD) != nil {
      throw .credentials
    }
    _ = unsafe curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
    guard let host = unsafe Self.part(handle, CURLUPART_HOST)?.lowercased(), !host.isEmpty,
      let port = unsafe Self.part(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }),
      let whole = unsafe Self.part(handle, CURLUPART_URL)
    else { throw .unreadable("no host") }
    let path = unsafe Self.part(handle, CURLUPART_PATH) ?? "/"
    let query = unsafe Self.part(handle, CURLUPART_QUERY)
    self.text = whole
    self.scheme = scheme
    self.host = host
    self.port = port
    self.target = query.map { path + "?" + $0 } ?? path
  }

  /// Scheme, host and port: what one robots.txt speaks for.
  public var origin: String { "\(scheme)://\(host):\(port)" }

  /// The host, and the port where it is not the scheme's own: what `Host` says.
  public var authority: String {
    port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
  }

  /// The address.
  public var description: String { text }

  private static func part(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var raw: UnsafeMutablePointer<CChar>?
    guard unsafe curl_url_get(handle, part, &raw, flags) == CURLUE_OK, let text = unsafe raw else { return nil }
    defer { unsafe curl_free(text) }
    return unsafe String(cString: text)
  }

  private static func message(_ code: CURLUcode) -> String {
    unsafe curl_url_strerror(code).map { unsafe String(cString: $0) } ?? "code \(code.rawValue)"
  }
}
