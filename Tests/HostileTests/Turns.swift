import Foundation
import Testing

/// Lets only a few tests of a suite run at a time, because they measure how long things take.
struct Turns: SuiteTrait, TestTrait, TestScoping {
  private static let gate = Gate(places: 3)
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    await Self.gate.enter()
    do {
      try await function()
      await Self.gate.leave()
    } catch {
      await Self.gate.leave()
      throw error
    }
  }

  private actor Gate {
    private var places: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { self.places = places }

    func enter() async {
      if places > 0 {
        places -= 1
      } else {
        await withCheckedContinuation { line.append($0) }
      }
    }

    func leave() {
      if line.isEmpty { places += 1 } else { line.removeFirst().resume() }
    }
  }
}

extension Trait where Self == Turns {
  /// Only a few at a time.
  static var turns: Self { Turns() }
}

/// What the machine offers.
enum Machine {
  /// Whether the tests that take minutes are wanted: `make test-hostile`.
  static let isPatient = ProcessInfo.processInfo.environment["AFTERMARKET_HOSTILE"] == "all"

  /// Whether we may make network namespaces and mount things.
  static let isOurs = geteuid() == 0 && has("unshare") && has("mount")

  /// Whether a tool is there.
  static func has(_ tool: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }
}

/// Everything here needs the server, and so python3.
@Suite(.turns, .enabled(if: Machine.has("python3"), "needs python3"))
enum Hostile {}
