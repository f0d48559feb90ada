import CurlKit
import DigestKit
import HTTPKit
import Records

extension Page {
  /// A page with the bytes of an answer, its codings not yet undone.
  init(_ response: TransferResponse, url: String, source: SourceID, at moment: Instant) {
    self.init(
      source: source, url: url, fetchedAt: moment, body: response.body, sha256: Digest256(of: response.body).hex)
    status = response.status
    contentType = response.fields["Content-Type"]
    httpHead = response.head
    if response.wire != response.body { wireBody = response.wire }
    if !response.requestHead.isEmpty { requestHead = response.requestHead }
  }

  /// What had come when a transfer failed; nil when that was not even a whole head.
  init?(_ failure: TransferFailure, url: String, source: SourceID, at moment: Instant) {
    guard let response = failure.partial, response.fields.isComplete else { return nil }
    self.init(response, url: url, source: source, at: moment)
    evidence = .attempt
    cut = Cut(failure.reason)
  }
}

extension Page.Cut {
  /// How an answer that a failure ended was cut short.
  init?(_ reason: TransferFailure.Reason) {
    switch reason {
    case .bodyTooLarge: self = .length
    case .timedOut: self = .time
    case .bodyTruncated, .connectionLost, .other: self = .disconnect
    default: return nil
    }
  }
}
