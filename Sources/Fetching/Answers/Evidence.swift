import CurlKit
import DigestKit
import HTTPKit
import Records

extension Page {
  /// A page with the bytes of an answer, its codings not yet undone and its digest not yet taken.
  init(_ response: TransferResponse, url: String, source: SourceID, at moment: Instant) {
    self.init(source: source, url: url, fetchedAt: moment, body: response.body, sha256: "")
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
    sha256 = Digest256(of: body).hex
    evidence = .attempt
    cut = Cut(failure.reason)
  }
}

extension Page.Cut {
  /// How an answer that a failure ended was cut short.
  init(_ reason: TransferFailure.Reason) {
    switch reason {
    case .bodyTooLarge, .headersTooLarge, .tooManyHeaders: self = .length
    case .timedOut: self = .time
    default: self = .disconnect
    }
  }
}
