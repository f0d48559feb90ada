import Foundation
import Testing

extension HostilePages {
  /// Answers that are not the page that was asked for.
  @Suite(.turns)
  struct ImpostorTests {
    private static let binary =
      Data("%PDF-1.7\n\u{7F}ELF".utf8) + Data((0..<400).flatMap { _ in UInt8.min...UInt8.max })

    static let pages: [(String, Data, String, String)] = [
      ("no byte", Data(), "failed", "no element"), ("blanks", Data(" \r\n\t ".utf8), "failed", "no element"),
      (
        "an error page", Data("<title>404 Not Found</title><h1>Sorry, this page does not exist</h1>".utf8), "failed",
        "404 not found"
      ),
      ("an error page in Chinese", Data("<title>页面不存在 - 商城</title>".utf8), "failed", "页面不存在"),
      (
        "a challenge", Data("<title>Just a moment...</title><form id='challenge-form'>are you a human".utf8), "blocked",
        "just a moment"
      ),
      ("a login page", Data("<title>Log in or sign up</title>".utf8), "login", "log in"),
      (
        "a new layout", Data("<main><section data-x='q1'>Beschleuniger A100</section></main>".utf8), "drifted",
        "no row where rows should be"
      ),
      ("a document", binary, "failed", "a PDF document"),
      ("a picture", Data([0x89, 0x50, 0x4E, 0x47]) + binary, "failed", "a PNG picture"),
      ("undeclared gzip", Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]) + binary, "failed", "gzip"),
      ("bytes", Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7 % 31) }), "failed", "no text"),
      ("a proof", Data("<p class=none>0 results</p>".utf8), "empty", "says that there is nothing"),
    ]

    @Test(arguments: pages.map(\.0))
    func `P6 what came instead of the page is called what it is`(name: String) async throws {
      let (_, body, verdict, reason) = try #require(Self.pages.first { $0.0 == name })
      let outcome = try await read(body)
      #expect(outcome.verdict == verdict && outcome.reason.contains(reason), "\(outcome.page as Any)")
      #expect(outcome.records.isEmpty && outcome.status == (verdict == "empty" ? 0 : 1), "\(outcome.errors)")
    }

    @Test(arguments: ["rows", "scripts", "schema-org", "news-rss", "ebay-search", "xianyu"])
    func `P6 no source takes an impostor for an empty market`(source: String) async throws {
      let impostors = Self.pages.filter { $0.2 != "empty" }
      let outcome = try await read(all: impostors.map(\.1), as: source)
      #expect(outcome.status == 1 && outcome.records.isEmpty, "\(outcome)")
      #expect(outcome.pages.count == impostors.count)
      for (page, impostor) in zip(outcome.pages, impostors) {
        let found = page.verdict ?? "nothing"
        #expect(["failed", "blocked", "login", "drifted"].contains(found), "\(source), \(impostor.0): \(found)")
      }
    }
  }
}
