/// How a transfer engine reaches the network.
public struct EngineSettings: Hashable, Sendable {
  /// Connections open at a time, to all hosts together; transfers beyond them wait inside libcurl.
  ///
  /// How many requests one host gets at a time is the caller's to decide.
  public var maximumConnections = 32
  /// The proxy to go through, as `http://`, `https://` or `socks5h://` with host and port; nil for none.
  ///
  /// The proxy's own address is the user's choice and not checked. It looks the names up, so what they resolve to
  /// cannot be checked here: private addresses written as such and names of this machine are refused by their text.
  /// The environment's proxy variables are never read.
  public var proxy: String?
  /// A file of certificates in PEM form that are trusted beside those of the system; for a server of one's own.
  public var caFile: String?
  /// Names with made-up addresses, as CURLOPT_RESOLVE(3) takes them; for tests only.
  var resolve: [String] = []

  /// Settings with the usual values.
  public init(maximumConnections: Int = 32, proxy: String? = nil, caFile: String? = nil) {
    self.maximumConnections = maximumConnections
    self.proxy = proxy
    self.caFile = caFile
  }

  /// What is wrong with the proxy; nil when nothing is.
  ///
  /// socks4 and socks5 would have names looked up here, past the check on resolved addresses.
  var proxyFault: String? {
    guard let proxy else { return nil }
    let schemes = ["http://", "https://", "socks5h://"]
    if schemes.contains(where: { proxy.lowercased().hasPrefix($0) }), proxy.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    {
      return nil
    }
    return "the proxy must be written as http://host:port, https://host:port or socks5h://host:port"
  }
}
