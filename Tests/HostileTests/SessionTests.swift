import Foundation
import Outside
import Testing

extension Hostile {
  /// Cookies, credentials and TLS.
  struct SessionTests {
    @Test func `F18 a cookie comes back only to the host that set it, and only in the same run`() async throws {
      let night = try await Night()
      try night.source(
        "trouble", ["/cookie/set", "/echo?n=1", "http://127.0.0.2:\(night.server.port)/echo?n=2"],
        rules: ["hosts": #"["127.0.0.2"]"#])
      let morning = try await night.run()
      #expect(morning.status == 0, "\(morning)")
      for request in try await night.server.log() where request.path == "/echo" {
        let cookies = request.header("Cookie") ?? ""
        #expect(
          !cookies.contains("big=") && !cookies.contains("foreign=") && !cookies.contains("suffix="), "\(cookies)")
        #expect(!cookies.contains("elsewhere="), "\(cookies)")
        if request.site == "127.0.0.2" { #expect(cookies.isEmpty, "\(cookies)") }
      }
      #expect(try await night.run(at: "2025-10-02T06:00:00Z").status == 0)
      let second = try await night.server.requests("/cookie/set")
      #expect(second.count == 2 && second.last?.header("Cookie") == nil, "a cookie outlived its run")
      try await night.expectSound(morning)
    }

    @Test func `F18 a wall that wants its cookie back gives its page`() async throws {
      let night = try await Night()
      try night.source("trouble", ["/cookie/wall"])
      let morning = try await night.run()
      #expect(morning.status == 0, "\(morning)")
      #expect(try await night.server.requests("/cookie/wall").count == 2)
      #expect(try await night.keys("trouble") == ["cookie-wall"])
      try await night.expectSound(morning)
    }

    @Test func `F18 401 is asked once`() async throws {
      try await Trouble("/auth/basic", says: "401", requests: 1, verdict: "blocked").play()
    }

    static let credentials = [
      #"{ header: { name: "X-Api-Key", secret: "HOSTILE_KEY" } }"#,
      #"{ header: { name: "Authorization", prefix: "Bearer ", secret: "HOSTILE_KEY" } }"#,
      #"{ query: { token: "HOSTILE_KEY" } }"#,
    ]

    @Test(arguments: credentials)
    func `F18 a secret that the server shows back is in none of our files`(credentials: String) async throws {
      let night = try await Night()
      let secret = "hunter2-\(UUID().uuidString)"
      try night.source("trouble", ["/auth/key", "/auth/basic"], rules: ["credentials": credentials])
      try night.scratch.write("HOSTILE_KEY=\(secret)\n", to: "secrets.env")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: night.scratch.path("secrets.env"))
      let morning = try await night.run(
        ["run", "--verbose"], environment: ["AFTERMARKET_SECRETS_FILE": night.scratch.path("secrets.env")])
      let asked = try #require(try await night.server.requests("/auth/key").first, "\(morning)")
      #expect("\(asked)".contains(secret), "the server was not shown the secret: \(asked)")
      #expect(try await night.keys("trouble") == ["auth-1"], "\(morning)")
      #expect(try await night.files(holding: secret) == [], "\(morning)")
      #expect(!"\(morning)".contains(secret), "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F18 a source whose secret is not there is not asked at all`() async throws {
      let night = try await Night()
      try night.goodSource()
      try night.source("trouble", ["/auth/key"], rules: ["credentials": Self.credentials[0]])
      let quiet = try await night.run()
      #expect(quiet.status == 0, "a night leaves it out: \(quiet)")
      let morning = try await night.run(["run", "good", "trouble"])
      #expect(morning.status == 1 && morning.errors.contains("HOSTILE_KEY"), "\(morning)")
      #expect(try await night.server.log().filter { $0.site == "127.0.0.1" && $0.path != "/robots.txt" }.isEmpty)
      try await night.expectSound(morning)
    }

    @Test(.enabled(if: Machine.has("openssl"), "needs openssl to make a certificate"))
    func `F19 a certificate that nobody trusts is an error, without a way around it`() async throws {
      let night = try await Night(tls: true)
      try night.goodSource()
      try night.source("trouble", ["https://127.0.0.1:\(night.server.securePort)/ok"])
      let morning = try await night.run()
      #expect(morning.status == 1, "\(morning)")
      #expect(!morning.lines(with: "trouble", "https://127.0.0.1", "certificate").isEmpty, "\(morning)")
      #expect(try await night.server.log().filter { $0.site == "127.0.0.1" }.isEmpty, "asked without TLS")
      try await night.expectSound(morning)

      let trusting = try await night.run(
        environment: ["AFTERMARKET_CA_FILE": night.server.certificate], at: "2025-10-02T06:00:00Z")
      #expect(trusting.status == 0, "\(trusting)")
      #expect(try await night.keys("trouble") == ["good-1"], "\(trusting)")
    }

    @Test(.enabled(if: Machine.has("openssl"), "needs openssl to make a certificate"))
    func `F19 a redirect from https to http is refused`() async throws {
      let night = try await Night(tls: true)
      try night.source("trouble", ["https://127.0.0.1:\(night.server.securePort)/redirect/downgrade"])
      let morning = try await night.run(environment: ["AFTERMARKET_CA_FILE": night.server.certificate])
      #expect(morning.status == 4 && !morning.lines(with: "trouble", "https").isEmpty, "\(morning)")
      #expect(try await night.server.requests("/ok").isEmpty)
    }
  }
}
