import Testing

/// A path that must not give a listing, and how its failure is told.
struct Trouble: Sendable, CustomTestStringConvertible {
  let path: String
  /// One of these stands in the line that tells of it.
  let says: [String]
  /// How often it is asked for with one retry allowed.
  var requests = 2
  /// Requests that libcurl makes again by itself: a kept connection that was closed without a byte may have been closed
  /// before the request came (RFC 9112, 9.3.1).
  var unseen = 0
  var verdict = "failed"
  var rules: [String: String] = [:]
  var mostSeconds: Double = 20
  var testDescription: String { path }

  init(
    _ path: String, says: String..., requests: Int = 2, unseen: Int = 0, verdict: String = "failed",
    rules: [String: String] = [:],
    mostSeconds: Double = 20
  ) {
    self.path = path
    self.says = says
    self.requests = requests
    self.unseen = unseen
    self.verdict = verdict
    self.rules = rules
    self.mostSeconds = mostSeconds
  }

  /// Runs a night with this path and a good source, and asserts that the one fails alone and says so in one line.
  @discardableResult
  func play(measured: Bool = false, sourceLocation: SourceLocation = #_sourceLocation) async throws -> (
    Night, Night.Morning
  ) {
    let night = try await Night()
    try night.goodSource()
    try night.source("trouble", [path], rules: rules)
    let morning = try await night.run(measured: measured)
    #expect(morning.status == 1, "\(morning)", sourceLocation: sourceLocation)
    #expect(morning.seconds < mostSeconds, "\(morning)", sourceLocation: sourceLocation)
    let lines = morning.lines(with: "trouble", night.server.url(path))
    #expect(lines.count == 1, "one line with source and address: \(morning)", sourceLocation: sourceLocation)
    #expect(
      says.contains { text in lines.contains { $0.contains(text) } }, "none of \(says): \(morning)",
      sourceLocation: sourceLocation)
    let asked = try await night.server.requests(String(path.prefix { $0 != "?" }))
    #expect(
      (requests...requests + unseen).contains(asked.count), "asked \(asked.count) times: \(morning)",
      sourceLocation: sourceLocation)
    #expect(try await night.keys("trouble") == [], sourceLocation: sourceLocation)
    #expect(try await night.keys("good") == ["good-1"], "\(morning)", sourceLocation: sourceLocation)
    let verdicts = try await night.rows("SELECT DISTINCT verdict FROM page WHERE source_id = 'trouble'")
    #expect(verdicts == [verdict], "\(morning)", sourceLocation: sourceLocation)
    try await night.expectSound(morning, sourceLocation: sourceLocation)
    return (night, morning)
  }
}
