import HTTPKit

/// One request: what is asked of whom, and how much may come back.
public struct TransferRequest: Hashable, Sendable {
  /// What is done at the address.
  public enum Method: Hashable, Sendable {
    /// The page there is asked for.
    case get
    /// A body is sent there, as a token endpoint wants it.
    case post(body: [UInt8], contentType: String)
  }

  /// What is done at the address.
  public var method: Method
  /// The address; only http and https are spoken.
  public var url: WebAddress
  /// A query that only the server sees, such as `appid=…`; it stands in no failure and no `requestHead`.
  public var secretQuery: String?
  /// The headers to send in order, beside `Host`, which comes from the address.
  public var headers: [HeaderField]
  /// Headers sent behind `headers`, whose values stand in no `requestHead`.
  public var secretHeaders: [HeaderField]
  /// The limits in time and size.
  public var limits: TransferLimits
  /// Which addresses may be connected to.
  public var addresses: AddressPolicy
  /// Where cookies are kept between requests; nil for none.
  public var cookies: CookieJar?

  /// Makes a request.
  public init(
    _ method: Method = .get, url: WebAddress, secretQuery: String? = nil, headers: [HeaderField] = [],
    secretHeaders: [HeaderField] = [], limits: TransferLimits = TransferLimits(),
    addresses: AddressPolicy = AddressPolicy(), cookies: CookieJar? = nil
  ) {
    self.method = method
    self.url = url
    self.secretQuery = secretQuery
    self.headers = headers
    self.secretHeaders = secretHeaders
    self.limits = limits
    self.addresses = addresses
    self.cookies = cookies
  }
}
