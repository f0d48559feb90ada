import FileKit
import Pipeline
import Synchronization

/// Lets a command that a signal ends finish what it has in hand.
enum Patience {
  /// Seconds from the signal to the end by force, so that no stage takes five.
  private static let seconds = 4.0

  /// Runs `body`; a signal cancels it, and the code then is 128 + its number.
  static func run(
    _ story: Story, _ body: @escaping @Sendable () async throws -> ExitCode
  ) async throws -> ExitCode {
    let heard = Heard()
    let work = Task { try await body() }
    let watch = SignalWatch(patience: seconds) { number in
      heard.number.withLock { $0 = number }
      story.tell(.event, "signal \(number): stopping; what is finished is kept")
      work.cancel()
    }
    defer { withExtendedLifetime(watch) {} }
    do { return try await work.value } catch {
      guard let number = heard.number.withLock({ $0 }), RunFailure(error).kind == .interrupted else { throw error }
      story.tell(.error, "aftermarket: \(RunFailure(error))")
      return ExitCode(signal: number)
    }
  }

  private final class Heard: Sendable {
    let number = Mutex<Int32?>(nil)
  }
}
