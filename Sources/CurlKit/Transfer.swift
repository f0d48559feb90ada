import CCurl
import Glibc
import HTTPKit

/// What one transfer has received so far; libcurl's callbacks write into it.
///
/// It lives for one `perform`, on one thread, and outlives every callback of that call.
final class Transfer {
  private enum Phase { case beforeStatus, inHead, inBody }

  let limits: TransferLimits
  let policy: AddressPolicy
  let isCancelled: () -> Bool

  private(set) var head: [UInt8] = []
  private(set) var body: [UInt8] = []
  private(set) var stop: TransferFailure.Reason?
  /// The last address that was refused; a name may have others that are not.
  private(set) var refusedAddress: String?
  private var phase = Phase.beforeStatus
  private var headerBytes = 0
  private var headerCount = 0

  init(limits: TransferLimits, policy: AddressPolicy, isCancelled: @escaping () -> Bool) {
    self.limits = limits
    self.policy = policy
    self.isCancelled = isCancelled
  }

  /// Whether the empty line that ends the headers was seen.
  var headIsComplete: Bool { phase == .inBody }

  /// Takes one header line; false stops the transfer.
  func receive(headerLine line: [UInt8]) -> Bool {
    headerBytes += line.count
    headerCount += 1
    if headerBytes > limits.headerBytes { return halt(.headersTooLarge(limit: limits.headerBytes)) }
    if headerCount > limits.headerCount { return halt(.tooManyHeaders(limit: limits.headerCount)) }
    let isStatusLine = line.starts(with: Array("HTTP/".utf8))
    switch phase {
    case .inBody where isStatusLine && body.isEmpty:
      head = line  // An interim answer (1xx) came first; only the final one is kept.
      phase = .inHead
    case .inBody:
      break  // A trailer after the last chunk is counted, not kept.
    case .beforeStatus, .inHead:
      head += line
      phase = .inHead
      if line == [0x0d, 0x0a] || line == [0x0a] {
        phase = .inBody
        return checkHead()
      }
    }
    return true
  }

  /// Takes a piece of the body; false stops the transfer.
  func receive(bodyBytes bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= limits.bodyBytes - body.count else {
      if limits.keepsFirstBytes { unsafe body.append(contentsOf: bytes.prefix(limits.bodyBytes - body.count)) }
      return halt(.bodyTooLarge(limit: limits.bodyBytes))
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  /// Whether a socket to the address may be opened.
  func permits(_ address: IPAddress?) -> Bool {
    if let address, policy.permits(address) { return true }
    refusedAddress = address?.description ?? "an unknown kind of address"
    return false
  }

  /// Stops the transfer when the caller wants that.
  func goesOn() -> Bool { isCancelled() ? halt(.cancelled) : true }

  private func checkHead() -> Bool {
    guard let fields = ResponseHead(head) else { return halt(.notHTTP) }
    switch fields.contentLength {
    case .open: return true
    case .contradictory(let text): return halt(.lengthContradictory(text))
    case .bytes(let count):
      return count <= limits.bodyBytes || limits.keepsFirstBytes || halt(.bodyTooLarge(limit: limits.bodyBytes))
    }
  }

  private func halt(_ reason: TransferFailure.Reason) -> Bool {
    stop = stop ?? reason
    return false
  }
}
