/// Resolves the links of a page against its own address, as RFC 3986 says.
struct Link: Sendable {
  private let scheme: String
  private let origin: String
  /// The path without query.
  private let path: String

  /// A base such as `https://www.avito.ru/moskva/?p=2`; nil when it is not an absolute http address.
  init?(base: String) {
    guard let mark = Self.authority(of: base) else { return nil }
    scheme = base[..<mark].dropLast(3).lowercased()
    let rest = base[mark...]
    let hostEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard hostEnd > rest.startIndex else { return nil }
    origin = String(base[..<hostEnd])
    let path = rest[hostEnd...].prefix { $0 != "?" && $0 != "#" }
    self.path = path.isEmpty ? "/" : String(path)
  }

  /// The absolute address of a link as written; nil for one that leads nowhere (`#top`, `javascript:…`).
  ///
  /// Blanks around it, and line breaks and tabs in it, do not count.
  func resolve(_ link: String) -> String? {
    let link = Self.plain(link)
    if Self.authority(of: link) != nil { return link }
    if link.hasPrefix("//") { return link.utf8.count > 2 ? "\(scheme):\(link)" : nil }
    if link.isEmpty || link.hasPrefix("#") { return nil }
    if link.hasPrefix("?") { return origin + path + link }
    if link.hasPrefix("/") { return origin + Self.withoutDots(link) }
    let head = link.prefix { !"/?#".contains($0) }
    if head.contains(":") { return nil }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return origin + Self.withoutDots(folder + link)
  }

  /// The host of an address, in lower case, without port; nil when it is not an absolute http address.
  static func host(of address: String) -> String? {
    guard let mark = authority(of: address) else { return nil }
    let host = address.utf8[mark...].prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ":")
    }
    return host.isEmpty ? nil : String(Substring(host)).lowercased()
  }

  /// Where the host of an http address begins; nil for any other text.
  private static func authority(of text: String) -> String.Index? {
    authority(of: text.utf8).map { text.utf8.index(text.startIndex, offsetBy: $0) }
  }

  /// How many bytes of an http address stand before its host; nil for any other text.
  static func authority(of text: some Collection<UInt8>) -> Int? {
    let head = text.prefix(8)
    for scheme in schemes where head.count >= scheme.count {
      let isSame = zip(head, scheme).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && $1 >= 0x61) }
      if isSame { return scheme.count }
    }
    return nil
  }
  private static let schemes = ["https://", "http://"].map { Array($0.utf8) }

  private static func plain(_ link: String) -> String {
    guard link.utf8.contains(where: { $0 <= 0x20 }) else { return link }
    let bytes = Array(link.utf8)
    let inner = bytes.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
    return String(decoding: inner.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  /// A path, query and all, with `.` and `..` taken out (RFC 3986, 5.2.4).
  private static func withoutDots(_ link: some StringProtocol) -> String {
    let path = link.prefix { $0 != "?" && $0 != "#" }
    let rest = link[path.endIndex...]
    guard path.contains("/.") else { return String(link) }
    var segments: [Substring.SubSequence] = []
    let parts = Substring(path).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for part in parts {
      switch part {
      case ".": continue
      case "..": _ = segments.popLast()
      default: segments.append(part)
      }
    }
    // A last `.` or `..` stands for the folder.
    if parts.last == "." || parts.last == ".." { segments.append("") }
    return "/" + segments.joined(separator: "/") + rest
  }
}
