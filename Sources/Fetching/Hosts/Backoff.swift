import Records

/// How long to wait before a request is made again.
enum Backoff {
  /// The milliseconds that `Retry-After` asks for: a number of seconds, or a date.
  ///
  /// - Returns: nil for a value that is neither, such as `-5` or `1e9`; 0 for a date that is past.
  static func requested(_ value: String?, now: Instant) -> Int? {
    guard let value, !value.isEmpty else { return nil }
    if value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      // More digits than an Int has mean "never" all the same.
      return Int(value).map { min($0, 1 << 40) * 1000 } ?? (1 << 40) * 1000
    }
    return HTTPDate.read(value, now: now).map { max(0, $0.seconds - now.seconds) * 1000 }
  }

  /// The wait after the given number of failed attempts: one second, doubled each time, at most a minute.
  ///
  /// Half of it is fixed and half is chance, so waits grow and clients do not march in step.
  static func wait(afterAttempts attempts: Int, jitter: Double) -> Int {
    let whole = 1000 << min(max(attempts - 1, 0), 6)
    let bounded = min(whole, 60_000)
    return bounded / 2 + Int(Double(bounded / 2) * min(max(jitter, 0), 1))
  }
}
