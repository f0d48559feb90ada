import CurlKit
import Fetching
import Records
import Testing
import ZlibKit

/// What each answer to the question for robots.txt means for the page.
@Suite struct RobotsMatrixTests {
  private static let page = "http://shop.example/list"
  private static let robots = "http://shop.example/robots.txt"

  enum Outcome: Sendable { case asked, barred, unreachable }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let replies: [ScriptedWeb.Reply]
    let outcome: Outcome

    init(_ description: String, _ replies: ScriptedWeb.Reply..., outcome: Outcome) {
      testDescription = description
      self.replies = replies
      self.outcome = outcome
    }
  }

  private static let forbidding = "User-agent: *\nDisallow: /list\n"

  static let examples = [
    Example("nothing in it", .answer("200 OK"), outcome: .asked),
    Example("a rule that bars", .answer("200 OK", body: forbidding), outcome: .barred),
    Example("a page of HTML", .answer("200 OK", body: "<html>Disallow: nothing</html>"), outcome: .asked),
    Example("204", .answer("204 No Content"), outcome: .asked),
    Example("401", .answer("401 Unauthorized"), outcome: .asked),
    Example("403", .answer("403 Forbidden"), outcome: .asked),
    Example("404 with rules in it", .answer("404 Not Found", body: forbidding), outcome: .asked),
    Example("410", .answer("410 Gone"), outcome: .asked),
    Example("429", .answer("429 Slow"), outcome: .unreachable),
    Example("500", .answer("500 Oh"), outcome: .unreachable),
    Example("503", .answer("503 Busy"), outcome: .unreachable),
    Example("500, then rules", .answer("500 Oh"), .answer("200 OK", body: forbidding), outcome: .barred),
    Example("500, then none", .answer("500 Oh"), .answer("404 Not Found"), outcome: .asked),
    Example("304 to no condition", .answer("304 Same"), outcome: .unreachable),
    Example("no connection", .failure(.connectionRefused), outcome: .unreachable),
    Example("no answer in time", .failure(.timedOut), outcome: .unreachable),
    Example("cut short", .failure(.bodyTruncated, after: "User-agent: *\n"), outcome: .unreachable),
    Example(
      "longer than is read, barring early", .failure(.bodyTooLarge(limit: 512_000), after: forbidding), outcome: .barred
    ),
    Example(
      "longer than is read, barring nothing", .failure(.bodyTooLarge(limit: 512_000), after: "#"), outcome: .asked),
    Example("a redirect to nowhere", .answer("302 Found"), outcome: .unreachable),
    Example("a redirect to a file", .answer("302 Found", headers: ["Location: file:///etc"]), outcome: .unreachable),
    Example("a redirect to itself", .answer("302 Found", headers: ["Location: /robots.txt"]), outcome: .unreachable),
    Example(
      "a redirect to another host", .answer("301 Moved", headers: ["Location: http://rules.example/1"]),
      outcome: .barred),
    Example(
      "six redirects", .answer("301 Moved", headers: ["Location: http://rules.example/-1"]), outcome: .unreachable),
    Example(
      "packed rules",
      .bytes("200 OK", headers: ["Content-Encoding: gzip"], body: (try? Gzip.deflate(Array(forbidding.utf8))) ?? []),
      outcome: .barred),
    Example(
      "rules packed in an unknown way", .answer("200 OK", headers: ["Content-Encoding: x-nope"], body: "?"),
      outcome: .unreachable),
  ]

  private func web(_ replies: [ScriptedWeb.Reply]) -> ScriptedWeb {
    var all = [Self.robots: replies, Self.page: [ScriptedWeb.Reply.answer("200 OK", body: "x")]]
    // From -1 it takes five more redirects to the rules, from 1 it takes three.
    for number in -1...3 {
      all["http://rules.example/\(number)"] = [.answer("302 Found", headers: ["Location: /\(number + 1)"])]
    }
    all["http://rules.example/4"] = [.answer("200 OK", body: Self.forbidding)]
    return ScriptedWeb(all)
  }

  @Test(arguments: examples) func `robots.txt decides whether the page is asked for`(_ example: Example) throws {
    let web = web(example.replies)
    let result = try web.fetch(Self.page, testPolicy(retries: 1))
    #expect(web.asked.contains(Self.page) == (example.outcome == .asked))
    switch example.outcome {
    case .asked: #expect(try result.get().page.status == 200)
    case .barred: #expect(result.failure?.code == "fetch.barred_by_robots")
    case .unreachable: #expect(result.failure?.code == "fetch.robots_unreachable")
    }
    if let failure = result.failure { #expect(failure.verdict == .refused) }
    let trail = try result.failure?.evidence ?? result.get().trail
    #expect(trail.allSatisfy { $0.evidence == .robots })
    #expect(
      web.seen.allSatisfy { $0.header("Authorization") == nil && $0.request.cookies == nil || $0.url == Self.page })
  }

  @Test(arguments: [Outcome.asked, .barred, .unreachable])
  func `many pages at once ask for it once, and it is kept once`(_ outcome: Outcome) throws {
    let example = try #require(Self.examples.first { $0.outcome == outcome && $0.replies.count == 1 })
    let web = web(example.replies)
    let policy = testPolicy(retries: 0)
    let trails = try web.run { fetcher in
      try await withThrowingTaskGroup(of: [Page].self) { group in
        for _ in 0..<20 {
          group.addTask {
            let result = try await fetcher.attempt(Self.page, policy)
            return try result.failure?.evidence ?? result.get().trail
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(web.asked.filter { $0 == Self.robots }.count == 1)
    #expect(trails.joined().filter { $0.evidence == .robots }.count == 1)
  }

  @Test func `each origin has its own, and a redirect asks for that of its target first`() throws {
    let web = ScriptedWeb([
      Self.robots: [.answer("404 Not Found")],
      Self.page: [.answer("302 Found", headers: ["Location: http://shop.example:8080/list"])],
      "http://shop.example:8080/robots.txt": [.answer("200 OK", body: Self.forbidding)],
    ])
    let failure = try #require(try web.fetch(Self.page).failure)
    #expect(failure.code == "fetch.barred_by_robots")
    #expect(failure.description.contains("http://shop.example:8080/list"))
    #expect(web.asked == [Self.robots, Self.page, "http://shop.example:8080/robots.txt"])
  }

  @Test func `one that leads from https to http is unreachable, and asked for once`() throws {
    let url = "https://shop.example/list"
    let web = ScriptedWeb([
      "https://shop.example/robots.txt": [.answer("301 Moved", headers: ["Location: http://shop.example/robots.txt"])]
    ])
    try web.run { fetcher in
      for _ in 0..<3 {
        let failure = try await fetcher.attempt(url, testPolicy(retries: 1)).failure
        #expect(failure?.code == "fetch.robots_unreachable")
      }
    }
    #expect(web.asked.count == 1)
  }

  @Test func `one that hangs does not hold up another host`() throws {
    let other = "http://other.example/1"
    let web = ScriptedWeb([
      Self.robots: [.silence], "http://other.example/robots.txt": [.answer("404 Not Found")],
      other: [.answer("200 OK", body: "x")],
    ])
    try web.run { fetcher in
      let stuck = Task(executorPreference: web.time) { try await fetcher.attempt(Self.page) }
      _ = try await fetcher.fetch(other, policy: testPolicy(hosts: ["other.example"]))
      #expect(web.time.milliseconds == 0)
      stuck.cancel()
      _ = try await stuck.value
    }
    #expect(web.seen.first?.request.limits.totalMilliseconds == 20_000)
  }
}
