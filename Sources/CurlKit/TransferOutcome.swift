import CCurl
import HTTPKit

// What a transfer came to, once libcurl is done with it.

extension Transfer {
  /// The whole answer, or why there is none.
  func outcome(_ result: CURLcode) -> Ticket.Outcome {
    let chunks = fields?.isChunked == true ? ChunkedBody(wire[...], limit: request.limits.bodyBytes) : nil
    let response = response(chunks)
    if let reason = reason(result, chunks) {
      // Where we stopped it, libcurl only repeats that we did.
      let isOurs = stop != nil
      let failure = TransferFailure(
        reason, url: request.url.text, curlCode: isOurs ? 0 : Int(result.rawValue), detail: isOurs ? "" : handle.detail,
        partial: response)
      return .failure(failure)
    }
    return response.map { .success($0) } ?? .failure(failure(.notHTTP))
  }

  /// A failure that libcurl had no part in, with what had come by then.
  func failure(_ reason: TransferFailure.Reason) -> TransferFailure {
    let chunks = fields?.isChunked == true ? ChunkedBody(wire[...], limit: request.limits.bodyBytes) : nil
    return TransferFailure(reason, url: request.url.text, partial: response(chunks))
  }

  private func response(_ chunks: ChunkedBody?) -> TransferResponse? {
    // What a server sends behind the last chunk belongs to no answer.
    let isWhole = chunks.map { $0.fault == nil && $0.length < wire.count } ?? false
    let body = isWhole ? Array(wire.prefix(chunks?.length ?? 0)) : wire
    // A head that broke off has not been taken apart yet.
    guard let fields = fields ?? ResponseHead(head) else { return nil }
    return TransferResponse(
      head: head, fields: fields, body: chunks?.body ?? body, wire: body,
      requestHead: request.head(sentCookies: sentCookies),
      remoteAddress: goesThroughProxy ? nil : handle.remoteAddress, milliseconds: handle.milliseconds)
  }

  /// Our own finding where there is one, else libcurl's result; nil for a whole answer.
  private func reason(_ result: CURLcode, _ chunks: ChunkedBody?) -> TransferFailure.Reason? {
    if let stop { return stop }
    switch chunks?.fault {
    case .malformed(let seen): return .chunksUnreadable(seen)
    case .overLimit(let limit): return .bodyTooLarge(limit: limit)
    case .cutShort where result == CURLE_OK: return .bodyTruncated
    case .cutShort, nil: break
    }
    switch result {
    case CURLE_OK: return flaw
    case CURLE_COULDNT_RESOLVE_HOST: return .hostUnknown
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: return .proxyUnusable
    case CURLE_COULDNT_CONNECT:
      return refusedAddress.map { .addressRefused($0) } ?? (goesThroughProxy ? .proxyUnusable : .connectionRefused)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_PARTIAL_FILE: return .bodyTruncated
    case CURLE_GOT_NOTHING: return head.isEmpty ? .replyEmpty : .headersTruncated
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: return .notHTTP
    case CURLE_OUT_OF_MEMORY: return .headersTooLarge(limit: Int(CURL_MAX_HTTP_HEADER))
    case CURLE_SEND_ERROR: return .connectionLost
    case CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return headIsComplete ? .bodyTruncated : head.isEmpty ? .connectionLost : .headersTruncated
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      return .tls
    default: return .other
    }
  }

  /// What libcurl lets pass although the answer is not whole.
  private var flaw: TransferFailure.Reason? {
    guard headIsComplete, let fields, fields.status >= 200 else { return .headersTruncated }
    if case .bytes(let count) = fields.contentLength, count != wire.count, fields.status != 204, fields.status != 304 {
      return .bodyTruncated
    }
    return nil
  }
}

extension EasyHandle {
  /// The address that was connected to, when there is one.
  var remoteAddress: String? {
    var text: UnsafePointer<CChar>?
    guard unsafe aftermarket_curl_get_text(pointer, CURLINFO_PRIMARY_IP, &text) == CURLE_OK,
      let address = unsafe text, unsafe address.pointee != 0
    else { return nil }
    return unsafe String(cString: address)
  }

  /// How long the transfer took.
  var milliseconds: Int {
    var microseconds: curl_off_t = 0
    let code = unsafe aftermarket_curl_get_offset(pointer, CURLINFO_TOTAL_TIME_T, &microseconds)
    return code == CURLE_OK ? Int(microseconds) / 1000 : 0
  }
}
