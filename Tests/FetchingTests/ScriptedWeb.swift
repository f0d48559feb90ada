import CurlKit
import Fetching
import HTTPKit
import Records
import Synchronization
import Testing

/// A web of prepared answers in virtual time.
///
/// An address without an answer fails the transfer, so a test notices every request it did not expect.
final class ScriptedWeb: Sendable {
  enum Reply: Sendable {
    case answer(String, headers: [String] = [], body: String = "")
    case bytes(String, headers: [String] = [], body: [UInt8])
    case failure(TransferFailure.Reason, after: String? = nil)
    /// No answer until the task is cancelled.
    case silence
  }

  /// One request as the server saw it.
  struct Seen: Sendable {
    let url: String
    let request: TransferRequest
    let start: Int
    var end: Int?

    var host: String { request.url.host }

    /// The value of a header, secret ones included; nil when it was not sent.
    func header(_ name: String) -> String? {
      (request.headers + request.secretHeaders).first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  private struct State {
    var replies: [String: [Reply]]
    var seen: [Seen] = []
  }

  let time = VirtualTime()
  private let state: Mutex<State>
  private let duration: @Sendable (Int) -> Int
  private let secrets: [String: String]

  /// Answers in the order given for each address; the last one stays.
  ///
  /// - Parameter duration: The milliseconds that the request of that number takes.
  init(
    _ replies: [String: [Reply]], secrets: [String: String] = [:],
    duration: @escaping @Sendable (Int) -> Int = { _ in 0 }
  ) {
    state = Mutex(State(replies: replies))
    self.duration = duration
    self.secrets = secrets
  }

  /// Every request, in the order of their start.
  var seen: [Seen] { state.withLock { $0.seen } }
  /// The addresses asked for, in order.
  var asked: [String] { seen.map(\.url) }
  /// When each was.
  var askedAt: [Int] { seen.map(\.start) }

  var environment: FetchEnvironment {
    FetchEnvironment(
      now: { self.time.now }, elapsedMilliseconds: { self.time.milliseconds }, sleep: { await self.time.sleep($0) },
      jitter: { 0.5 }, secret: { self.secrets[$0] },
      transport: { (request) async throws(TransferFailure) in try await self.reply(to: request) })
  }

  /// The most requests that were under way at once.
  var peak: Int { Self.peak(of: seen) }

  /// The most of the given requests that were under way at once.
  static func peak(of seen: [Seen]) -> Int {
    seen.map { one in seen.filter { $0.start <= one.start && $0.end ?? .max > one.start }.count }.max() ?? 0
  }

  /// Answers an address differently from now on.
  func change(_ url: String, to replies: [Reply]) { state.withLock { $0.replies[url] = replies } }

  private func reply(to request: TransferRequest) async throws(TransferFailure) -> TransferResponse {
    let url = request.url.text
    let start = time.milliseconds
    let (number, reply) = state.withLock { state -> (Int, Reply?) in
      state.seen.append(Seen(url: url, request: request, start: start))
      let reply = state.replies[url]?.first
      if state.replies[url]?.count ?? 0 > 1 { state.replies[url]?.removeFirst() }
      return (state.seen.count - 1, reply)
    }
    defer { state.withLock { $0.seen[number].end = time.milliseconds } }
    if duration(number) > 0 { await time.sleep(duration(number)) }
    if Task.isCancelled { throw TransferFailure(.cancelled, url: url) }
    switch reply {
    case nil: throw TransferFailure(.hostUnknown, url: url, detail: "no answer was prepared")
    case .silence:
      await time.sleep(1 << 50)
      throw TransferFailure(.cancelled, url: url)
    case .failure(let reason, let text):
      let partial = text.flatMap { TransferResponse(head: Self.head("200 OK", []), body: Array($0.utf8)) }
      throw TransferFailure(reason, url: url, partial: partial)
    case .answer(let status, let headers, let body):
      return try Self.response(request, status, headers, Array(body.utf8))
    case .bytes(let status, let headers, let body): return try Self.response(request, status, headers, body)
    }
  }

  private static func head(_ status: String, _ headers: [String]) -> [UInt8] {
    Array(((["HTTP/1.1 " + status] + headers).joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private static func response(
    _ request: TransferRequest, _ status: String, _ headers: [String], _ body: [UInt8]
  ) throws(TransferFailure) -> TransferResponse {
    // As a transport would that withholds nothing: what is kept must be clean all the same.
    let sent =
      (["GET \(request.url.target)?\(request.secretQuery ?? "") HTTP/1.1"]
      + (request.headers + request.secretHeaders).map { "\($0.name): \($0.value)" }).joined(separator: "\r\n")
    let requestHead = Array((sent + "\r\n\r\n").utf8)
    guard let response = TransferResponse(head: head(status, headers), body: body, requestHead: requestHead) else {
      throw TransferFailure(.notHTTP, url: request.url.text)
    }
    return response
  }
}

extension ScriptedWeb {
  /// One fetch: what came, or why nothing did.
  func fetch(
    _ url: String, _ policy: FetchPolicy = testPolicy(), earlier: EarlierPage? = nil
  ) throws -> Result<FetchResult, FetchFailure> {
    try run { try await $0.attempt(url, policy, earlier: earlier) }
  }

  /// Several fetches through one fetcher.
  func run<Value: Sendable>(
    maximumConcurrency: Int = 16, _ work: @escaping @Sendable (Fetcher) async throws -> Value
  ) throws -> Value {
    let identity = try #require(testIdentity)
    let fetcher = Fetcher(identity: identity, environment: environment, maximumConcurrency: maximumConcurrency)
    return try time.run { try await work(fetcher) }
  }
}

extension Fetcher {
  /// One fetch: what came, or why nothing did.
  func attempt(
    _ url: String, _ policy: FetchPolicy = testPolicy(), earlier: EarlierPage? = nil
  ) async throws -> Result<FetchResult, FetchFailure> {
    do throws(FetchFailure) {
      return .success(try await fetch(url, policy: policy, earlier: earlier))
    } catch {
      return .failure(error)
    }
  }
}

extension Result {
  /// What went wrong, if anything did.
  var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}

/// The identity of the tests.
let testIdentity = CrawlerIdentity(version: "0.0", contact: "ops@example.com")

/// A policy for `shop.example`, without a delay unless one is given.
func testPolicy(delay: Int = 0, hosts: [String] = ["shop.example"], retries: Int = 3) -> FetchPolicy {
  var policy = FetchPolicy(source: SourceID("shop"), hosts: hosts)
  policy.delayMilliseconds = delay
  policy.retries = retries
  return policy
}
