import Records
import Testing

@testable import Fetching

@Suite struct WaitTests {
  private let now = Instant(seconds: 784_111_770)  // 1994-11-06T08:49:30Z

  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 7_000), ("Sunday, 06-Nov-94 08:49:37 GMT", 7_000),
      ("Sun Nov  6 08:49:37 1994", 7_000), ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("120", 120_000), ("0", 0),
      ("-5", nil), ("abc", nil), ("1e9", nil), ("", nil), ("1.5", nil), ("Sun, 06 Nov 1994 08:49:37 PST", nil),
      ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 25:49:37 GMT", nil),
    ] as [(String, Int?)]) func `Retry-After is a number of seconds or a date`(_ value: String, _ wait: Int?)
  {
    #expect(Backoff.requested(value, now: now) == wait)
  }

  @Test func `a Retry-After beyond all bounds is a very long wait, not a trap`() throws {
    let wait = try #require(Backoff.requested(String(repeating: "9", count: 400), now: now))
    #expect(wait > 1_000_000_000)
  }

  @Test func `waits grow, spread by half, and stay below a minute`() {
    #expect(Backoff.wait(afterAttempts: 1, jitter: 0) == 500)
    #expect(Backoff.wait(afterAttempts: 1, jitter: 1) == 1_000)
    #expect(Backoff.wait(afterAttempts: 3, jitter: 0) == 2_000)
    #expect(Backoff.wait(afterAttempts: 99, jitter: 9) == 60_000)
  }

  @Test(
    arguments: [
      ("ops@example.com", "AftermarketBot/1.2 (+mailto:ops@example.com)"),
      ("https://example.com/bot", "AftermarketBot/1.2 (+https://example.com/bot)"), ("nobody", nil), ("", nil),
      ("a@b\r\nX: y", nil),
    ] as [(String, String?)]) func `the User-Agent says how to reach us, or there is none`(
      _ contact: String, _ header: String?
    )
  {
    #expect(CrawlerIdentity(version: "1.2", contact: contact)?.userAgent == header)
  }
}
