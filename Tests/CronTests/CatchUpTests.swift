import Foundation
import Outside
import Testing

/// Whether a run to catch up starts a night, by the clock of faketime.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/faketime"), "faketime is not installed"))
struct CatchUpTests {
  /// One look at a time (UTC), and how often the program was asked in all so far.
  private func look(_ night: Night, _ time: String, code: Int = 0) async throws -> Int {
    let line = "faketime -f '\(time)' \(Night.script) --env \(night.settings) --catch-up"
    _ = try await Program.launch(
      "/usr/bin/env",
      ["-i", "PATH=/usr/bin:/bin", "TZ=UTC", "CODE=\(code)", "sh", "-c", line], in: night.scratch)
    return night.asked
  }

  @Test func `a night is caught up once, after its time, and not again`() async throws {
    let night = try Night()
    #expect(try await look(night, "2026-03-07 01:47:00") == 0)
    #expect(try await look(night, "2026-03-07 03:47:00") == 1)
    #expect(try await look(night, "2026-03-07 04:47:00") == 1)
    #expect(try await look(night, "2026-03-08 02:47:00") == 1)
    #expect(try await look(night, "2026-03-08 23:47:00") == 2)
  }

  @Test func `a night that fails is tried three times a day`() async throws {
    let night = try Night()
    for (time, count) in [("03:47", 1), ("04:47", 2), ("05:47", 3), ("06:47", 3), ("23:47", 3)] {
      #expect(try await look(night, "2026-03-07 \(time):00", code: 4) == count)
    }
    #expect(try await look(night, "2026-03-08 03:47:00") == 4)
    #expect(try night.state("failures") == "0")
  }

  @Test func `R7 nights without a run are named in the log`() async throws {
    let night = try Night()
    _ = try await look(night, "2026-02-26 03:47:00")
    _ = try await look(night, "2026-03-02 03:47:00")
    #expect(try night.text("log/2026-03-02.log").contains("no night was done on: 2026-02-27 2026-02-28 2026-03-01\n"))
  }

  @Test func `R6 a clock that was set back names no missed nights`() async throws {
    let night = try Night()
    _ = try await look(night, "2038-01-19 03:47:00")
    #expect(try await look(night, "2026-03-02 03:47:00") == 2)
    #expect(try !night.text("log/2026-03-02.log").contains("no night was done"))
  }

  @Test func `logs are packed after two days and deleted after ninety`() async throws {
    let night = try Night(settings: ["AFTERMARKET_LOG_DAYS=90"])
    _ = try await night.run()
    for (name, days) in [("2026-01-01.log", 100), ("2026-02-01.log", 5), ("notes.txt", 400)] {
      let path = night.workspace + "/log/" + name
      try Data("x\n".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -86_400 * Double(days))], ofItemAtPath: path)
    }
    _ = try await night.run()
    let names = try FileManager.default.contentsOfDirectory(atPath: night.workspace + "/log")
    #expect(Set(names.filter { $0.hasPrefix("2026-0") || $0 == "notes.txt" }) == ["2026-02-01.log.gz", "notes.txt"])
  }
}
