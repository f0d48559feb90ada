import CurlKit
import Fetching
import HTTPKit
import Records
import Testing

@Suite struct FetcherTests {
  private let page = "http://shop.example/list"
  private let robots = "http://shop.example/robots.txt"

  @Test func `robots.txt is asked first and the page after the source's delay`() throws {
    let web = ScriptedWeb([
      robots: [.answer("200 OK", body: "User-agent: *\nDisallow: /private\n")],
      page: [.answer("200 OK", headers: ["Content-Type: text/html"], body: "<p>1</p>")],
    ])
    let result = try web.fetch(page, testPolicy(delay: 2_000)).get()
    #expect(web.asked == [robots, page])
    #expect(web.askedAt == [0, 2_001])
    #expect(result.page.url == page)
    #expect(result.page.status == 200)
    #expect(result.page.contentType == "text/html")
    #expect(result.page.body == Array("<p>1</p>".utf8))
    #expect(result.page.wireBody == nil)
    #expect(result.page.fetchedAt == Instant(seconds: web.time.start.seconds + 2))
    #expect(web.seen.last?.request.headers.first { $0.name == "User-Agent" }?.value.contains("ops@example.com") == true)
  }

  @Test func `a longer crawl delay overrules the source's`() throws {
    let web = ScriptedWeb([
      robots: [.answer("200 OK", body: "User-agent: *\nCrawl-delay: 3\n")], page: [.answer("200 OK", body: "x")],
    ])
    _ = try web.fetch(page, testPolicy(delay: 1_000)).get()
    #expect(web.askedAt == [0, 3_001])
  }

  @Test func `what the terms bar is refused before any request`() throws {
    let web = ScriptedWeb([:])
    var policy = testPolicy()
    policy.refusal = "its terms forbid automated access"
    let failure = try #require(try web.fetch(page, policy).failure)
    #expect(failure.verdict == .refused)
    #expect(failure.code == "fetch.barred_by_terms")
    #expect(failure.description.contains("its terms forbid automated access"))
    #expect(web.asked.isEmpty)
  }

  @Test func `a path that robots.txt forbids is not asked`() throws {
    let web = ScriptedWeb([robots: [.answer("200 OK", body: "User-agent: *\nDisallow: /l*t\n")]])
    let failure = try #require(try web.fetch(page).failure)
    #expect(failure.reason == .barredByRobots(rule: "Disallow: /l*t"))
    #expect(failure.verdict == .refused)
    #expect(web.asked == [robots])
  }

  @Test(arguments: ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"])
  func `an unreadable robots.txt forbids everything`(_ status: String) throws {
    let web = ScriptedWeb([robots: [.answer(status)]])
    let failure = try #require(try web.fetch(page).failure)
    #expect(failure.code == "fetch.robots_unreachable")
    #expect(failure.disposition == .retry)
    #expect(Set(web.asked) == [robots])
  }

  @Test(arguments: ["404 Not Found", "403 Forbidden", "410 Gone"])
  func `a missing robots.txt allows everything`(_ status: String) throws {
    let web = ScriptedWeb([robots: [.answer(status)], page: [.answer("200 OK", body: "x")]])
    #expect(try web.fetch(page).get().attempts == 1)
  }

  @Test func `robots.txt is followed over redirects and its rules count for the host that was asked`() throws {
    let web = ScriptedWeb([
      robots: [.answer("302 Found", headers: ["Location: http://other.example/rules"])],
      "http://other.example/rules": [.answer("200 OK", body: "User-agent: *\nDisallow: /list")],
    ])
    #expect(try web.fetch(page).failure?.code == "fetch.barred_by_robots")
  }

  @Test func `a robots.txt that redirects to itself is unreachable`() throws {
    let web = ScriptedWeb([robots: [.answer("302 Found", headers: ["Location: /robots.txt"])]])
    var policy = testPolicy()
    policy.retries = 0
    #expect(try web.fetch(page, policy).failure?.code == "fetch.robots_unreachable")
    #expect(web.asked.count == 6)
  }

  @Test func `robots.txt is asked once a day`() throws {
    let web = ScriptedWeb([robots: [.answer("404 Not Found")], page: [.answer("200 OK", body: "x")]])
    try web.run { fetcher in
      _ = try await fetcher.fetch(page, policy: testPolicy())
      _ = try await fetcher.fetch(page, policy: testPolicy())
      #expect(web.asked.filter { $0 == robots }.count == 1)
      await web.time.sleep(86_400_000)
      _ = try await fetcher.fetch(page, policy: testPolicy())
      #expect(web.asked.filter { $0 == robots }.count == 2)
    }
  }

  @Test func `Retry-After is kept to and the error kept as evidence`() throws {
    let web = ScriptedWeb([
      robots: [.answer("404 Not Found")],
      page: [.answer("503 Busy", headers: ["Retry-After: 7"]), .answer("200 OK", body: "x")],
    ])
    let result = try web.fetch(page).get()
    #expect(web.askedAt == [0, 0, 7_001])
    #expect(result.attempts == 2)
    #expect(result.trail.map(\.status) == [404, 503])
  }

  @Test func `a wait longer than is sat out leaves the page for the next run`() throws {
    let web = ScriptedWeb([
      robots: [.answer("404 Not Found")], page: [.answer("429 Slow", headers: ["Retry-After: 99999999"])],
    ])
    let failure = try #require(try web.fetch(page).failure)
    #expect(failure.reason == .deferred(until: Instant(seconds: web.time.start.seconds + 99_999_999)))
    #expect(failure.disposition == .retry)
    #expect(web.time.sleeps.isEmpty)
  }

  @Test func `a failure that may pass is tried again with growing waits, then given up`() throws {
    let web = ScriptedWeb([robots: [.answer("404 Not Found")], page: [.answer("500 Oh", body: "boom")]])
    let failure = try #require(try web.fetch(page).failure)
    #expect(failure.reason == .status(500))
    #expect(failure.attempts == 4)
    #expect(failure.evidence.map(\.evidence) == [.robots] + Array(repeating: .attempt, count: 4))
    #expect(web.time.sleeps == [750, 1_500, 3_000])
  }

  @Test(arguments: [("403 Forbidden", PageLine.Verdict.blocked), ("404 Not Found", .failed), ("304 Same", .failed)])
  func `a status that will not change is asked once`(_ status: String, _ verdict: PageLine.Verdict) throws {
    let web = ScriptedWeb([robots: [.answer("404 Not Found")], page: [.answer(status, body: "no")]])
    let failure = try #require(try web.fetch(page).failure)
    #expect(failure.attempts == 1)
    #expect(failure.verdict == verdict)
    #expect(failure.disposition == .quarantine)
    #expect(failure.evidence.map(\.evidence) == [.robots, .attempt])
  }

  @Test func `an empty answer is a failure, not an empty market`() throws {
    let web = ScriptedWeb([robots: [.answer("404 Not Found")], page: [.answer("200 OK")]])
    #expect(try web.fetch(page).failure?.reason == .bodyEmpty)
  }

  @Test func `redirects are followed hop by hop and each is kept`() throws {
    let web = ScriptedWeb([
      robots: [.answer("404 Not Found")], page: [.answer("301 Moved", headers: ["Location: /a"])],
      "http://shop.example/a": [.answer("302 Found", headers: ["Location: b?c"])],
      "http://shop.example/b?c": [.answer("200 OK", body: "x")],
    ])
    let result = try web.fetch(page).get()
    #expect(result.page.url == "http://shop.example/b?c")
    #expect(result.trail.map(\.url) == [robots, page, "http://shop.example/a"])
  }

  @Test func `a redirect loop ends at the limit`() throws {
    let web = ScriptedWeb([
      robots: [.answer("404 Not Found")], page: [.answer("302 Found", headers: ["Location: /list"])],
    ])
    #expect(try web.fetch(page).failure?.reason == .tooManyRedirects(limit: 10))
    #expect(web.asked.count == 12)
  }

  struct Target: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let headers: [String]
    let code: String
  }

