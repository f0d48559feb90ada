import Foundation
import Outside
import Testing

/// What is left when the machine, the disk or the process fails, by the drivers of Tests/Crash.
///
/// A selection runs by default; AFTERMARKET_CRASH=all (`make test-crash`) tries every point.
@Suite(.serialized, .enabled(if: Crash.has("python3") && Crash.has("strace"), "needs python3 and strace"))
struct CrashTests {
  private func drive(_ driver: String, _ words: String...) async throws {
    let scratch = try Scratch()
    var line = words
    line.insert(contentsOf: [Program.path, scratch.folder], at: driver == "powerloss.py" ? 0 : 1)
    let outcome = try await Program.launch(
      "/usr/bin/env", ["python3", "\(Program.root)/Tests/Crash/\(driver)"] + line, in: scratch)
    #expect(outcome.status == 0, "\(driver) \(words): \(outcome.output.suffix(4000))\n\(outcome.errors.suffix(2000))")
    print("\(driver) \(words.joined(separator: " ")): \(outcome.output.split(separator: "\n").last ?? "")")
  }

  @Test func `S1 a kill at any write, sync or rename leaves a state that the next run completes`() async throws {
    try await drive("killpoints.py", "points", "--every", Crash.isAll ? "1" : "17")
  }

  @Test func `S2 a kill at any moment leaves a state that the next run completes`() async throws {
    let seed = ProcessInfo.processInfo.environment["AFTERMARKET_SEED"] ?? "\(Int.random(in: 1...9_999))"
    try await drive("killpoints.py", "random", "--count", Crash.isAll ? "100" : "6", "--seed", seed)
  }

  @Test func `S3 a power loss takes nothing that a load had told of`() async throws {
    let seed = ProcessInfo.processInfo.environment["AFTERMARKET_SEED"] ?? "\(Int.random(in: 1...9_999))"
    try await drive(
      "powerloss.py", "--states", "300", "--seed", seed, "--rerun", Crash.isAll ? "5" : "60")
  }

  @Test(.enabled(if: geteuid() == 0, "needs root for disks of its own"))
  func `S4 a full disk is named, ends with code 3, and takes nothing`() async throws {
    try await drive("troubles.py", "disks", "--step", Crash.isAll ? "256" : "2048")
  }

  @Test func `S5 a system call that fails never ends well with data missing`() async throws {
    try await drive("troubles.py", "errors", "--calls", "20", "--every", Crash.isAll ? "1" : "19")
  }

  @Test func `S8 a second writer is told so at once`() async throws { try await drive("sidebyside.py", "busy") }

  @Test func `S10 a backup during a load is a state that was committed`() async throws {
    try await drive("sidebyside.py", "backup")
  }
}

enum Crash {
  /// Whether every point is tried.
  static let isAll = ProcessInfo.processInfo.environment["AFTERMARKET_CRASH"] == "all"

  /// Whether a tool is there.
  static func has(_ tool: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }
}
