/// Who asks: the name robots.txt may call us by, and where a webmaster can complain.
public struct CrawlerIdentity: Hashable, Sendable {
  /// The product token, also the name that robots.txt groups are matched against.
  public let product: String
  /// The version of the program.
  public let version: String
  /// A mail address or web page that reaches the person who runs it.
  public let contact: String

  /// An identity; nil when the product is no token of letters, `-` and `_`, or the contact says nothing.
  public init?(product: String = "AftermarketBot", version: String, contact: String) {
    let isToken = product.utf8.allSatisfy { byte in
      let lower = byte | 0x20
      return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_")
    }
    let isPlain = (version + contact).utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
    guard isToken, !product.isEmpty, isPlain, contact.contains("@") || contact.contains("://") else { return nil }
    self.product = product
    self.version = version
    self.contact = contact
  }

  /// The value of the User-Agent header: `AftermarketBot/1.0 (+mailto:ops@example.com)`.
  public var userAgent: String {
    let link = contact.contains("://") || contact.hasPrefix("mailto:") ? contact : "mailto:" + contact
    return "\(product)/\(version) (+\(link))"
  }
}
