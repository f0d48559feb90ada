/// Resolves the links of a page against its own address.
struct Link: Sendable {
  private let scheme: String
  private let origin: String
  private let folder: String

  /// A base such as `https://www.avito.ru/moskva/?p=2`; nil when it is not an absolute http address.
  init?(base: String) {
    guard let mark = base.firstRange(of: "://") else { return nil }
    scheme = String(base[..<mark.lowerBound])
    let rest = base[mark.upperBound...]
    let hostEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard hostEnd > rest.startIndex else { return nil }
    origin = String(base[..<hostEnd])
    let path = rest[hostEnd...].prefix { $0 != "?" && $0 != "#" }
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
  }

  /// The absolute address of a link as written; nil for one that leads nowhere (`#top`, `javascript:…`).
  func resolve(_ link: String) -> String? {
    if link.hasPrefix("https://") || link.hasPrefix("http://") { return link }
    if link.hasPrefix("//") { return "\(scheme):\(link)" }
    if link.hasPrefix("/") { return origin + link }
    if link.isEmpty || link.hasPrefix("#") { return nil }
    let head = link.prefix { !"/?#".contains($0) }
    if head.contains(":") { return nil }
    return origin + folder + link
  }

  /// The host of an address, in lower case, without port.
  static func host(of address: String) -> String? {
    guard let mark = address.firstRange(of: "://") else { return nil }
    let host = address[mark.upperBound...].prefix { !"/?#:".contains($0) }
    return host.isEmpty ? nil : host.lowercased()
  }
}

extension String {
  /// Where `part` first stands; the standard library alone has this only for collections of its own.
  fileprivate func firstRange(of part: String) -> Range<String.Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(part) { return at..<index(at, offsetBy: part.count) }
      at = index(after: at)
    }
    return nil
  }
}
