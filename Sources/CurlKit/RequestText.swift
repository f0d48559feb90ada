import HTTPKit

// How a request is written: for libcurl, and for the archive.

extension TransferRequest {
  /// What stands where a secret was.
  static let withheld = "[withheld]"

  /// The address as it is asked, with the secret query.
  var wireURL: String { secretQuery.map { url.text + querySeparator + Self.escaped($0) } ?? url.text }

  /// The header lines for libcurl, in the order they are sent.
  ///
  /// CURLOPT_HTTPHEADER(3): a header with no content must be "added with a semicolon", and `Name:` keeps libcurl from
  /// sending its own.
  var headerLines: [String] {
    var lines = sent.map { $0.isBlank ? "\($0.name);" : "\($0.name): \($0.value)" }
    if !sent.contains(where: { $0.name.lowercased() == "accept" }) { lines.append("Accept:") }
    if method != .get { lines.append("Expect:") }
    return lines
  }

  /// The request line and headers as they are sent over HTTP/1.1, with the secrets withheld.
  func head(sentCookies: Bool) -> [UInt8] {
    let target = url.target + (secretQuery == nil ? "" : querySeparator + Self.withheld)
    var lines = ["\(method.name) \(target) HTTP/1.1", "Host: \(url.authority)"]
    if sentCookies { lines.append("Cookie: \(Self.withheld)") }
    lines += headers.map { $0.isBlank ? "\($0.name):" : "\($0.name): \($0.value)" }
    lines += secretHeaders.map { "\($0.name): \(Self.withheld)" }
    if case .post(let body, let contentType) = method {
      lines += ["Content-Type: \(contentType)", "Content-Length: \(body.count)"]
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// Refuses what must not be sent at all.
  func check(goesThroughProxy: Bool) throws(TransferFailure) {
    if let bad = sent.first(where: { !$0.isSendable || Self.ours.contains($0.name.lowercased()) }) {
      throw TransferFailure(.headerUnsendable(name: bad.name), url: url.text)
    }
    guard goesThroughProxy else { return }
    // The proxy resolves the name, so only what the text says can be checked.
    let host = url.host.hasPrefix("[") ? String(url.host.dropFirst().dropLast()) : url.host
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    let isLocalName = name == "localhost" || name.hasSuffix(".localhost")
    if let address = IPAddress(isLocalName ? "127.0.0.1" : name), !addresses.permits(address) {
      throw TransferFailure(.addressRefused(address.description), url: url.text)
    }
  }

  /// Headers that frame the request and are written from the address and the body.
  private static let ours = ["host", "content-length", "transfer-encoding", "expect", "connection"]

  private var sent: [HeaderField] {
    guard case .post(_, let contentType) = method else { return headers + secretHeaders }
    return headers + secretHeaders + [HeaderField("Content-Type", contentType)]
  }

  private var querySeparator: String { url.target.utf8.contains(UInt8(ascii: "?")) ? "&" : "?" }

  /// The text with `#`, blanks, controls and what is not ASCII written as `%xx`.
  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte > 0x20, byte < 0x7f, byte != UInt8(ascii: "#") {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension TransferRequest.Method {
  /// The method as it is sent.
  var name: String {
    switch self {
    case .get: "GET"
    case .post: "POST"
    }
  }
}

extension HeaderField {
  /// Whether libcurl would take the header for one to leave out.
  fileprivate var isBlank: Bool { value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}
