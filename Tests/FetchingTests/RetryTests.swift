import CurlKit
import Fetching
import Records
import Testing

/// Which failures are worth another request, and how long after.
@Suite struct RetryTests {
  private static let page = "http://shop.example/list"

  private func web(_ replies: [ScriptedWeb.Reply]) -> ScriptedWeb {
    ScriptedWeb(["http://shop.example/robots.txt": [.answer("404 Not Found")], Self.page: replies])
  }

  @Test(arguments: 400...599) func `a status is asked again only when it may pass`(_ status: Int) throws {
    let web = web([.answer("\(status) So", body: "no")])
    let failure = try #require(try web.fetch(Self.page).failure)
    let mayPass = status >= 500 || [408, 425, 429].contains(status)
    #expect(failure.reason == .status(status))
    #expect(failure.attempts == (mayPass ? 4 : 1))
    #expect(web.asked.count == 1 + failure.attempts)
    #expect(failure.disposition == (mayPass ? .retry : .quarantine))
    #expect(failure.verdict == ([401, 403, 429, 451].contains(status) ? .blocked : .failed))
    #expect(failure.description.contains("shop") && failure.description.contains(Self.page))
  }

  @Test(
    arguments: [
      (.hostUnknown, 4), (.connectionRefused, 4), (.timedOut, 4), (.bodyTruncated, 4), (.headersTruncated, 4),
      (.lengthContradictory("1, 2"), 4), (.replyEmpty, 4), (.notHTTP, 4), (.connectionLost, 4), (.other, 4),
      (.addressRefused("127.0.0.1"), 1), (.tls, 1), (.bodyTooLarge(limit: 9), 1), (.headersTooLarge(limit: 9), 1),
      (.tooManyHeaders(limit: 9), 1),
    ] as [(TransferFailure.Reason, Int)])
  func `a transfer is made again only when its failure may pass`(_ reason: TransferFailure.Reason, _ count: Int) throws
  {
    let failure = try #require(try web([.failure(reason)]).fetch(Self.page).failure)
    #expect(failure.attempts == count)
    #expect(failure.code.hasPrefix("fetch."))
    #expect(failure.description.contains("source shop") && failure.description.contains(Self.page))
  }

  @Test(
    arguments: [
      ("7", 7_001), ("Fri, 15 Jan 2027 08:00:09 GMT", 9_001), ("Friday, 15-Jan-27 08:00:09 GMT", 9_001),
      ("Fri Jan 15 08:00:09 2027", 9_001), ("0", 750), ("Fri, 15 Jan 2027 07:00:00 GMT", 750), ("-5", 750),
      ("abc", 750), ("1e9", 750), ("", 750), ("120", 120_001),
    ])
  func `Retry-After is kept to, and a value that makes no sense is the usual wait`(_ value: String, _ at: Int) throws {
    let web = web([.answer("503 Busy", headers: ["Retry-After: \(value)"]), .answer("200 OK", body: "x")])
    #expect(try web.fetch(Self.page).get().attempts == 2)
    #expect(web.askedAt == [0, 0, at])
  }

  @Test(arguments: ["121", "99999999", "99999999999999999999999", "Sat, 16 Jan 2027 08:00:00 GMT"])
  func `a wait beyond what is sat out is left for the next run`(_ value: String) throws {
    let web = web([.answer("429 Slow", headers: ["Retry-After: \(value)"])])
    let failure = try #require(try web.fetch(Self.page).failure)
    #expect(failure.code == "fetch.deferred")
    #expect(failure.description.contains("until 20") || failure.description.contains("until "))
    #expect(web.asked.count == 2)
    #expect(web.time.milliseconds == 0)
  }

  @Test func `one that slows down without saying for how long is waited for by all`() throws {
    let other = "http://shop.example/other"
    let web = ScriptedWeb([
      "http://shop.example/robots.txt": [.answer("404 Not Found")],
      Self.page: [.answer("429 Slow"), .answer("200 OK", body: "x")], other: [.answer("200 OK", body: "x")],
    ])
    try web.run { fetcher in
      async let first = fetcher.attempt(Self.page)
      async let second = fetcher.attempt(other)
      _ = try await (first.get(), second.get())
    }
    #expect(web.seen.count == 4)
    #expect(web.seen.suffix(2).allSatisfy { $0.start >= 750 })
  }

  @Test func `what came of a body that broke off is kept, and says that it is cut`() throws {
    let web = web([
      .failure(.bodyTruncated, after: "half a pa"), .failure(.timedOut, after: "half"),
      .failure(.bodyTooLarge(limit: 9), after: "too much"),
    ])
    let failure = try #require(try web.fetch(Self.page).failure)
    let attempts = failure.evidence.filter { $0.evidence == .attempt }
    #expect(attempts.map(\.cut) == [.disconnect, .time, .length])
    #expect(attempts.map { String(decoding: $0.body, as: UTF8.self) } == ["half a pa", "half", "too much"])
  }
}
