import CCurl
import HTTPKit

/// One libcurl connection cache and the transfers made through it, one at a time.
///
/// The options are set anew for each transfer; connections to the same host are kept open between them. The address
/// policy belongs to the handle, so that a connection opened under one policy is never used under another.
@safe public struct EasyHandle: ~Copyable {
  private let handle: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private let policy: AddressPolicy

  private static let started: CURLcode = aftermarket_curl_start()
  private static let errorSize = Int(CURL_ERROR_SIZE)

  /// Makes a handle that connects only where the policy permits.
  public init(policy: AddressPolicy = AddressPolicy()) throws(TransferFailure) {
    guard Self.started == CURLE_OK, let handle = unsafe curl_easy_init() else {
      throw TransferFailure(.setup, url: "", curlCode: Int(Self.started.rawValue))
    }
    unsafe self.handle = handle
    unsafe self.errorText = .allocate(capacity: Self.errorSize)
    unsafe self.errorText.initialize(repeating: 0, count: Self.errorSize)
    self.policy = policy
  }

  deinit {
    unsafe curl_easy_cleanup(handle)
    unsafe errorText.deallocate()
  }

  /// The version of libcurl and of the libraries it was built with.
  public static var version: String { unsafe String(cString: curl_version()) }

  /// Asks for the address and returns the answer, whatever its status.
  ///
  /// Redirects are not followed and content codings not undone: both are the caller's to check. The call blocks until
  /// the answer is whole or a limit is reached.
  ///
  /// - Parameter isCancelled: Asked about once a second; true ends the transfer.
  public mutating func perform(
    _ request: TransferRequest, isCancelled: @escaping () -> Bool = { false }
  ) throws(TransferFailure) -> TransferResponse {
    let url = request.url.text
    if let bad = request.headers.first(where: { !$0.isSendable }) {
      throw TransferFailure(.headerUnsendable(name: bad.name), url: url)
    }
    let transfer = Transfer(limits: request.limits, policy: policy, isCancelled: isCancelled)
    unsafe curl_easy_reset(handle)
    unsafe errorText.update(repeating: 0, count: Self.errorSize)
    var list: UnsafeMutablePointer<curl_slist>?
    defer { unsafe curl_slist_free_all(list) }
    for header in request.headers {
      // CURLOPT_HTTPHEADER(3): a header with no content must be "added with a semicolon".
      let line = header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
      guard let longer = unsafe curl_slist_append(list, line) else { throw TransferFailure(.setup, url: url) }
      unsafe list = longer
    }
    let set = unsafe configure(request, transfer: transfer, headers: list)
    guard set == CURLE_OK else { throw TransferFailure(.setup, url: url, curlCode: Int(set.rawValue)) }
    let result = withExtendedLifetime(transfer) { unsafe curl_easy_perform(handle) }
    let partial = TransferResponse(head: transfer.head, body: transfer.body, remoteAddress: remoteAddress())
    if let reason = Self.reason(for: result, transfer: transfer) {
      let detail = unsafe String(cString: errorText)
      throw TransferFailure(
        reason, url: url, curlCode: Int(result.rawValue), detail: detail, partial: partial)
    }
    guard let response = partial else { throw TransferFailure(.notHTTP, url: url) }
    return response
  }

  private func configure(
    _ request: TransferRequest, transfer: Transfer, headers: UnsafeMutablePointer<curl_slist>?
  ) -> CURLcode {
    let limits = request.limits
    let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_HTTP_CONTENT_DECODING, 0), (CURLOPT_NOSIGNAL, 1),
      (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)), (CURLOPT_HTTP09_ALLOWED, 0),
      (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_NOPROGRESS, 0),
      (CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds), (CURLOPT_TIMEOUT_MS, limits.totalMilliseconds),
      (CURLOPT_LOW_SPEED_LIMIT, limits.lowSpeedBytesPerSecond), (CURLOPT_LOW_SPEED_TIME, limits.lowSpeedSeconds),
    ]
    // CURLOPT_PROXY(3): "Setting the proxy string to "" (an empty string) explicitly disables the use of a proxy,
    // even if there is an environment variable set for it."
    let texts: [(CURLoption, String)] = [
      (CURLOPT_URL, request.url.text), (CURLOPT_PROTOCOLS_STR, "http,https"), (CURLOPT_PROXY, ""),
    ]
    var results = numbers.map { unsafe aftermarket_curl_set_long(handle, $0.0, $0.1) }
    results += texts.map { unsafe aftermarket_curl_set_text(handle, $0.0, $0.1) }
    results += unsafe [
      aftermarket_curl_set_list(handle, CURLOPT_HTTPHEADER, headers),
      aftermarket_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText),
      aftermarket_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, receiveBody),
      aftermarket_curl_set_pointer(handle, CURLOPT_WRITEDATA, context),
      aftermarket_curl_set_sink(handle, CURLOPT_HEADERFUNCTION, receiveHeader),
      aftermarket_curl_set_pointer(handle, CURLOPT_HEADERDATA, context),
      aftermarket_curl_set_open_socket(handle, openSocket),
      aftermarket_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context),
      aftermarket_curl_set_progress(handle, progress),
      aftermarket_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context),
    ]
    return results.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  private func remoteAddress() -> String? {
    var text: UnsafePointer<CChar>?
    guard unsafe aftermarket_curl_get_text(handle, CURLINFO_PRIMARY_IP, &text) == CURLE_OK,
      let address = unsafe text, unsafe address.pointee != 0
    else { return nil }
    return unsafe String(cString: address)
  }

  /// Our own finding where there is one, else libcurl's result; nil for a whole answer.
  private static func reason(for result: CURLcode, transfer: Transfer) -> TransferFailure.Reason? {
    if let stop = transfer.stop { return stop }
    switch result {
    case CURLE_OK:
      guard transfer.headIsComplete else { return .headersTruncated }
      guard let fields = ResponseHead(transfer.head) else { return .notHTTP }
      if case .bytes(let count) = fields.contentLength, count != transfer.body.count,
        fields.status != 204, fields.status != 304
      {
        return .bodyTruncated
      }
      return nil
    case CURLE_COULDNT_RESOLVE_HOST: return .hostUnknown
    case CURLE_COULDNT_CONNECT:
      return transfer.refusedAddress.map { .addressRefused($0) } ?? .connectionRefused
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_PARTIAL_FILE: return .bodyTruncated
    case CURLE_GOT_NOTHING: return .replyEmpty
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: return .notHTTP
    case CURLE_OUT_OF_MEMORY: return .headersTooLarge(limit: Int(CURL_MAX_HTTP_HEADER))
    case CURLE_SEND_ERROR: return .connectionLost
    case CURLE_RECV_ERROR: return transfer.headIsComplete ? .bodyTruncated : .connectionLost
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      return .tls
    default: return .other
    }
  }
}
