import Fetching
import Records
import Synchronization

/// How far fetching is, for whoever looks on.
final class FetchProgress: Sendable {
  private struct State {
    var pages = 0
    var kept = 0
    var failed = 0
    var bytes = 0
    var left: [SourceID: Int] = [:]
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  /// Notes how many requests a source has still before it, at least.
  func expects(_ left: Int, of source: SourceID) { state.withLock { $0.left[source] = left } }

  /// Notes a page that came.
  func came(bytes: Int) {
    state.withLock {
      $0.pages += 1
      $0.bytes += bytes
    }
  }

  /// Notes a page that was there already.
  func kept() { state.withLock { $0.kept += 1 } }

  /// Notes an address that gave no page.
  func failed() { state.withLock { $0.failed += 1 } }

  /// The one line: "412 pages, 88 left, 3.1 a second, 12.4 MiB; waiting for example.com until 06:00:09".
  func line(_ hosts: [HostState]) -> String {
    let state = state.withLock { $0 }
    let seconds = max(0.001, start.duration(to: .now) / .seconds(1))
    var parts = ["\(state.pages) pages", "\(state.left.values.reduce(0, +)) left"]
    if state.kept > 0 { parts.insert("\(state.kept) there already", at: 1) }
    if state.failed > 0 { parts.append("\(state.failed) failed") }
    parts.append("\(Self.tenths(Double(state.pages) / seconds)) a second")
    parts.append("\(Self.tenths(Double(state.bytes) / 1_048_576)) MiB")
    var line = parts.joined(separator: ", ")
    let waiting = hosts.filter { $0.heldUntil != nil || $0.waiting > 0 }
    if let first = waiting.first(where: { $0.heldUntil != nil }) ?? waiting.first {
      line += "; waiting for \(first.host)"
      if let until = first.heldUntil { line += " until \(until.description.dropFirst(11).dropLast())" }
      if waiting.count > 1 { line += " and \(waiting.count - 1) more" }
    }
    return line
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((min(value, 1e12) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
