import CurlKit
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
    if source.access == .authorized {
      refusal = "\(source.title) needs authorization, \(source.auth), and none was given"
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
    delayMilliseconds = Self.milliseconds(rules.delaySeconds)
    limits.totalMilliseconds = max(1, Self.milliseconds(rules.timeoutSeconds))
    limits.connectMilliseconds = min(limits.connectMilliseconds, limits.totalMilliseconds)
  }

  /// Whole milliseconds, rounded up; at most a day, so that no number of a file can overflow.
  private static func milliseconds(_ seconds: Double) -> Int {
    Int((min(max(seconds, 0), 86_400) * 1000).rounded(.up))
  }
}
