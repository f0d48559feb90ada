import CurlKit
import HTTPKit
import Records

/// The headers that ask for a page only if it has changed (RFC 9110, 13.1).
///
/// The validators go back byte for byte, a weak one with its `W/`. One that is not plain text cannot, and is left out.
struct Conditions: Hashable {
  /// The headers; empty when nothing is known of an earlier page of that address.
  let headers: [HeaderField]

  /// The conditions of a request for the address.
  init(_ earlier: EarlierPage?, for address: WebAddress) {
    guard let earlier, Self.isSame(earlier.url, address) else {
      headers = []
      return
    }
    var headers: [HeaderField] = []
    if let etag = earlier.etag, Self.isPlain(etag) { headers.append(HeaderField("If-None-Match", etag)) }
    if let date = earlier.lastModified, Self.isPlain(date) { headers.append(HeaderField("If-Modified-Since", date)) }
    self.headers = headers
  }

  /// Whether a 304 says that the earlier page still holds.
  ///
  /// It was not asked for when no condition was sent, and an ETag that is not the one sent speaks of another page.
  func areMet(by response: TransferResponse) -> Bool {
    guard !headers.isEmpty else { return false }
    guard let sent = headers.first(where: { $0.name == "If-None-Match" }), let given = response.fields["ETag"] else {
      return true
    }
    return Self.opaque(sent.value) == Self.opaque(given)
  }

  /// The tag without its mark of weakness; RFC 9110, 13.1.2: If-None-Match uses the weak comparison.
  private static func opaque(_ tag: String) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...] }

  private static func isSame(_ url: String, _ address: WebAddress) -> Bool {
    if url == address.text { return true }
    return (try? WebAddress(url))?.text == address.text
  }

  private static func isPlain(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count <= 1_024 && value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
  }
}
