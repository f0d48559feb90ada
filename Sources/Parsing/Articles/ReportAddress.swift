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
    for prefix in ["www.", "m.", "amp.", "mobile."]
    where host.hasPrefix(prefix) && host.utf8.count > prefix.utf8.count + 3 {
      return String(host.dropFirst(prefix.count))
    }
    return host
  }

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
    guard let host = Link.host(of: address), let mark = address.firstRange(of: "://") else { return address }
    let rest = address[mark.upperBound...].drop { !"/?#".contains($0) }
    var path = rest.prefix { $0 != "?" && $0 != "#" }
    for end in ["/amp/", "/amp", ".amp"] where path.hasSuffix(end) { path = path.dropLast(end.count) }
    while path.hasSuffix("/") { path = path.dropLast() }
    var key = "https://" + bare(host) + path
    let query = rest.drop { $0 != "?" && $0 != "#" }
    guard query.hasPrefix("?") else { return key }
    var sign = "?"
    for pair in query.dropFirst().prefix(while: { $0 != "#" }).split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      let name = parts.first.map { $0.lowercased() } ?? ""
      let value = parts.count > 1 ? parts[1].lowercased() : ""
      if tracking.contains(name) || prefixes.contains(where: name.hasPrefix) { continue }
      if value == "rss" || value == "feed" || value == "atom" { continue }
      key += sign + pair
      sign = "&"
    }
    return key
  }
}
