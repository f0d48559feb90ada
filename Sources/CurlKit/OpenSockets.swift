import Glibc

/// The sockets that the engine opened, so that the one of a reused connection can be looked at before it is used.
///
/// libcurl 7.88 takes a connection for good on which bytes wait that nobody asked for, and they would then pass for the
/// answer to the next request (lib/cf-socket.c, cf_socket_is_alive: readable and not at its end is "alive").
/// It lives on the engine's thread.
@safe final class OpenSockets {
  private var addresses: [Int32: IPAddress] = [:]

  /// Remembers a socket and where it is to be connected to; a number that was used before stands for the new one.
  func opened(_ socket: Int32, to address: IPAddress) { addresses[socket] = address }

  /// Makes the connection between the address and the local port useless when bytes wait on it.
  ///
  /// - Returns: Whether bytes waited.
  func dropStray(from address: IPAddress, port: Int32, localPort: Int32) -> Bool {
    for (socket, opened) in addresses where opened == address {
      guard unsafe Self.port(of: socket, getsockname) == localPort, unsafe Self.port(of: socket, getpeername) == port
      else {
        continue
      }
      guard Self.drain(socket) else { return false }
      // With its bytes gone and both ways shut it reads as closed, so libcurl will not pick it again.
      _ = shutdown(socket, Int32(SHUT_RDWR))
      addresses[socket] = nil
      return true
    }
    return false
  }

  /// Reads what waits, at most 1 MiB, and throws it away; false when nothing waited.
  private static func drain(_ socket: Int32) -> Bool {
    var scratch = [UInt8](repeating: 0, count: 16 << 10)
    for round in 0..<64 {
      let count = unsafe scratch.withUnsafeMutableBytes { bytes in
        unsafe recv(socket, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
      }
      if count <= 0 { return round > 0 }
    }
    return true
  }

  /// The port of one end of a socket; nil when the number stands for none any more.
  private static func port(
    of socket: Int32,
    _ end: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32
  ) -> Int32? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let code = unsafe withUnsafeMutablePointer(to: &storage) { whole in
      unsafe whole.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe end(socket, $0, &length) }
    }
    guard code == 0, length >= 4 else { return nil }
    // The port follows the family in both kinds of address, in network order.
    return unsafe withUnsafeBytes(of: storage) { bytes in unsafe Int32(bytes[2]) << 8 | Int32(bytes[3]) }
  }
}
