import CCurl
import Glibc

// The C side of `Transfer`. libcurl hands back the context pointer it was given; `EasyHandle.perform` keeps the
// object alive until curl_easy_perform has returned, so an unretained reference is enough here.

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
  let line = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: size * count))
  return transfer.receive(headerLine: line) ? size * count : -1
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
  return unsafe socket(family, address.pointee.socktype | closeOnExec, address.pointee.protocol)
}

/// Ends the transfer when the caller wants that.
///
/// CURLOPT_XFERINFOFUNCTION(3): "Returning a non-zero value from this callback will cause libcurl to abort the
/// transfer"; it is called roughly once a second even when nothing moves.
func progress(
  _ context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
  guard let context = unsafe context else { return 1 }
  return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().goesOn() ? 0 : 1
}
