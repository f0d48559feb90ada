/// Tells the same report by its address, however it was come by.
enum ReportAddress {
  /// The address that stands for an article: one that its page names, when it is of the same site, else its own.
  ///
  /// - Parameters:
  ///   - named: What the page gives as its address, the best first.
  ///   - page: Where the page was fetched from.
  static func canonical(_ named: [String], page: String?, _ link: Link?) -> String? {
    for text in named {
      guard let address = link?.resolve(text) ?? (Link.host(of: text) == nil ? nil : text) else { continue }
      guard let page else { return address }
      // A page that names the front page, or another site, names not itself.
      if isFront(address), !isFront(page) { continue }
      if isSameSite(address, page) { return address }
    }
    return page
  }

  private static func isFront(_ address: String) -> Bool {
    guard let mark = address.firstRange(of: "://") else { return false }
    let path = address[mark.upperBound...].drop { $0 != "/" && $0 != "?" }
    return path.isEmpty || path == "/"
  }

  private static func isSameSite(_ left: String, _ right: String) -> Bool {
    guard let left = Link.host(of: left).map(bare), let right = Link.host(of: right).map(bare) else { return false }
    return left == right || left.hasSuffix("." + right) || right.hasSuffix("." + left)
  }

  private static func bare(_ host: String) -> String {
    let bytes = Array(host.utf8)
    return String(decoding: bare(bytes[...]), as: UTF8.self)
  }

  /// A host in small letters without what only says which of a site's faces it is.
  private static func bare(_ host: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for face in faces where host.starts(with: face) && host.count > face.count + 3 { return host.dropFirst(face.count) }
    return host
  }
  private static let faces = ["www.", "m.", "amp.", "mobile."].map { Array($0.utf8) }
  private static let ends = ["/amp/", "/amp", ".amp"].map { Array($0.utf8) }

  private static let tracking: Set<String> = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "spm",
    "ncid", "cmpid", "cmp", "ito", "xtor", "wt_mc", "_ga", "_gl", "guccounter", "guce_referrer", "guce_referrer_sig",
    "ref", "ref_src", "ref_url", "referrer", "ftag", "taid", "smid", "smtyp", "sr_share", "soc_src", "soc_trk", "amp",
    "outputtype", "mibextid", "wprov", "rss", "feature", "shareadtoken", "partner", "campaign", "camp", "oref",
  ]
  private static let prefixes = ["utm_", "at_", "mtm_", "pk_", "hsa_", "mc_", "vero_", "oly_", "itm_"]

  /// The key of a report by its address: without scheme's, host's and tracking's differences.
  ///
  ///     ReportAddress.key("http://www.news.example/a/?utm_source=rss#top")  // "https://news.example/a"
  static func key(_ address: String) -> String {
    let bytes = Array(address.utf8)
    guard let authority = Link.authority(of: bytes) else { return address }
    let isPathSign = { (byte: UInt8) in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
    let pathStart = bytes[authority...].firstIndex(where: isPathSign) ?? bytes.count
    let hostEnd = bytes[authority..<pathStart].firstIndex(of: UInt8(ascii: ":")) ?? pathStart
    guard hostEnd > authority else { return address }
    let host = Array(String(decoding: bytes[authority..<hostEnd], as: UTF8.self).lowercased().utf8)
    var key = Array("https://".utf8)
    key.reserveCapacity(bytes.count + 8)
    key += bare(host[...])
    let isQuerySign = { (byte: UInt8) in byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") }
    let pathEnd = bytes[pathStart...].firstIndex(where: isQuerySign) ?? bytes.count
    var path = bytes[pathStart..<pathEnd]
    for end in ends where path.count >= end.count && path.suffix(end.count).elementsEqual(end) {
      path = path.dropLast(end.count)
    }
    while path.last == UInt8(ascii: "/") { path = path.dropLast() }
    key += path
    guard pathEnd < bytes.count, bytes[pathEnd] == UInt8(ascii: "?") else {
      return String(decoding: key, as: UTF8.self)
    }
    var sign = UInt8(ascii: "?")
    let query = bytes[(pathEnd + 1)...].prefix { $0 != UInt8(ascii: "#") }
    for pair in query.split(separator: UInt8(ascii: "&")) {
      let mark = pair.firstIndex(of: UInt8(ascii: "="))
      let name = String(decoding: pair[..<(mark ?? pair.endIndex)], as: UTF8.self).lowercased()
      let value = mark.map { String(decoding: pair[($0 + 1)...], as: UTF8.self).lowercased() } ?? ""
      if tracking.contains(name) || prefixes.contains(where: name.hasPrefix) { continue }
      if value == "rss" || value == "feed" || value == "atom" { continue }
      key.append(sign)
      key += pair
      sign = UInt8(ascii: "&")
    }
    return String(decoding: key, as: UTF8.self)
  }
}
