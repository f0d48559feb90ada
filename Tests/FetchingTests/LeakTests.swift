import CurlKit
import DigestKit
import Fetching
import HTTPKit
import Records
import Testing
import ZlibKit

/// Whatever a server does with our secrets, nothing that we keep or say holds one.
@Suite struct LeakTests {
  private static let page = "https://api.shop.example/list"
  private static let secret = "s3cret/of+the=shop"
  private static let token = "t0ken-of-the-shop"
  private static let spellings = [
    secret, "s3cret%2Fof%2Bthe%3Dshop", token, "YXBwOnMzY3JldCUyRm9mJTJCdGhlJTNEc2hvcA==",
  ]

  /// A server that repeats all it was sent, in one way.
  struct Echo: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let replies: @Sendable (_ echoed: String) -> [ScriptedWeb.Reply]
  }

  static let echoes = [
    Echo(testDescription: "in the page") { [.answer("200 OK", headers: ["Content-Type: text/html"], body: $0)] },
    Echo(testDescription: "in a packed page") {
      [.bytes("200 OK", headers: ["Content-Encoding: gzip"], body: (try? Gzip.deflate(Array($0.utf8))) ?? [])]
    },
    Echo(testDescription: "in a packed page that is cut short") {
      [
        .bytes(
          "200 OK", headers: ["Content-Encoding: gzip"], body: (try? Gzip.deflate(Array($0.utf8)))?.dropLast(4) ?? [])
      ]
    },
    Echo(testDescription: "in a page of unknown coding") {
      [.answer("200 OK", headers: ["Content-Encoding: x-\($0)"], body: $0)]
    },
    Echo(testDescription: "in headers") {
      [.answer("200 OK", headers: ["X-Echo: \($0)", "Content-Type: text/\($0)", "ETag: \"\($0)\""], body: "x")]
    },
    Echo(testDescription: "in the status line") { [.answer("200 \($0)", body: "x")] },
    Echo(testDescription: "in an error") { [.answer("500 \($0)", body: $0)] },
    Echo(testDescription: "in a refusal") { [.answer("403 No", headers: ["X-Key: \($0)"], body: "<p>\($0)</p>")] },
    Echo(testDescription: "in a redirect within itself") {
      [.answer("302 Found", headers: ["Location: /list?again=\($0)"], body: $0), .answer("200 OK", body: "x")]
    },
    Echo(testDescription: "in a redirect that is none") {
      [.answer("302 Found", headers: ["Location: odd-\($0)://x"])]
    },
    Echo(testDescription: "in a redirect to another host") {
      [.answer("302 Found", headers: ["Location: https://\($0).evil.example/?\($0)"])]
    },
    Echo(testDescription: "in a wait that makes no sense") { [.answer("503 Busy", headers: ["Retry-After: \($0)"])] },
    Echo(testDescription: "in a date") {
      [.answer("200 OK", headers: ["Date: Fri, 01 Jan 2099 00:00:00 GMT"], body: $0)]
    },
    Echo(testDescription: "in an answer that breaks off") { [.failure(.bodyTruncated, after: $0)] },
    Echo(testDescription: "in an answer that cannot be read") { [.failure(.lengthContradictory($0), after: $0)] },
  ]

  static let rules: [CredentialRules] = [
    .header(name: "Authorization", prefix: "Bearer ", secret: "KEY"), .query([.init(parameter: "feed", secret: "KEY")]),
    .clientCredentials(tokenURL: "https://auth.shop.example/token", scope: "", identifier: "ID", secret: "KEY"),
  ]

  @Test(arguments: echoes, rules) func `no page and no message holds a secret`(_ echo: Echo, _ rules: CredentialRules)
    throws
  {
    for echoed in Self.spellings.prefix(rules.secretNames.contains("ID") ? 4 : 2) {
      let robots = ScriptedWeb.Reply.answer("404 Not Found")
      let grant = ScriptedWeb.Reply.answer("200 OK", body: #"{"access_token":"\#(Self.token)"}"#)
      let web = ScriptedWeb(
        [
          "https://api.shop.example/robots.txt": [robots], Self.page: echo.replies(echoed),
          Self.page + "?again=" + echoed: [.answer("200 OK", body: "x")], "https://auth.shop.example/token": [grant],
        ], secrets: ["KEY": Self.secret, "ID": "app"])
      var policy = testPolicy(hosts: [".shop.example"], retries: 1)
      policy.credentials = rules
      let result = try web.fetch(Self.page, policy)
      let pages: [Page]
      let words: [String]
      switch result {
      case .success(let came):
        pages = came.trail + [came.page]
        words = came.notes
      case .failure(let failure):
        pages = failure.evidence
        words = ["\(failure)", failure.url, "\(failure.reason)"]
      }
      #expect(!pages.isEmpty)
      for text in words { #expect(!Self.holdsSecret(Array(text.utf8))) }
      for page in pages {
        let kept = [Array((page.url ?? "").utf8), Array((page.contentType ?? "").utf8), page.body]
        for bytes in kept + [page.httpHead, page.requestHead, page.wireBody].compactMap({ $0 }) {
          #expect(!Self.holdsSecret(bytes))
          if let unpacked = try? Gzip.inflate(bytes, limits: InflateLimits(bytes: 1 << 20)) {
            #expect(!Self.holdsSecret(unpacked))
          }
        }
        #expect(page.sha256 == Digest256(of: page.body).hex)
        let head = try #require(page.httpHead.flatMap { ResponseHead($0) })
        #expect(head.isComplete)
        if page.wireBody == nil, case .bytes(let count) = head.contentLength { #expect(count == page.body.count) }
      }
    }
  }

  @Test func `the bytes around a secret stay, and a page without one stays as it came`() throws {
    let body = "<p>you sent \(Self.secret) and nothing else</p>"
    let web = ScriptedWeb(
      [
        "https://api.shop.example/robots.txt": [.answer("404 Not Found")],
        Self.page: [
          .bytes("200 OK", headers: ["Content-Encoding: gzip"], body: try Gzip.deflate(Array(body.utf8))),
          .bytes("200 OK", headers: ["Content-Encoding: gzip"], body: try Gzip.deflate(Array("clean".utf8))),
        ],
      ], secrets: ["KEY": Self.secret])
    var policy = testPolicy(hosts: ["api.shop.example"])
    policy.credentials = Self.rules[0]
    let asked = policy
    let (masked, clean) = try web.run { fetcher in
      (
        try await fetcher.fetch(Self.page, policy: asked).page, try await fetcher.fetch(Self.page, policy: asked).page
      )
    }
    let stars = String(repeating: "*", count: Self.secret.utf8.count)
    #expect(String(decoding: masked.body, as: UTF8.self) == "<p>you sent \(stars) and nothing else</p>")
    #expect(masked.wireBody == nil)
    #expect(masked.httpHead == Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n".utf8))
    #expect(clean.wireBody?.starts(with: [0x1f, 0x8b]) == true)
    #expect(clean.httpHead == Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8))
  }

  private static func holdsSecret(_ bytes: [UInt8]) -> Bool {
    (spellings + ["s3cret", "t0ken"]).contains { spelling in
      let needle = Array(spelling.utf8)
      return bytes.indices.contains { bytes[$0...].starts(with: needle) }
    }
  }
}
