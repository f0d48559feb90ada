import Foundation
import Outside
import Testing

@Suite struct NightlyTests {
  @Test func `R8 a night that went well prints nothing`() async throws {
    let night = try Night()
    let outcome = try await night.run()
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    #expect(try night.log().contains("asked: run --no-color"))
    #expect(try night.state("failures") == "0")
  }

  @Test(arguments: [
    (1, "some sources failed", "quarantine list"), (2, "not run", "sources check"), (3, "damaged or full", "verify"),
    (4, "nothing usable", "doctor"), (5, "busy", "fuser"), (137, "killed", "start it again"),
    (77, "not documented", "start it again"),
  ])
  func `R8 a night that failed prints one summary`(code: Int32, why: String, next: String) async throws {
    let night = try Night(program: "printf 'a page said \\033[2J\\007this\\n'; exit $CODE")
    let outcome = try await night.run(environment: ["CODE": "\(code)"])
    #expect(outcome.status == code)
    #expect(outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first?.contains(why) == true && lines.first?.contains("exit \(code)") == true, "\(outcome.output)")
    #expect(lines.dropFirst().first?.hasPrefix("Next: ") == true && outcome.output.contains(next), "\(outcome.output)")
    #expect(outcome.output.contains("a page said [2Jthis"))
    #expect(outcome.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
  }

  @Test func `what watches found is printed after a night that was done, and only then`() async throws {
    let night = try Night()
    let found = "cheap: nvidia-a100-pcie-80gb at 3499 USD a card"
    for (code, isTold) in [(0, true), (1, true), (3, false)] as [(Int32, Bool)] {
      let outcome = try await night.run(environment: ["CODE": "\(code)", "WATCHES": found])
      #expect(outcome.status == code && outcome.errors.isEmpty)
      #expect(outcome.output.contains(found) == isTold, "\(outcome.output)")
    }
  }

  @Test func `the summary shows the last try of a night alone`() async throws {
    let night = try Night(program: "echo \"this is try $CODE\"; exit $CODE")
    _ = try await night.run(environment: ["CODE": "3"])
    let outcome = try await night.run(environment: ["CODE": "4"])
    #expect(outcome.output.contains("this is try 4") && !outcome.output.contains("this is try 3"))
    #expect(try night.state("failures") == "2")
  }

  @Test func `codes that nobody wants to hear of are silent and kept`() async throws {
    let night = try Night(settings: ["AFTERMARKET_SILENT_CODES=1 4"])
    for code in ["1", "4"] {
      let outcome = try await night.run(environment: ["CODE": code])
      #expect(outcome.status == Int32(code))
      #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    }
    #expect(try await !night.run(environment: ["CODE": "3"]).output.isEmpty)
  }

  @Test func `settings are read and never run`() async throws {
    let night = try Night(
      program: "printf '%s|' \"$A\" \"$B\" \"$C\" \"$D\"; exit 0",
      settings: [
        "# a comment", "", "A=$(touch pwned) `touch pwned` ; touch pwned", "B=\"two words\"", "C='single'", "D=own",
      ])
    let outcome = try await night.run(environment: ["D": "the environment's"])
    #expect(outcome.status == 0)
    #expect(try night.log().contains("$(touch pwned) `touch pwned` ; touch pwned|two words|single|the environment's|"))
    #expect(!FileManager.default.fileExists(atPath: night.scratch.path("pwned")))
  }

  @Test(arguments: ["export A=1", "A 1", "=1", "A-B=1", "rm -rf x"])
  func `a line that is no setting is named, and nothing is run`(line: String) async throws {
    let night = try Night(settings: [line])
    let outcome = try await night.run()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("line 3") && outcome.errors.contains("nothing was run"), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: night.workspace))
  }

  @Test func `a settings file that is not there is an error when it was named`() async throws {
    let night = try Night()
    try FileManager.default.removeItem(atPath: night.settings)
    let outcome = try await night.run()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("night.env cannot be read"))
  }

  @Test func `S8 a second night at the same time ends with 5 and one line, a look is silent`() async throws {
    let night = try Night(program: "sleep 2; exit 0")
    async let first = night.run()
    try await Task.sleep(for: .milliseconds(700))
    let second = try await night.run()
    #expect(second.status == 5)
    #expect(second.errorLines.count == 1 && second.errors.contains("nightly.lock"), "\(second.errors)")
    let look = try await night.run("--catch-up", environment: ["AFTERMARKET_NOT_BEFORE": "00:00"])
    #expect(look.status == 0 && look.output.isEmpty && look.errors.isEmpty)
    #expect(try await first.status == 0)
  }

  @Test func `R3 a lock that a dead process left is no lock`() async throws {
    let night = try Night(program: "exec sleep 30")
    _ = try await night.run(killedAfter: .milliseconds(700), by: SIGKILL)
    let quick = try Night()
    try FileManager.default.createDirectory(atPath: quick.workspace, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: quick.workspace + "/nightly.lock"))
    #expect(try await quick.run().status == 0)
  }

  @Test func `a night that takes too long is stopped and says so`() async throws {
    let night = try Night(program: "exec sleep 20", settings: ["AFTERMARKET_TIME_LIMIT=1s"])
    let outcome = try await night.run()
    #expect(outcome.status == 143)
    #expect(outcome.output.contains("took longer than 1s"), "\(outcome.output)")
  }

  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130)] as [(Int32, Int32)])
  func `R1 a signal reaches the program, and its end is waited for`(signal: Int32, status: Int32) async throws {
    let night = try Night(
      program: "trap 'echo saved what came; kill %1; exit 143' TERM; sleep 20 & wait")
    let outcome = try await night.run(killedAfter: .milliseconds(900), by: signal)
    #expect(outcome.status == status)
    #expect(try night.log().contains("saved what came"))
  }

  @Test(arguments: ["--hepl", "--env"])
  func `an unknown option is told`(word: String) async throws {
    let night = try Night()
    let outcome = try await night.run(word)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--help"))
  }
}
