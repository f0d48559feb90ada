import Foundation
import Outside
import Testing

extension HostilePages {
  /// Feeds that want more than to be read.
  @Suite(.turns)
  struct FeedTests {
    private static let laughs =
      "<!DOCTYPE rss [<!ENTITY l0 \"lol\">"
      + (1..<10).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined() + "]>"
    private static let large = "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "A", count: 100_000))\">]>"

    private static func readFeed(_ feed: String, seconds: Int = 10) async throws -> Outcome {
      try await read(Data(feed.utf8), as: "news-rss", type: "application/rss+xml", seconds: seconds)
    }

    @Test(arguments: [
      feed("<item><title>&l9;</title></item>", prolog: laughs),
      feed("<item><title>\(String(repeating: "&a;", count: 20_000))</title></item>", prolog: large),
      feed(item, prolog: "<!DOCTYPE rss>"),
      feed(item, prolog: "<!-- --><!DOCTYPE rss SYSTEM \"https://rows.example/rss.dtd\">"),
    ])
    func `P8 a feed that declares a DOCTYPE is refused at once`(feed: String) async throws {
      let outcome = try await Self.readFeed(feed, seconds: 2)
      #expect(outcome.status == 1 && outcome.verdict == "failed" && outcome.reason.contains("DOCTYPE"), "\(outcome)")
      #expect(outcome.records.isEmpty)
    }

    @Test(.enabled(if: Machine.has("python3"), "needs python3"))
    func `P9 nothing outside of a feed is asked or told`() async throws {
      let server = try FaultServer()
      let scratch = try Scratch()
      let secret = try scratch.write("the secret of this machine", to: "secret.txt")
      let canary = server.url("/canary")
      let feeds = [
        feed(
          "<item><title>&x;</title><guid>1</guid></item>",
          prolog: "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://\(secret)\">]>"),
        feed("<item><title>&x;</title></item>", prolog: "<!DOCTYPE rss [<!ENTITY x SYSTEM \"\(canary)\">]>"),
        feed(item, prolog: "<!DOCTYPE rss [<!ENTITY % d SYSTEM \"\(canary)\"> %d;]>"),
        feed(item, prolog: "<!DOCTYPE rss SYSTEM \"\(canary)\">"),
        feed(
          "<item><title><xi:include href=\"file://\(secret)\" parse=\"text\"/><xi:include href=\"\(canary)\"/></title></item>",
          attributes: "version=\"2.0\" xmlns:xi=\"http://www.w3.org/2001/XInclude\""),
        feed(item, prolog: "<?xml-stylesheet type=\"text/xsl\" href=\"\(canary)\"?>"),
        feed(item, attributes: "xmlns=\"\(canary)\" version=\"2.0\""),
        feed(
          "<item><title>a</title><guid>1</guid><description>&lt;img src='\(canary)'&gt;&lt;iframe src='file://\(secret)'&gt;</description></item>"
        ),
      ]
      for source in ["news-rss", "rows", "schema-org"] {
        let outcome = try await read(all: feeds.map { Data($0.utf8) }, as: source, type: "application/xml")
        #expect(!(outcome.output + outcome.errors).contains("the secret of"), "\(outcome)")
        #expect(outcome.status == 1 && outcome.pages.count == feeds.count, "\(outcome)")
      }
      #expect(try await server.log().isEmpty)
    }

    @Test
    func `P10 a feed past the limits is refused with the limit named`() async throws {
      let deep = try await Self.readFeed("<rss>" + String(repeating: "<a>", count: 20_000))
      #expect(deep.verdict == "failed" && deep.reason.contains("more than 256 deep"), "\(deep)")
      let long = "<item><title>\(String(repeating: "A", count: 11 << 20))</title></item>"
      let huge = try await Self.readFeed(feed(long))
      #expect(huge.verdict == "failed" && huge.reason.contains("10000000 characters"), "\(huge.page as Any)")
      let many = try await Self.readFeed(feed(String(repeating: item, count: 360_000)))
      #expect(many.verdict == "failed" && many.reason.contains("bytes, more than the 33554432"), "\(many.page as Any)")
    }

    @Test
    func `P10 a feed in UTF-16 is read whatever its declaration says`() async throws {
      let wide = Data([0xFF, 0xFE]) + Data(feed(item).utf8.flatMap { [$0, 0] })
      let outcome = try await read(wide, as: "news-rss", type: "application/rss+xml")
      #expect(outcome.status == 0 && outcome.titles == ["Export rule"], "\(outcome)")
      #expect(outcome.page?.charset == "utf-16le (bom)")
    }

    @Test(arguments: [
      item + "<item><title>AT&T & H20</title><guid>n2</item>", item + "<media:x></item>", item + "<item>",
      item + "\u{1}", item + "</channel></rss><rss>",
    ])
    func `P11 a broken feed is refused whole, each time`(items: String) async throws {
      let body = Data(feed(items).utf8)
      let outcome = try await read(all: [body, body, body], as: "news-rss", type: "application/rss+xml")
      #expect(outcome.records.isEmpty && outcome.pages.count == 3)
      #expect(outcome.pages.allSatisfy { $0.verdict == "failed" && $0.reason?.contains("well-formed") == true })
      #expect(Set(outcome.pages.map(\.reason)).count == 1)
    }

    @Test
    func `P12 a date is a moment in UTC or none, never a guess`() async throws {
      let dates: [(String, String?)] = [
        ("Tue, 15 Apr 2025 20:00:00 GMT", "2025-04-15T20:00:00Z"), ("15 Apr 25 16:00 EDT", "2025-04-15T20:00:00Z"),
        ("Wed, 16 Apr 2025 04:00:00 +0800", "2025-04-15T20:00:00Z"), ("2025-04-15T20:00:00Z", "2025-04-15T20:00:00Z"),
        ("2025-04-15T22:00:00+02:00", "2025-04-15T20:00:00Z"), ("2025-04-15", "2025-04-15T00:00:00Z"),
        ("2025-04-15 20:00", nil), ("Tue, 15 Apr 2025 20:00:00", nil), ("16 Apr 2025 04:00 CST", nil),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
        ("Thu, 01 Jan 2099 00:00:00 GMT", "2099-01-01T00:00:00Z"),
        ("Sun, 30 Feb 2025 00:00:00 GMT", nil), ("2025-13-01T00:00:00Z", nil), ("soon", nil), ("", nil),
        ("99999999999999999999", nil), ("Tue, 15 Apr 2025 99:99:99 GMT", nil),
      ]
      let items = dates.enumerated().map { index, date in
        "<item><title>d\(index)</title><guid>d\(index)</guid><pubDate>\(date.0)</pubDate></item>"
      }
      let outcome = try await read(
        Data(feed(items.joined()).utf8), as: "news-rss", type: "application/rss+xml", normalized: true)
      #expect(outcome.records.count == dates.count, "\(outcome)")
      for (record, date) in zip(outcome.records, dates) {
        #expect(record.publishedAt == date.1, "\(date.0)")
        // What could not be read stays beside it.
        #expect(record.published == (date.0.isEmpty ? nil : date.0))
      }
    }
  }
}
