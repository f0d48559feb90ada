import CCurl
import HTTPKit

/// What one transfer has received so far; libcurl's callbacks write into it.
///
/// It lives on the engine's thread from `add` to its outcome and outlives every callback of its handle.
@safe final class Transfer {
  private enum Phase { case beforeStatus, inHead, inBody }

  let request: TransferRequest
  let ticket: Ticket
  let handle: EasyHandle
  let goesThroughProxy: Bool
  private let sockets: OpenSockets
  private var hasOpenedSocket = false
  /// Whether the connection held bytes that nobody asked for, and the request was therefore not sent.
  private(set) var needsFreshConnection = false

  private(set) var head: [UInt8] = []
  private(set) var fields: ResponseHead?
  /// The body as it came, with the framing of chunks.
  private(set) var wire: [UInt8] = []
  private(set) var stop: TransferFailure.Reason?
  /// The last address that was refused; a name may have others that are not.
  private(set) var refusedAddress: String?
  private(set) var sentCookies = false
  private var phase = Phase.beforeStatus
  private var headerBytes = 0
  private var headerCount = 0

  init(
    _ request: TransferRequest, ticket: Ticket, handle: EasyHandle, goesThroughProxy: Bool, sockets: OpenSockets
  ) {
    self.request = request
    self.ticket = ticket
    self.handle = handle
    self.goesThroughProxy = goesThroughProxy
    self.sockets = sockets
  }

  /// The transfer whose handle this is.
  static func attached(to easy: UnsafeMutableRawPointer) -> Transfer? {
    var context: UnsafeMutableRawPointer?
    guard unsafe aftermarket_curl_get_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK,
      let context = unsafe context
    else { return nil }
    return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// Whether the empty line that ends the headers was seen.
  var headIsComplete: Bool { phase == .inBody }

  /// Takes one header line; false stops the transfer.
  func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
    let limits = request.limits
    headerBytes += line.count
    headerCount += 1
    if headerBytes > limits.headerBytes { return halt(.headersTooLarge(limit: limits.headerBytes)) }
    if headerCount > limits.headerCount { return halt(.tooManyHeaders(limit: limits.headerCount)) }
    switch phase {
    case .inBody where unsafe wire.isEmpty && line.starts(with: "HTTP/".utf8):
      unsafe head = Array(line)  // An interim answer (1xx) came first; only the final one is kept.
      phase = .inHead
    case .inBody:
      break  // A trailer after the last chunk is counted here; it stands in `wire`.
    case .beforeStatus, .inHead:
      unsafe head.append(contentsOf: line)
      phase = .inHead
      if unsafe line.first == 0x0a || (line.count == 2 && line[0] == 0x0d && line[1] == 0x0a) {
        phase = .inBody
        return checkHead()
      }
    }
    return true
  }

  /// Takes a piece of the body; false stops the transfer.
  func receive(bodyBytes bytes: UnsafeRawBufferPointer) -> Bool {
    let limits = request.limits
    guard bytes.count <= limits.bodyBytes - wire.count else {
      if limits.keepsFirstBytes { unsafe wire.append(contentsOf: bytes.prefix(limits.bodyBytes - wire.count)) }
      return halt(.bodyTooLarge(limit: limits.bodyBytes))
    }
    unsafe wire.append(contentsOf: bytes)
    return true
  }

  /// Whether a socket to the address may be opened.
  func permits(_ address: IPAddress?) -> Bool {
    if goesThroughProxy { return true }
    if let address, request.addresses.permits(address) { return true }
    refusedAddress = address?.description ?? "an unknown kind of address"
    return false
  }

  /// Whether the request may go out over a connection to the address; no stops the transfer.
  func permitsRequest(over address: IPAddress?) -> Bool {
    permits(address) || halt(.addressRefused(refusedAddress ?? ""))
  }

  /// Remembers a socket that was opened for it.
  func opened(_ socket: Int32, to address: IPAddress?) {
    hasOpenedSocket = true
    if let address { sockets.opened(socket, to: address) }
  }

  /// Whether nothing waits on the connection before the request is sent; no stops the transfer.
  ///
  /// Over TLS bytes may wait for good reasons (RFC 8446, 4.6; frames of HTTP/2), and what a proxy sends is its own. A
  /// connection that was opened for this transfer has had no answer before whose rest could wait.
  func isClean(_ address: IPAddress?, port: Int32, localPort: Int32) -> Bool {
    guard !hasOpenedSocket, !goesThroughProxy, request.url.scheme == "http", let address else { return true }
    guard sockets.dropStray(from: address, port: port, localPort: localPort) else { return true }
    needsFreshConnection = true
    return halt(.connectionLost)
  }

  /// Remembers whether cookies of the jar went out.
  func note(sentCookies: Bool) { self.sentCookies = self.sentCookies || sentCookies }

  private func checkHead() -> Bool {
    guard let fields = ResponseHead(head) else { return halt(.notHTTP) }
    self.fields = fields
    guard fields.isChunked != nil else {
      return halt(.codingUnusable(fields.values("Transfer-Encoding").joined(separator: ", ")))
    }
    let limits = request.limits
    switch fields.contentLength {
    case .open: return true
    case .contradictory(let text): return halt(.lengthContradictory(text))
    case .bytes(let count):
      if count > limits.bodyBytes, !limits.keepsFirstBytes { return halt(.bodyTooLarge(limit: limits.bodyBytes)) }
      // An announced length is believed up to 1 MiB only; more room is made when the bytes are there.
      wire.reserveCapacity(min(count, limits.bodyBytes, 1 << 20))
      return true
    }
  }

  private func halt(_ reason: TransferFailure.Reason) -> Bool {
    stop = stop ?? reason
    return false
  }
}
