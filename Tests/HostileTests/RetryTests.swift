import Testing

extension Hostile {
  /// Servers that are busy, broken or gone, and the pace that we keep with all of them.
  struct RetryTests {
    struct Wait: Sendable, CustomTestStringConvertible {
      let path: String
      let least: Double
      var requests = 2
      var testDescription: String { path }
    }

    static let waits = [
      Wait(path: "/retry/429-seconds?s=2", least: 2), Wait(path: "/retry/429-date?s=3", least: 1.9),
      Wait(path: "/retry/503-then-ok", least: 0.5, requests: 3),
      // A kept connection that is reset without a byte is tried once more by libcurl itself, at once.
      Wait(path: "/retry/reset-then-ok", least: 0),
      Wait(path: "/retry/flaky", least: 0.5),
    ]

    @Test(arguments: waits)
    func `F7 a server that is busy for a while gives one listing after the wait it asks for`(_ wait: Wait) async throws
    {
      let night = try await Night()
      try night.source("trouble", [wait.path], rules: ["retries": "3"])
      // A date in Retry-After is of this day, and so is the clock.
      let morning = try await night.run(environment: ["AFTERMARKET_NOW": ""])
      #expect(morning.status == 0, "\(morning)")
      let times = try await night.server.requests(String(wait.path.prefix { $0 != "?" }))
      #expect(times.count == wait.requests, "\(morning)")
      for (one, next) in zip(times, times.dropFirst()) {
        #expect(next.at - (one.until ?? one.at) >= wait.least, "\(one.at), \(next.at): \(morning)")
      }
      if times.count > 2 {
        #expect(times[2].at - times[1].at > (times[1].at - times[0].at) * 0.9, "waits do not grow: \(times.map(\.at))")
      }
      #expect(try await night.keys("trouble").count == 1, "\(morning)")
      try await night.expectSound(morning)
    }

    @Test(arguments: [("99999999", 1), ("-5", 2), ("abc", 2), ("1e9", 2)])
    func `F8 an absurd wait is not sat out`(value: String, requests: Int) async throws {
      let night = try await Night()
      try night.goodSource()
      try night.source("trouble", ["/retry/429-absurd?v=\(value)", "/lot/behind"])
      let morning = try await night.run()
      #expect(morning.status == 1 && morning.seconds < 15, "\(morning)")
      #expect(try await night.server.requests("/retry/429-absurd").count == requests, "\(morning)")
      if requests == 1 {
        #expect(
          !morning.lines(with: "trouble", "/retry/429-absurd", "2028-").isEmpty, "deferred until when? \(morning)")
      }
      #expect(try await night.keys("good") == ["good-1"])
      try await night.expectSound(morning)
    }

    static let statuses = [
      Trouble("/retry/500-always", says: "500", requests: 3, rules: ["retries": "2"]),
      Trouble("/status/403", says: "403", requests: 1, verdict: "blocked", rules: ["retries": "2"]),
      Trouble("/status/404", says: "404", requests: 1, rules: ["retries": "2"]),
      Trouble("/status/410", says: "410", requests: 1, rules: ["retries": "2"]),
      Trouble("/status/451", says: "451", requests: 1, verdict: "blocked", rules: ["retries": "2"]),
      Trouble("/status/418", says: "418", requests: 1, rules: ["retries": "2"]),
    ]

    @Test(arguments: statuses)
    func `F9 a status is asked again only when it may pass`(_ trouble: Trouble) async throws {
      try await trouble.play()
    }

    @Test func `F9 a host that keeps failing is left alone for the rest of the run`() async throws {
      let night = try await Night()
      try night.goodSource()
      try night.source("trouble", (1...12).map { "/status/50\($0 % 4)?n=\($0)" }, rules: ["retries": "0"])
      let morning = try await night.run()
      #expect(morning.status == 1, "\(morning)")
      let asked = try await night.server.log().filter { $0.path.hasPrefix("/status/") }
      #expect(asked.count == 5, "asked \(asked.count) times: \(morning)")
      #expect(try await night.rows("SELECT count(*) FROM page WHERE source_id = 'trouble'") == ["12"], "\(morning)")
      #expect(try await night.keys("good") == ["good-1"])
      try await night.expectSound(morning)
    }

    @Test func `F9 a bad night ends no listing of the night before`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/lot/1", "/lot/2"])
      #expect(try await night.run().status == 0)
      let before = try await night.rows("SELECT * FROM listing WHERE source_id = 'trouble'")
      try night.source("trouble", ["/retry/500-always", "/status/404"])
      let morning = try await night.run(at: "2025-10-02T06:00:00Z")
      #expect(morning.status == 4, "nothing usable at all: \(morning)")
      #expect(try await night.rows("SELECT * FROM listing WHERE source_id = 'trouble'") == before)
      try await night.expectSound(morning)
    }

    @Test func `F10 a site is asked no faster and no wider than its source says`() async throws {
      let night = try await Night()
      try night.source(
        "one", (1...50).map { "/lot/\($0)?s=0.03" }, rules: ["delay_seconds": "0.1", "concurrency": "2"])
      try night.source(
        "two", (51...100).map { "/lot/\($0)?s=0.03" }, on: "127.0.0.2",
        rules: ["delay_seconds": "0.1", "concurrency": "1"])
      let morning = try await night.run()
      #expect(morning.status == 0, "\(morning)")
      let one = try #require(try await night.server.pace("127.0.0.1"))
      let two = try #require(try await night.server.pace("127.0.0.2"))
      // A millisecond for the way to the server's clock.
      #expect(one.requests == 51 && one.peak <= 2 && one.gap ?? 0 >= 0.095, "\(one)")
      #expect(two.requests == 51 && two.peak == 1 && two.gap ?? 0 >= 0.095, "\(two)")
      let all = try #require(try await night.server.pace("all"))
      #expect(all.peak >= 2, "the hosts did not run side by side")
      #expect(try await night.keys("one").count == 50)
      try await night.expectSound(morning)
    }
  }
}
