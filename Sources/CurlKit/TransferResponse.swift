import HTTPKit

/// What came back, as it came over the wire.
public struct TransferResponse: Hashable, Sendable {
  /// The status line and headers of the final answer, byte for byte, with the empty line that ends them.
  ///
  /// Over HTTP/2 it is that head written as text: `HTTP/2 200`, header names in lower case.
  public let head: [UInt8]
  /// `head` taken apart.
  public let fields: ResponseHead
  /// The body exactly as it came over the wire, with the framing of `Transfer-Encoding: chunked`.
  public let wire: [UInt8]
  /// `wire` with its chunks joined; content codings (gzip) are not undone.
  public let body: [UInt8]
  /// The request as it was sent, with its secrets shown as `[withheld]`; empty when nobody recorded it.
  public let requestHead: [UInt8]
  /// The address that answered; nil when libcurl does not know it or a proxy stood between.
  public let remoteAddress: String?
  /// How long the transfer took.
  public let milliseconds: Int

  /// The status code, such as 200.
  public var status: Int { fields.status }

  /// Makes a response; used by transports that stand in for the network.
  ///
  /// - Parameter wire: Left out where the body came without chunks.
  /// - Returns: nil when `head` does not begin with a status line.
  public init?(
    head: [UInt8], body: [UInt8], wire: [UInt8]? = nil, requestHead: [UInt8] = [], remoteAddress: String? = nil,
    milliseconds: Int = 0
  ) {
    guard let fields = ResponseHead(head) else { return nil }
    self.init(
      head: head, fields: fields, body: body, wire: wire ?? body, requestHead: requestHead,
      remoteAddress: remoteAddress, milliseconds: milliseconds)
  }

  /// Makes a response of a head that was taken apart before.
  init(
    head: [UInt8], fields: ResponseHead, body: [UInt8], wire: [UInt8], requestHead: [UInt8], remoteAddress: String?,
    milliseconds: Int
  ) {
    self.head = head
    self.fields = fields
    self.wire = wire
    self.body = body
    self.requestHead = requestHead
    self.remoteAddress = remoteAddress
    self.milliseconds = milliseconds
  }
}
