import Testing

extension Hostile {
  /// The sites of the fault server, each with a robots.txt of its own.
  struct RobotsTests {
    /// Runs a night over one site beside the good source.
    private func night(
      _ site: String, _ paths: [String], rules: [String: String] = [:]
    ) async throws -> (Night, Night.Morning) {
      let night = try await Night()
      try night.goodSource()
      try night.source("trouble", paths, on: site, rules: rules)
      let morning = try await night.run()
      #expect(try await night.keys("good") == ["good-1"], "\(morning)")
      try await night.expectSound(morning)
      return (night, morning)
    }

    @Test func `B1 a site that forbids everything is asked for its rules only`() async throws {
      let (night, morning) = try await night("127.0.0.10", ["/ok", "/lot/1"])
      #expect(morning.status == 1 && !morning.lines(with: "trouble", "robots").isEmpty, "\(morning)")
      #expect(try await night.server.log().filter { $0.site == "127.0.0.10" }.map(\.path) == ["/robots.txt"])
      #expect(
        try await night.rows("SELECT DISTINCT verdict FROM page WHERE source_id = 'trouble'") == ["refused"],
        "\(morning)")
    }

    @Test func `B2 a crawl delay is kept`() async throws {
      let (night, morning) = try await night("127.0.0.11", ["/lot/1", "/lot/2"])
      #expect(morning.status == 0, "\(morning)")
      let pace = try #require(try await night.server.pace("127.0.0.11"))
      #expect(pace.requests == 3 && pace.gap ?? 0 >= 2.99, "\(pace)")
    }

    @Test(arguments: ["127.0.0.12", "127.0.0.15", "127.0.0.19"])
    func `B3 B4 B7 a site whose rules cannot be had is not asked, and the run is not stuck`(site: String) async throws {
      let (night, morning) = try await night(site, ["/ok"], rules: ["timeout_seconds": "2"])
      #expect(morning.status == 1 && !morning.lines(with: "trouble", "robots").isEmpty, "\(morning)")
      #expect(morning.seconds < 15, "\(morning)")
      let asked = try await night.server.log().filter { $0.site == site }
      #expect(asked.allSatisfy { $0.path == "/robots.txt" } && asked.count <= 12, "\(asked.map(\.path))")
      #expect(
        try await night.rows("SELECT verdict FROM page WHERE source_id = 'trouble'") == ["refused"], "\(morning)")
    }

    @Test(arguments: ["127.0.0.13", "127.0.0.16"])
    func `B5 a site without rules may be asked`(site: String) async throws {
      let (night, morning) = try await night(site, ["/ok"])
      #expect(morning.status == 0, "\(morning)")
      #expect(try await night.server.requests("/ok", on: site).count == 1)
    }

    @Test(arguments: ["127.0.0.14", "127.0.0.17", "127.0.0.18"])
    func `B6 B7 rules count however they come`(site: String) async throws {
      let (night, morning) = try await night(site, ["/private", "/ok"])
      #expect(morning.status == 1, "\(morning)")
      #expect(try await night.server.requests("/private", on: site).isEmpty, "\(morning)")
      #expect(try await night.server.requests("/ok", on: site).count == 1, "\(morning)")
      if site == "127.0.0.14" {
        let robots = try #require(try await night.server.requests("/robots.txt", on: site).first)
        // What the kernel took of the 30 MiB counts as sent.
        #expect(robots.bodyBytes < 6 << 20, "\(robots.bodyBytes) bytes were sent")
        let kept = try await night.records().filter { $0.uri.contains("127.0.0.14") && $0.uri.hasSuffix("/robots.txt") }
        #expect(kept.allSatisfy { $0.bodyBytes < 1 << 20 }, "\(kept)")
      }
    }

    @Test func `B7 a pattern with wildcards forbids what it means`() async throws {
      let (night, _) = try await night("127.0.0.18", ["/lot/x.tmp", "/lot/x.tmpl"])
      #expect(try await night.server.log().filter { $0.site == "127.0.0.18" }.map(\.path).contains("/lot/x.tmpl"))
      #expect(try await night.server.requests("/lot/x.tmp").isEmpty)
    }

    @Test func `B8 a redirect into a site that forbids it is not followed`() async throws {
      let night = try await Night()
      try night.goodSource()
      try night.source("trouble", ["/redirect/robots-disallowed"], rules: ["hosts": #"["127.0.0.10"]"#])
      let morning = try await night.run()
      #expect(morning.status == 1, "\(morning)")
      #expect(
        try await night.server.log().filter { $0.site == "127.0.0.10" }.allSatisfy { $0.path == "/robots.txt" },
        "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `B8 the rules of a site are asked for once a run, and again a day later`() async throws {
      let night = try await Night()
      try night.source("one", ["/lot/1", "/lot/2"])
      try night.source("two", ["/lot/3"])
      #expect(try await night.run().status == 0)
      #expect(try await night.server.requests("/robots.txt").count == 1)
      #expect(try await night.run(at: "2025-10-02T06:00:01Z").status == 0)
      #expect(try await night.server.requests("/robots.txt").count == 2)
    }
  }
}
