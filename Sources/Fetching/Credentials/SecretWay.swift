import CurlKit

/// Decides over which connections a secret may go.
enum SecretWay {
  /// The address, when a secret may be sent there: over https, or to an address inside the source's own networks.
  static func checked(_ address: WebAddress, _ policy: FetchPolicy) throws(Obstacle) -> WebAddress {
    if address.scheme == "https" { return address }
    let host = address.host.hasPrefix("[") ? String(address.host.dropFirst().dropLast()) : address.host
    guard let literal = IPAddress(host), policy.networks.contains(where: { $0.contains(literal) }) else {
      throw Obstacle(.credentialInsecure(address.origin))
    }
    return address
  }
}
