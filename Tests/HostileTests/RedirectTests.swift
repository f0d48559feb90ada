import Foundation
import Outside
import Testing

extension Hostile {
  /// Redirects, and who gets to see what is not meant for everybody.
  struct RedirectTests {
    static let wayward = [
      Trouble("/redirect/loop", says: "redirect", requests: 11),
      Trouble("/redirect/chain?n=80", says: "redirect", requests: 11),
      Trouble("/redirect/none", says: "redirect", "Location", requests: 1),
      Trouble("/redirect/bad-url", says: "redirect", "address", requests: 1),
    ]

    @Test(arguments: wayward)
    func `F11 a redirect that leads nowhere ends at the limit, in one line`(_ trouble: Trouble) async throws {
      try await trouble.play()
    }

    @Test(arguments: ["/redirect/chain?n=5", "/redirect/permanent"])
    func `F11 a redirect that leads to a page is followed, and each hop is kept`(path: String) async throws {
      let night = try await Night()
      try night.source("trouble", [path])
      let morning = try await night.run()
      #expect(morning.status == 0, "\(morning)")
      #expect(try await night.keys("trouble").count == 1, "\(morning)")
      let responses = try await night.records().filter { $0.type == "response" && !$0.uri.hasSuffix("/robots.txt") }
      let hops = path.contains("chain") ? 6 : 2
      #expect(responses.count == hops, "\(responses.map(\.uri))")
      #expect(responses.last?.uri.contains("/lot/") == true, "\(responses.map(\.uri))")
      #expect(try await night.rows("SELECT url FROM page WHERE source_id = 'trouble'").count == 1)
      try await night.expectSound(morning)
    }

    static let foreign =
      [Trouble("/redirect/file?path=/SECRET", says: "redirect", "file", requests: 1)]
      + ["gopher", "dict", "ftp", "ldap", "smb", "tftp", "telnet", "scp"].map {
        Trouble("/redirect/scheme?to=\($0)", says: $0, "redirect", requests: 1)
      }

    @Test(arguments: foreign)
    func `F12 a redirect to another scheme is refused`(_ trouble: Trouble) async throws {
      let (night, _) = try await trouble.play()
      #expect(try await night.server.requests("/canary").isEmpty)
    }

    @Test(arguments: ["/redirect/file?path=", "/redirect/meta-refresh?path="])
    func `F12 nothing of a file that a page points to is in any file of ours`(path: String) async throws {
      let night = try await Night()
      let secret = "hunter2-\(UUID().uuidString)"
      let file = try night.scratch.write(secret, to: "secret.txt")
      try night.source("trouble", [path + file])
      let morning = try await night.run()
      #expect(try await night.files(holding: secret) == [], "\(morning)")
      #expect(!"\(morning)".contains(secret))
      try await night.expectSound(morning)
    }

    @Test(arguments: ["dec", "hex", "oct", "short", "v6", "name", "userinfo"])
    func `F13 a redirect to a private address is refused in every spelling`(spelling: String) async throws {
      let night = try await Night()
      // The source may connect to its own server, and to nothing else that is private.
      try night.source(
        "trouble", ["/redirect/private?as=\(spelling)"], networks: #"["127.0.0.1/32"]"#,
        rules: ["hosts": #"["127.0.0.2", "localhost"]"#])
      let morning = try await night.run()
      if spelling != "name" { #expect(try await night.server.requests("/canary").isEmpty, "\(morning)") }
      #expect(morning.status == 4 || spelling == "name", "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F14 secrets and cookies stay with their host`() async throws {
      let night = try await Night()
      let secret = "hunter2-\(UUID().uuidString)"
      try night.source(
        "trouble", ["/redirect/other-host"],
        rules: [
          "hosts": #"["127.0.0.2"]"#,
          "credentials": #"{ header: { name: "X-Api-Key", prefix: "Key ", secret: "HOSTILE_KEY" } }"#,
        ])
      let morning = try await night.run(environment: ["HOSTILE_KEY": secret])
      #expect(morning.status == 0, "\(morning)")
      let first = try #require(try await night.server.requests("/redirect/other-host").first)
      #expect(first.header("X-Api-Key") == "Key \(secret)", "the source itself is shown its secret: \(first)")
      let echo = try #require(try await night.server.requests("/echo", on: "127.0.0.2").first, "\(morning)")
      for name in ["X-Api-Key", "Authorization", "Cookie", "Referer"] { #expect(echo.header(name) == nil, "\(echo)") }
      #expect(try await night.files(holding: secret) == [], "\(morning)")
      #expect(!"\(morning)".contains(secret))
      try await night.expectSound(morning)
    }

    @Test func `F14 a redirect to a host that the source does not name is refused`() async throws {
      let (night, _) = try await Trouble(
        "/redirect/other-host", says: "127.0.0.2", requests: 1, verdict: "refused"
      ).play()
      #expect(try await night.server.requests("/echo").isEmpty)
    }
  }
}