  @Test(arguments: [
    Target(testDescription: "another host", headers: ["Location: http://evil.example/"], code: "fetch.host_foreign"),
    Target(testDescription: "a file", headers: ["Location: file:///etc/passwd"], code: "fetch.redirect_unusable"),
    Target(
      testDescription: "credentials", headers: ["Location: http://a:b@shop.example/"], code: "fetch.redirect_unusable"),
    Target(testDescription: "nothing", headers: [], code: "fetch.redirect_unusable"),
    Target(testDescription: "two places", headers: ["Location: /a", "Location: /b"], code: "fetch.redirect_unusable"),
    Target(testDescription: "no address", headers: ["Location: http://[::bad/"], code: "fetch.redirect_unusable"),
  ]) func `a redirect is refused before it is followed`(_ target: Target) throws {
    let web = ScriptedWeb([robots: [.answer("404 Not Found")], page: [.answer("302 Found", headers: target.headers)]])
    #expect(try web.fetch(page).failure?.code == target.code)
    #expect(web.asked == [robots, page])
  }

  @Test func `a redirect from https to http is not followed`() throws {
    let web = ScriptedWeb([
      "https://shop.example/robots.txt": [.answer("404 Not Found")],
      "https://shop.example/list": [.answer("302 Found", headers: ["Location: http://shop.example/list"])],
    ])
    #expect(try web.fetch("https://shop.example/list").failure?.code == "fetch.redirect_insecure")
  }

  @Test func `a redirect to a path that robots.txt forbids is not followed`() throws {
    let web = ScriptedWeb([
      robots: [.answer("200 OK", body: "User-agent: *\nDisallow: /private")],
      page: [.answer("302 Found", headers: ["Location: /private/list"])],
    ])
    #expect(try web.fetch(page).failure?.code == "fetch.barred_by_robots")
    #expect(web.asked == [robots, page])
  }

  @Test(arguments: [
    ([String](), "evil.example"), (["shop.example"], "notshop.example"), ([".example.com"], "example.com.evil.example"),
  ]) func `a host that is not the source's is not asked`(_ hosts: [String], _ host: String) throws {
    let web = ScriptedWeb([:])
    #expect(try web.fetch("http://\(host)/", testPolicy(hosts: hosts)).failure?.reason == .hostForeign(host))
    #expect(web.asked.isEmpty)
  }

  @Test func `a host below one with a leading dot is asked`() throws {
    let web = ScriptedWeb([
      "http://a.example.com/robots.txt": [.answer("404 Not Found")],
      "http://a.example.com/": [.answer("200 OK", body: "x")],
    ])
    #expect(throws: Never.self) { try web.fetch("http://a.example.com/", testPolicy(hosts: [".example.com"])).get() }
  }

  @Test func `a run that is being stopped asks nothing more`() throws {
    let web = ScriptedWeb([:])
    let failure = try web.run { fetcher in
      let task = Task(executorPreference: web.time) { try await fetcher.attempt(page) }
      task.cancel()
      return try #require(try await task.value.failure)
    }
    #expect(failure.reason == .cancelled)
    #expect(failure.disposition == .halt)
    #expect(web.asked.isEmpty)
  }

  @Test func `a message never carries control characters of the server`() throws {
    let web = ScriptedWeb([
      robots: [.answer("404 Not Found")],
      page: [.answer("302 Found", headers: ["Location: evil\u{1b}[31m://x\u{202e}"])],
    ])
    let text = try #require(try web.fetch(page).failure).description
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7f })
  }
}
