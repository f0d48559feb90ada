import Foundation

/// The program as a person runs it: a process with words, an input and a folder of its own.
public struct Program: Sendable {
  /// What a run left behind.
  public struct Outcome: Sendable {
    /// The exit code; 128 + n for a run that signal n ended.
    public let status: Int32
    /// What came on stdout.
    public let output: String
    /// What came on stderr.
    public let errors: String

    /// The lines of stderr.
    public var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
  }

  /// The folder of the project.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    .path

  /// The program that was built together with these tests.
  public static let path: String = {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    let beside = own + "/aftermarket"
    return FileManager.default.isExecutableFile(atPath: beside) ? beside : root + "/.build/debug/aftermarket"
  }()

  /// The environment of the tests without what the program reads from it.
  static let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AFTERMARKET_") }

  /// Runs `aftermarket` with the project's own configuration, unless the words name another.
  public static func run(
    _ words: String..., input: String? = nil, in scratch: Scratch, environment: [String: String] = [:],
    killedAfter: Duration? = nil, by signal: Int32 = SIGKILL
  ) async throws -> Outcome {
    try await run(words, input: input, in: scratch, environment: environment, killedAfter: killedAfter, by: signal)
  }

  /// Runs `aftermarket` with the project's own configuration, unless the words name another.
  public static func run(
    _ words: [String], input: String? = nil, in scratch: Scratch, environment: [String: String] = [:],
    killedAfter: Duration? = nil, by signal: Int32 = SIGKILL
  ) async throws -> Outcome {
    var words = words
    if let command = words.first, !command.hasPrefix("-"), !words.contains("--pipelines") {
      words.insert(contentsOf: ["--pipelines", root + "/pipelines"], at: 1)
    }
    return try await launch(
      path, words, input: input, in: scratch, environment: environment, killedAfter: killedAfter, by: signal)
  }

  /// What a database says, whole.
  ///
  /// - Throws: The program could not tell, or had nothing to tell.
  public static func dump(_ workspace: String = "workspace", in scratch: Scratch) async throws -> String {
    let outcome = try await run("dump", "--workspace", workspace, in: scratch)
    guard outcome.status == 0, !outcome.output.isEmpty else {
      throw CocoaError(.fileReadUnknown, userInfo: [NSDebugDescriptionErrorKey: "\(outcome.status) \(outcome.errors)"])
    }
    return outcome.output
  }

  /// Runs a line of the shell, in which `$0` is the program.
  public static func shell(
    _ line: String, in scratch: Scratch, environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await launch("/bin/sh", ["-c", line, path], in: scratch, environment: environment)
  }

  /// Starts a process, one after the other.
  public static func start(_ process: Process) throws { try starting.withLock { try process.run() } }

  private static let starting = NSLock()

  /// Runs any program in the folder, and sends it a signal if it takes longer than that.
  public static func launch(
    _ program: String, _ words: [String], input: String? = nil, in scratch: Scratch,
    environment more: [String: String] = [:], killedAfter: Duration? = nil, by signal: Int32 = SIGKILL
  ) async throws -> Outcome {
    let name = ".run-\(UUID().uuidString)"
    let files = try ["in", "out", "err"].map { try scratch.write($0 == "in" ? input ?? "" : "", to: "\(name).\($0)") }
    defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = words
    process.currentDirectoryURL = URL(filePath: scratch.folder)
    process.environment = environment.merging(["AFTERMARKET_NOW": "2025-10-01T06:00:00Z"]) { $1 }.merging(more) { $1 }
    // A process keeps its handles for good, and Foundation's `run` crashes when more than about 1300 are open: it copies
    // whole entries of /proc/self/fd, the last ones past the end of what readdir has read.
    let handles = [
      FileHandle(forReadingAtPath: files[0]), FileHandle(forWritingAtPath: files[1]),
      FileHandle(forWritingAtPath: files[2]),
    ]
    defer { for handle in handles { try? handle?.close() } }
    process.standardInput = handles[0]
    process.standardOutput = handles[1]
    process.standardError = handles[2]
    let identifier = await withCheckedContinuation { (ended: CheckedContinuation<Int32?, Never>) in
      process.terminationHandler = { _ in ended.resume(returning: nil) }
      do {
        try start(process)
        let number = process.processIdentifier
        if let killedAfter {
          Thread.detachNewThread {
            Thread.sleep(forTimeInterval: killedAfter / .seconds(1))
            kill(number, signal)
          }
        }
      } catch { ended.resume(returning: -1) }
    }
    guard identifier == nil else { throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: program]) }
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: FileManager.default.contents(atPath: files[1]) ?? Data(), as: UTF8.self),
      errors: String(decoding: FileManager.default.contents(atPath: files[2]) ?? Data(), as: UTF8.self))
  }
}
