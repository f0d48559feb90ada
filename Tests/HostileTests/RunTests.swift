import Foundation
import Outside
import Testing

extension Hostile {
  /// Runs that are stopped, killed or missing.
  struct RunTests {
    /// The pages of a source whose server takes its time.
    private func slowSource(_ night: Night, pages: Int, seconds: Double = 0.1, concurrency: Int = 1) throws {
      try night.source(
        "trouble", (1...pages).map { "/lot/\($0)?s=\(seconds)" }, rules: ["concurrency": "\(concurrency)"])
    }

    /// The addresses that the server was asked for in full, robots.txt apart.
    private func asked(_ night: Night) async throws -> [String] {
      try await night.server.log().filter { $0.path != "/robots.txt" }.map(\.target)
    }

    static let signals: [(Int32, Int32)] = [(SIGTERM, 143), (SIGINT, 130)]

    @Test(arguments: signals)
    func `R1 a signal ends the run soon, and the next run asks only for the rest`(
      signal: Int32, status: Int32
    ) async throws {
      let night = try await Night()
      try slowSource(night, pages: 60)
      let morning = try await night.run(killedAfter: .seconds(3), by: signal)
      #expect(morning.status == status, "\(morning)")
      #expect(morning.seconds < 3 + 5, "\(morning)")
      #expect(morning.errors.utf8.count < 2_000, "\(morning)")
      let left = night.scratch.names(in: "workspace/archive").filter { $0.hasSuffix(".open") }
      #expect(left.isEmpty, "\(left)")
      let before = try await asked(night)
      #expect(before.count > 0 && before.count < 60, "\(before.count)")
      let rest = try await night.run()
      #expect(rest.status == 0, "\(rest)")
      #expect(try await night.keys("trouble").count == 60, "\(rest)")
      // The page that was under way is asked for again.
      let all = try await asked(night).count
      #expect(all <= 61, "\(all)")
      try await night.expectSound(rest)
    }

    @Test func `R1 a signal is heard while a server says nothing`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/slow/headers"], rules: ["timeout_seconds": "60"])
      let morning = try await night.run(killedAfter: .seconds(1), by: SIGTERM)
      #expect(morning.status == 143 && morning.seconds < 6, "\(morning)")
      try await night.expectSoundAfterSignal()
    }

    @Test func `R1 a signal is heard while a wait is sat out`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/retry/429-seconds?s=60"])
      let morning = try await night.run(killedAfter: .seconds(1), by: SIGTERM)
      #expect(morning.status == 143 && morning.seconds < 6, "\(morning)")
      try await night.expectSoundAfterSignal()
    }

    @Test func `R1 a run of a day that is done asks for nothing`() async throws {
      let night = try await Night()
      try slowSource(night, pages: 3, seconds: 0)
      #expect(try await night.run().status == 0)
      let dump = try await Program.dump(in: night.scratch)
      try await night.server.reset()
      let again = try await night.run(at: "2025-10-01T18:00:00Z")
      #expect(again.status == 0, "\(again)")
      #expect(try await asked(night) == [])
      #expect(try await Program.dump(in: night.scratch) == dump)
    }

    @Test func `R3 the lock of a run that was killed holds nobody up`() async throws {
      let night = try await Night()
      try slowSource(night, pages: 10)
      let killed = try await night.run(killedAfter: .milliseconds(700))
      #expect(killed.status == 137, "\(killed)")
      let next = try await night.run()
      #expect(next.status == 0, "\(next)")
      #expect(try await night.keys("trouble").count == 10)
      try await night.expectSound(next)
    }

    @Test func `R3 a second run beside the first is told so at once`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/slow/headers?s=4"], rules: ["timeout_seconds": "10"])
      async let first = night.run()
      try await Task.sleep(for: .milliseconds(1_200))
      let second = try await night.run()
      #expect(second.status == 5 && second.seconds < 1.5, "\(second)")
      #expect(try await first.status == 0)
    }

    @Test func `R7 nights that were missed are missing, not zero`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/lot/1", "/lot/2"])
      #expect(try await night.run(at: "2025-10-01T06:00:00Z").status == 0)
      let morning = try await night.run(at: "2025-10-05T06:00:00Z")
      #expect(morning.status == 0, "\(morning)")
      let days = try await night.rows("SELECT date, complete FROM coverage WHERE source_id = 'trouble' ORDER BY date")
      #expect(
        days.filter { $0.hasSuffix(",1") } == ["2025-10-01,1", "2025-10-05,1"]
          && days.allSatisfy { $0.hasSuffix(",1") || $0.hasSuffix(",0") }, "\(days)")
      #expect(
        try await night.rows("SELECT count(*) FROM listing WHERE source_id = 'trouble' AND ended_at IS NOT NULL") == [
          "0"
        ]
      )
      let zeros = try await night.rows(
        "SELECT date, at_risk FROM demand WHERE date BETWEEN '2025-10-02' AND '2025-10-04' AND at_risk = 0 AND status = 'ok'"
      )
      #expect(zeros == [], "\(zeros)")
      try await night.expectSound(morning)
    }
  }
}

extension Night {
  /// Asserts that a run that a signal ended has left nothing open and nothing broken.
  func expectSoundAfterSignal(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let left = scratch.names(in: "workspace/archive").filter { $0.hasSuffix(".open") || $0.hasSuffix(".tmp") }
    #expect(left.isEmpty, "\(left)", sourceLocation: sourceLocation)
    let verified = try await run(["verify"])
    #expect(verified.status == 0, "\(verified)", sourceLocation: sourceLocation)
  }
}
