import DigestKit

/// What a browser may do with the page: show it, and run the one script whose digest stands here.
enum ContentPolicy {
  /// The policy for one style sheet and one script, each known by the SHA-256 of its text.
  static func text(style: String, script: String) -> String {
    "default-src 'none'; style-src '\(source(of: style))'; script-src '\(source(of: script))'; base-uri 'none'; "
      + "form-action 'none'"
  }

  private static func source(of text: String) -> String { "sha256-" + base64(Digest256(of: text).bytes) }

  /// Base64 with padding (RFC 4648, section 4).
  static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
    var result = String.UnicodeScalarView()
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return String(result)
  }
}
