import CurlKit
import HTTPKit
import Records

extension FetchPolicy {
  /// What a declared source allows and how it wants to be asked.
  ///
  /// A source that is read from saved pages only, or that needs an authorization nobody gave, gets a `refusal`:
  /// asking for one of its pages then fails with verdict `refused`, before any request.
  ///
  /// - Throws: `FetchFailure` when an address or a network of the source cannot be read.
  public init(_ source: SourceDefinition) throws(FetchFailure) {
    self.init(source: source.id, hosts: [])
    guard source.access != .saved, let rules = source.fetch else {
      refusal = "\(source.title) is read from saved pages only: \(source.terms)"
      return
    }
    credentials = rules.credentials
    isAuthorized = source.access == .authorized && credentials != nil
    if source.access == .authorized, credentials == nil {
      refusal =
        "\(source.title) needs authorization, \(source.auth); then declare fetch.credentials in its file, "
        + "or set access to \"nightly\" where there is nothing to show"
    }
    hosts = rules.hosts
    for url in rules.urls {
      do throws(WebAddress.Refusal) {
        hosts.append(try WebAddress(url).host)
      } catch {
        throw FetchFailure(.addressUnusable(error.description), source: source.id, url: url)
      }
    }
    for text in rules.networks {
      guard let network = IPNetwork(text) else {
        throw FetchFailure(.networkUnreadable(text), source: source.id, url: source.url)
      }
      networks.append(network)
    }
    headers = try Self.headers(rules, source)
    requestsLeft = rules.dailyRequests
    concurrency = max(1, rules.concurrency)
    retries = max(0, rules.retries)
    decodedBytes = max(1, rules.maximumBytes)
    limits.bodyBytes = decodedBytes
    delayMilliseconds = Self.milliseconds(rules.delaySeconds)
    limits.totalMilliseconds = max(1, Self.milliseconds(rules.timeoutSeconds))
    limits.connectMilliseconds = min(limits.connectMilliseconds, limits.totalMilliseconds)
  }

  /// Headers that only the fetcher itself sets.
  private static let ownHeaders: Set = [
    "user-agent", "host", "accept-encoding", "connection", "content-length", "content-type", "transfer-encoding", "te",
    "cookie", "if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range", "expect",
    "upgrade", "proxy-authorization",
  ]

  /// The headers that the source declares; those that are the fetcher's own are refused.
  private static func headers(
    _ rules: FetchRules, _ source: SourceDefinition
  ) throws(FetchFailure) -> [HeaderField] {
    let headers = rules.headers.map { HeaderField($0.name, $0.value) }
    var shown = headers
    if case .header(let name, _, _) = rules.credentials { shown.append(HeaderField(name, "")) }
    for (number, header) in shown.enumerated() {
      let isOwn = ownHeaders.contains(header.name.lowercased())
      let isSecret = header.name.lowercased() == "authorization" && number < headers.count
      guard header.isSendable, !isOwn, !isSecret else {
        throw FetchFailure(.headerUnusable(header.name), source: source.id, url: source.url)
      }
    }
    return headers
  }

  /// Whole milliseconds, rounded up; at most a day, so that no number of a file can overflow.
  private static func milliseconds(_ seconds: Double) -> Int {
    Int((min(max(seconds, 0), 86_400) * 1000).rounded(.up))
  }
}
