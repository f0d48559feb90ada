import Testing

extension Hostile {
  /// What a second night asks of pages that may not have changed.
  struct CachingTests {
    struct Validator: Sendable, CustomTestStringConvertible {
      let path: String
      let header: String
      let value: String
      var testDescription: String { path }
    }

    static let validators = [
      Validator(path: "/cache/etag", header: "If-None-Match", value: #""v1-strong""#),
      Validator(path: "/cache/etag-weak", header: "If-None-Match", value: #"W/"v1 weak, with a comma""#),
      Validator(path: "/cache/last-modified", header: "If-Modified-Since", value: "Wed, 01 Oct 2025 05:04:03 GMT"),
    ]

    @Test(arguments: validators)
    func `F15 the second night sends the validator back and keeps the page it has`(_ validator: Validator) async throws
    {
      let night = try await Night()
      try night.source("trouble", [validator.path])
      #expect(try await night.run().status == 0)
      let morning = try await night.run(at: "2025-10-02T06:00:00Z")
      #expect(morning.status == 0, "\(morning)")
      let asked = try await night.server.requests(validator.path)
      #expect(asked.count == 2 && asked.first?.header(validator.header) == nil, "\(morning)")
      #expect(asked.last?.header(validator.header) == validator.value, "\(String(describing: asked.last))")
      let verdicts = try await night.rows("SELECT verdict FROM page WHERE source_id = 'trouble' ORDER BY fetched_at")
      #expect(verdicts == ["parsed", "unchanged"], "\(morning)")
      let seen = try await night.rows("SELECT last_seen_at, ended_at FROM listing WHERE source_id = 'trouble'")
      #expect(seen == ["2025-10-02T06:00:00Z,"], "still listed")
      let bodies = try await night.records().filter { $0.uri.hasSuffix(validator.path) && $0.bodyBytes > 0 }
      #expect(bodies.filter { $0.type == "response" }.count == 1, "a second copy of the page: \(bodies)")
      // A third night has the validator from the page of the first, over the answer without a body of the second.
      let third = try await night.run(at: "2025-10-03T06:00:00Z")
      #expect(third.status == 0, "\(third)")
      #expect(try await night.server.requests(validator.path).last?.header(validator.header) == validator.value)
      try await night.expectSound(third)
    }

    @Test func `F16 304 to a question without a condition is an error`() async throws {
      try await Trouble("/cache/304-uncalled", says: "304", requests: 1).play()
    }

    @Test func `F16 a changed page under the same ETag is kept with its new price`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/cache/lying-etag"])
      #expect(try await night.run().status == 0)
      let morning = try await night.run(at: "2025-10-02T06:00:00Z")
      #expect(morning.status == 0, "\(morning)")
      let prices = try await night.rows(
        "SELECT price_minor FROM observation JOIN listing USING (listing_id) WHERE source_id = 'trouble' ORDER BY observed_at"
      )
      #expect(prices == ["10000", "20000"], "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F16 the same page under a new ETag is archived once`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/cache/new-etag-same-body"])
      #expect(try await night.run().status == 0)
      let morning = try await night.run(at: "2025-10-02T06:00:00Z")
      #expect(morning.status == 0, "\(morning)")
      let records = try await night.records().filter { $0.uri.hasSuffix("/cache/new-etag-same-body") }
      #expect(records.filter { $0.type == "response" && $0.bodyBytes > 0 }.count == 1, "\(records)")
      #expect(records.contains { $0.type == "revisit" }, "\(records)")
      #expect(
        try await night.rows("SELECT last_seen_at FROM listing WHERE source_id = 'trouble'") == ["2025-10-02T06:00:00Z"]
      )
      try await night.expectSound(morning)
    }

    @Test func `F16 our clock counts, and a server's wrong clock is told`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/cache/date-skew"])
      let morning = try await night.run()
      #expect(morning.status == 0, "\(morning)")
      #expect(
        try await night.rows("SELECT fetched_at FROM page WHERE source_id = 'trouble'") == ["2025-10-01T06:00:00Z"])
      #expect(morning.errors.contains("2099"), "the skew is not told: \(morning)")
      try await night.expectSound(morning)
    }
  }
}
