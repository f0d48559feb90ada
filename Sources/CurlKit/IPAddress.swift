import Glibc

/// An IPv4 or IPv6 address as its bytes in network order.
///
/// An IPv6 address that only wraps an IPv4 address (`::ffff:10.0.0.1`) is kept as that IPv4 address, so that
/// no spelling slips past a rule written for the other family.
@safe public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// Four or sixteen bytes, the most significant first.
  public let bytes: [UInt8]

  /// Makes an address of 4 or 16 bytes; nil for any other count.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
    self.bytes = bytes.count == 16 && Array(bytes.prefix(12)) == mapped ? Array(bytes.suffix(4)) : bytes
  }

  /// Reads `192.0.2.1` or `2001:db8::1`; nil for anything else, also for shortened or hexadecimal IPv4.
  public init?(_ text: String) {
    var four = in_addr()
    if unsafe inet_pton(AF_INET, text, &four) == 1 {
      self.init(bytes: unsafe withUnsafeBytes(of: &four) { unsafe Array($0) })
      return
    }
    var six = in6_addr()
    guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    self.init(bytes: unsafe withUnsafeBytes(of: &six) { unsafe Array($0) })
  }

  /// Reads the address out of the bytes of a `sockaddr`; nil for a family that is not IP.
  init?(family: Int32, socketAddress: UnsafeRawBufferPointer) {
    // sockaddr_in: family (2), port (2), address (4). sockaddr_in6: family (2), port (2), flow (4), address (16).
    switch family {
    case AF_INET where socketAddress.count >= 8: self.init(bytes: unsafe Array(socketAddress[4..<8]))
    case AF_INET6 where socketAddress.count >= 24: self.init(bytes: unsafe Array(socketAddress[8..<24]))
    default: return nil
    }
  }

  /// The address in its usual spelling.
  public var description: String {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2)
      .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }
}
