import Records
import Synchronization

/// Runs asynchronous work on one thread with a clock that moves only when everybody sleeps.
///
/// Hours pass in milliseconds and the order of events is the same in each run: as long as a job is ready it runs, and
/// when none is, the clock jumps to the moment the next sleeper wants to wake up.
final class VirtualTime: TaskExecutor {
  private struct Sleeper {
    let number: Int
    let until: Int
    let wake: CheckedContinuation<Void, Never>
  }

  private struct State {
    var jobs: [UnownedJob] = []
    var sleepers: [Sleeper] = []
    var milliseconds = 0
    var sleeps: [Int] = []
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// The time when a test begins.
  let start = Instant(seconds: 1_800_000_000)

  /// The milliseconds since the start.
  var milliseconds: Int { state.withLock { $0.milliseconds } }

  /// The time of day.
  var now: Instant { Instant(seconds: start.seconds + milliseconds / 1000) }

  /// Every sleep that was asked for, in order.
  var sleeps: [Int] { state.withLock { $0.sleeps } }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
  }

  /// Sleeps until that much time has passed, or the task is cancelled.
  func sleep(_ milliseconds: Int) async {
    let number = state.withLock { state in
      state.sleeps.append(milliseconds)
      return state.sleeps.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let isCancelled = state.withLock { state in
          if state.cancelled.contains(number) { return true }
          state.sleepers.append(Sleeper(number: number, until: state.milliseconds + milliseconds, wake: wake))
          return false
        }
        if isCancelled { wake.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        state.cancelled.insert(number)
        return state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
      }
      sleeper?.wake.resume()
    }
  }

  /// The work has come to a point from which nothing can happen any more.
  struct Standstill: Error {}

  /// Does the work to its end and returns what it gives.
  ///
  /// - Throws: `Standstill` when all tasks wait and none of them for time to pass.
  func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let result = Mutex<Result<Value, any Error>?>(nil)
    Task(executorPreference: self) {
      let value: Result<Value, any Error>
      do { value = .success(try await work()) } catch { value = .failure(error) }
      result.withLock { $0 = value }
    }
    while true {
      if let job = nextJob() {
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
      } else if let value = result.withLock({ $0 }) {
        return try value.get()
      } else if !wakeNext() {
        throw Standstill()
      }
    }
  }

  private func nextJob() -> UnownedJob? {
    state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
  }

  private func wakeNext() -> Bool {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let next = state.sleepers.min(by: { ($0.until, $0.number) < ($1.until, $1.number) }) else { return nil }
      state.sleepers.removeAll { $0.number == next.number }
      state.milliseconds = max(state.milliseconds, next.until)
      return next
    }
    sleeper?.wake.resume()
    return sleeper != nil
  }
}
