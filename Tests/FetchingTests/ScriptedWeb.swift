import CurlKit
import Fetching
import Records

/// A web of prepared answers with a clock that moves only when somebody sleeps.
///
/// An address without an answer fails the transfer, so a test notices every request it did not expect.
final class ScriptedWeb {
  enum Reply {
    case answer(String, headers: [String] = [], body: String = "")
    case failure(TransferFailure.Reason)
  }

  private var replies: [String: [Reply]]
  private(set) var asked: [String] = []
  private(set) var askedAt: [Int] = []
  private(set) var requests: [TransferRequest] = []
  private(set) var sleeps: [Int] = []
  var elapsed = 0
  var start = Instant(seconds: 1_800_000_000)
  var isCancelled = false

  /// Answers in the order given for each address; the last one stays.
  init(_ replies: [String: [Reply]]) {
    self.replies = replies
  }

  var environment: FetchEnvironment {
    FetchEnvironment(
      now: { Instant(seconds: self.start.seconds + self.elapsed / 1000) },
      elapsedMilliseconds: { self.elapsed },
      sleep: {
        self.sleeps.append($0)
        self.elapsed += $0
      },
      jitter: { 0.5 },
      isCancelled: { self.isCancelled },
      transport: { (request, _) throws(TransferFailure) in try self.reply(to: request) })
  }

  private func reply(to request: TransferRequest) throws(TransferFailure) -> TransferResponse {
    let url = request.url.text
    asked.append(url)
    askedAt.append(elapsed)
    requests.append(request)
    guard var queue = replies[url], let first = queue.first else {
      throw TransferFailure(.hostUnknown, url: url, detail: "no answer was prepared")
    }
    if queue.count > 1 {
      queue.removeFirst()
      replies[url] = queue
    }
    switch first {
    case .failure(let reason): throw TransferFailure(reason, url: url)
    case .answer(let status, let headers, let body):
      let head = (["HTTP/1.1 " + status] + headers).joined(separator: "\r\n") + "\r\n\r\n"
      guard let response = TransferResponse(head: Array(head.utf8), body: Array(body.utf8)) else {
        throw TransferFailure(.notHTTP, url: url)
      }
      return response
    }
  }
}

/// The identity of the tests.
let testIdentity = CrawlerIdentity(version: "0.0", contact: "ops@example.com")

/// A policy for `shop.example`, without a delay unless one is given.
func testPolicy(delay: Int = 0, hosts: [String] = ["shop.example"]) -> FetchPolicy {
  var policy = FetchPolicy(source: SourceID("shop"), hosts: hosts)
  policy.delayMilliseconds = delay
  return policy
}
