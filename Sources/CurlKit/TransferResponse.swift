import HTTPKit

/// What came back, as it came over the wire.
///
/// The content coding (gzip) is not undone. The chunks of `Transfer-Encoding: chunked` are joined, though `head`
/// still names that coding.
public struct TransferResponse: Hashable, Sendable {
  /// The status line and headers of the final answer, byte for byte, with the empty line that ends them.
  public let head: [UInt8]
  /// `head` taken apart.
  public let fields: ResponseHead
  /// The body; content codings are as sent.
  public let body: [UInt8]
  /// The address that answered, when libcurl knows it.
  public let remoteAddress: String?

  /// The status code, such as 200.
  public var status: Int { fields.status }

  /// Makes a response; used by transports that stand in for the network.
  ///
  /// - Returns: nil when `head` does not begin with a status line.
  public init?(head: [UInt8], body: [UInt8], remoteAddress: String? = nil) {
    guard let fields = ResponseHead(head) else { return nil }
    self.head = head
    self.fields = fields
    self.body = body
    self.remoteAddress = remoteAddress
  }
}
