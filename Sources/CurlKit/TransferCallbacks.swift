import CCurl
import Glibc

// The C side of `Transfer`. libcurl hands back the context pointer it was given; `EngineLoop` keeps the object alive
// until its handle is out of the multi handle, so an unretained reference is enough here. All of this happens on the
// engine's thread.

/// Takes a piece of the body.
///
/// CURLOPT_WRITEFUNCTION(3): "returning an amount that differs from the amount passed" signals an error.
func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe transfer.receive(bodyBytes: piece) ? size * count : -1
}

/// Takes one header line.
///
/// CURLOPT_HEADERFUNCTION(3): "The header callback is called once for each header and only complete header lines
/// are passed on to the callback."
func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe transfer.receive(headerLine: line) ? size * count : -1
}

/// Opens a socket when the resolved address may be connected to.
///
/// CURLOPT_OPENSOCKETFUNCTION(3): "return CURL_SOCKET_BAD to signal an unrecoverable error"; the address has been
/// resolved by then, so this is the address that is connected to.
func openSocket(
  _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let context = unsafe context, let address = unsafe address else { return aftermarket_curl_bad_socket() }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let family = unsafe address.pointee.family
  // The sockaddr field is declared as 16 bytes but holds an IPv6 address of 28 where that is the family.
  let length = unsafe Int(address.pointee.addrlen)
  guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else {
    return aftermarket_curl_bad_socket()
  }
  let start = unsafe UnsafeRawPointer(address).advanced(by: offset)
  let resolved = unsafe IPAddress(
    family: family, socketAddress: UnsafeRawBufferPointer(start: start, count: length))
  guard transfer.permits(resolved) else { return aftermarket_curl_bad_socket() }
  let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
  let opened = unsafe socket(family, address.pointee.socktype | closeOnExec, address.pointee.protocol)
  transfer.opened(opened, to: resolved)
  return opened
}

/// Checks the address of the connection that the request is about to go out on.
///
/// CURLOPT_PREREQFUNCTION(3): it is "called by libcurl after a connection has been established or a connection has been
/// reused (including any SSL handshaking), but before any request is actually made on the connection". So a connection
/// that another source was allowed to open serves only those whose policy permits its address, and one on which bytes
/// wait already serves nobody.
func checkBeforeRequest(
  _ context: UnsafeMutableRawPointer?, _ primary: UnsafeMutablePointer<CChar>?, _: UnsafeMutablePointer<CChar>?,
  _ port: Int32, _ localPort: Int32
) -> Int32 {
  guard let context = unsafe context, let primary = unsafe primary else { return Int32(CURL_PREREQFUNC_ABORT) }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  // An IPv6 address of a link carries its interface behind a percent sign.
  let text = unsafe String(cString: primary).prefix { $0 != "%" }
  let address = IPAddress(String(text))
  let mayGoOut =
    transfer.permitsRequest(over: address) && transfer.isClean(address, port: port, localPort: localPort)
  return Int32(mayGoOut ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
}

/// Notes whether cookies went out, for transfers that have a jar.
///
/// CURLOPT_DEBUGFUNCTION(3): the text is "not null-terminated, but is exactly the size" given; CURLINFO_HEADER_OUT is
/// the request's head.
func noteWhatIsSent(
  _: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard kind == CURLINFO_HEADER_OUT, let context = unsafe context, let bytes = unsafe bytes else { return 0 }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let text = unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
  let lines = text.split(whereSeparator: \.isNewline)
  transfer.note(sentCookies: lines.contains { $0.lowercased().hasPrefix("cookie:") })
  return 0
}
