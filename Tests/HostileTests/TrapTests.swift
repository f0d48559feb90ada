import Testing

extension Hostile {
  /// Pages that lead on and on, or out.
  struct TrapTests {
    static let next = ["pagination": #"{ next: "a[rel='next']@href" }"#, "maximum_pages": "10"]

    @Test func `F20 a next page for ever ends at the limit of pages, and says so`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/trap/next"], rules: Self.next)
      let morning = try await night.run()
      #expect(morning.status == 1, "\(morning)")
      #expect(try await night.server.requests("/trap/next").count == 10)
      #expect(morning.lines(with: "trouble", "/trap/next").contains { $0.contains("10") }, "\(morning)")
      #expect(try await night.keys("trouble").count == 10)
      try await night.expectSound(morning)
    }

    @Test func `F20 a next page that brings nothing new is the last`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/trap/same"], rules: Self.next)
      let morning = try await night.run()
      let asked = try await night.server.requests("/trap/same")
      #expect(asked.count <= 3, "asked \(asked.count) times: \(morning)")
      #expect(try await night.keys("trouble") == ["trap-same"])
      try await night.expectSound(morning)
    }

    @Test func `F20 each address is asked once`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/trap/circle?page=0", "/trap/circle?page=1"], rules: Self.next)
      let morning = try await night.run()
      let targets = try await night.server.requests("/trap/circle").map(\.target)
      #expect(Set(targets).count == targets.count, "\(targets): \(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F20 a list of 50 000 addresses is not followed past the limits`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/trap/sitemap"], rules: Self.next)
      let morning = try await night.run()
      #expect(try await night.server.requests("/trap/sitemap").count == 1, "\(morning)")
      #expect(try await night.server.log().count < 15)
      try await night.expectSound(morning)
    }

    @Test func `F20 only http links to hosts of the source are followed`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/html/base-href"], rules: ["details": #""a.item@href""#])
      let morning = try await night.run()
      #expect(morning.status <= 1, "\(morning)")
      #expect(try await night.server.log().allSatisfy { $0.site == "127.0.0.1" }, "\(morning)")
      #expect(try await night.server.requests("/canary").isEmpty)
      #expect(try await night.server.log().allSatisfy { $0.target.count < 4_000 })
      try await night.expectSound(morning)
    }

    @Test func `F20 honest pages are read to the end, and a broken row of pages is partial`() async throws {
      let night = try await Night()
      try night.source("whole", ["/trap/pages"], rules: Self.next)
      try night.source("broken", ["/trap/pages?of=3&break=2"], on: "127.0.0.2", rules: Self.next)
      let morning = try await night.run()
      #expect(morning.status == 1, "\(morning)")
      #expect(try await night.keys("whole") == ["pages-1", "pages-2", "pages-3"], "\(morning)")
      #expect(try await night.keys("broken") == ["pages-1"], "\(morning)")
      let verdicts = try await night.rows("SELECT DISTINCT verdict FROM page WHERE source_id = 'broken'")
      #expect(verdicts.contains("partial"), "\(verdicts): \(morning)")
      #expect(
        try await night.rows("SELECT complete FROM coverage WHERE source_id = 'broken'") == ["0"], "\(morning)")
      try await night.expectSound(morning)
    }
  }
}
