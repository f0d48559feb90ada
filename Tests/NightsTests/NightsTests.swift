import Foundation
import Outside
import Testing

/// Simulated nights of a made-up marketplace (Tests/Market): what is planted is found, what goes wrong fires nothing.
///
/// `make test-nights` runs them in full, with the release binary.
@Suite(.serialized) struct NightsTests {
  private func script(_ name: String, _ words: String...) async throws -> Program.Outcome {
    let scratch = try Scratch()
    return try await Program.launch(
      "/usr/bin/env",
      ["python3", "-B", "\(Program.root)/Tests/Market/\(name)", Program.path, scratch.path("nights")] + words,
      in: scratch)
  }

  @Test func `from archive to report a planted rise and a flood are found, spam and an outage are not`() async throws {
    // A smaller market with a larger rise, which a debug build reads in half a minute.
    let outcome = try await script(
      "planted.py", "--first", "2025-04-03", "--last", "2025-09-02", "--scale", "0.6", "--hazard", "0.3", "--demand",
      "0.8")
    #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/faketime"), "faketime is not installed"))
  func `the crontab's line lives through bad nights and kills`() async throws {
    let outcome = try await script(
      "sixty.py", "--history", "8", "--nights", "6", "--kills", "1", "--scale", "0.3")
    #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
  }
}
