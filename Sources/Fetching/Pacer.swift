/// Keeps the gap between two requests to one host.
struct Pacer {
  private var endOfLast: [String: Int] = [:]

  /// Waits until the gap since the last request to the host has passed.
  func awaitTurn(host: String, gapMilliseconds gap: Int, in environment: FetchEnvironment) {
    guard let last = endOfLast[host] else { return }
    let left = last + gap - environment.elapsedMilliseconds()
    if left > 0 { environment.sleep(left) }
  }

  /// Remembers that a request to the host has just ended.
  mutating func requestEnded(host: String, in environment: FetchEnvironment) {
    endOfLast[host] = environment.elapsedMilliseconds()
  }
}
