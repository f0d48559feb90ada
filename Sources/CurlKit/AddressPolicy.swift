/// Which resolved addresses a transfer may connect to.
///
/// The check is made on the address the name resolved to, at the moment the socket is opened, so that no spelling
/// of an address and no change of a DNS answer between check and use gets around it.
public struct AddressPolicy: Hashable, Sendable {
  /// Blocks that are allowed although they are not public, such as `127.0.0.0/8` for a server of one's own.
  public let allowed: [IPNetwork]

  /// Allows public addresses, and those of the named blocks.
  public init(allowing allowed: [IPNetwork] = []) {
    self.allowed = allowed
  }

  /// Whether a connection to the address may be opened.
  public func permits(_ address: IPAddress) -> Bool {
    if allowed.contains(where: { $0.contains(address) }) { return true }
    return !Self.notPublic.contains { $0.contains(address) }
  }

  /// The special-purpose blocks of RFC 6890 and its successors, with every IPv6 form that carries an IPv4 address
  /// inside: private, loopback, link-local (where cloud metadata lives), shared, test, multicast and reserved.
  static let notPublic: [IPNetwork] = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
    "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
  ].compactMap { IPNetwork($0) }
}
