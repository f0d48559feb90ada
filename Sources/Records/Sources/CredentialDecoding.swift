extension CredentialRules {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    let kinds = ["header", "query", "client_credentials"].filter { reader.keys.contains($0) }
    guard let kind = kinds.first, kinds.count == 1, var own = try reader.objectReader(kind) else {
      throw reader.failure("credentials are one of header, query and client_credentials")
    }
    switch kind {
    case "header":
      let name = try own.required("name", "the name of a header") { json in
        json.string.flatMap { HeaderNames.isToken($0) && !HeaderNames.own.contains($0.lowercased()) ? $0 : nil }
      }
      let prefix = try own.optional("prefix", "plain ASCII") { json in
        json.string.flatMap { $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? $0 : nil }
      }
      self = .header(name: name, prefix: prefix ?? "", secret: try own.variable("secret"))
    case "query":
      var secrets: [QuerySecret] = []
      for parameter in own.keys {
        secrets.append(QuerySecret(parameter: parameter, secret: try own.variable(parameter)))
      }
      if secrets.isEmpty { throw own.failure("no parameter is named") }
      self = .query(secrets)
    default:
      let tokenURL = try own.required("token_url", "an https address") { json in
        json.string.flatMap { text in
          let isPlain = (try? AddressTemplate(text))?.names.isEmpty == true
          return isPlain && (text.hasPrefix("https://") || text.hasPrefix("http://")) ? text : nil
        }
      }
      self = .clientCredentials(
        tokenURL: tokenURL, scope: try own.string("scope") ?? "", identifier: try own.variable("identifier"),
        secret: try own.variable("secret"))
    }
    try own.finish()
  }
}

extension JSONObjectReader {
  /// The name of an environment variable; the value itself has no place in a file.
  fileprivate mutating func variable(_ key: String) throws(JSONFailure) -> String {
    try required(key, "the name of an environment variable (A-Z, 0-9, _), never a secret itself,") { json in
      json.string.flatMap { name in
        func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
        guard let first = name.utf8.first, isCapital(first) else { return nil }
        let isName = name.utf8.allSatisfy { isCapital($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "_") }
        return isName ? name : nil
      }
    }
  }
}

/// Names of headers.
enum HeaderNames {
  /// Those that the program sets itself, or that belong to the connection, in lower case.
  static let own: Set<String> = [
    "host", "user-agent", "accept-encoding", "connection", "keep-alive", "content-length", "content-type",
    "transfer-encoding", "te", "trailer", "upgrade", "expect", "range", "if-range", "if-match", "if-none-match",
    "if-modified-since", "if-unmodified-since", "cookie", "cookie2", "set-cookie",
  ]

  /// Whether a text is a token of RFC 9110.
  static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        let lower = byte | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || (byte >= 0x30 && byte <= 0x39)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }
}

/// Names behind which secrets stand.
enum Secrecy {
  /// Whether a header or parameter of this name may hold a secret, so that it must not stand in a file.
  static func isSecret(_ name: String) -> Bool {
    let lower = name.lowercased()
    if lower.hasPrefix("proxy-") { return true }
    for part in ["token", "secret", "passw", "apikey", "appkey"] where lower.contains(part) { return true }
    let words = lower.split { $0 == "-" || $0 == "_" || $0 == "." }
    let signs: Set<Substring> = [
      "auth", "authorization", "cookie", "cookie2", "credential", "credentials", "session", "sessionid", "signature",
      "jwt", "bearer",
    ]
    if words.contains(where: signs.contains) { return true }
    // "key" alone may be a search word; an API's key says so.
    return words.count > 1 && words.last == "key"
  }
}
