import Dispatch
import Glibc

/// The signals by which people and supervisors end a process, turned into a call.
///
/// The first one asks for an end. The process ends by itself, with code 128 + n, when the work is not done with that
/// after a while, or when a second one comes: whatever was written to the disk before stays.
public final class SignalWatch {
  private let sources: [any DispatchSourceSignal]

  /// Calls `heard` with the number of the first signal, on a thread of its own.
  ///
  /// - Parameter patience: Seconds from the signal to the end by force.
  public init(patience: Double, heard: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "aftermarket.signals")
    let count = SignalCount()
    sources = [SIGTERM, SIGINT].map { number in
      // A signal that is left to its default would end the process before anybody hears of it.
      _ = signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        guard count.isFirst() else { _exit(128 + number) }
        queue.asyncAfter(deadline: .now() + patience) { _exit(128 + number) }
        heard(number)
      }
      source.activate()
      return source
    }
  }
}

/// Tells the first call from the later ones; used on one queue only.
private final class SignalCount: @unchecked Sendable {
  private var calls = 0

  func isFirst() -> Bool {
    calls += 1
    return calls == 1
  }
}
