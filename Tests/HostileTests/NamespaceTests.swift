import Foundation
import Outside
import Testing

extension Hostile {
  /// Addresses that are not public, in a network of the test's own: nothing there may be reached by the usual policy.
  @Suite(.enabled(if: Machine.isOurs && Machine.has("ip"), "needs root, unshare and ip"))
  struct NamespaceTests {
    /// What looks like the public server of the source.
    static let publicSite = "198.41.0.4"
    /// Where a page must never be led to.
    static let forbidden = ["/canary", "/latest/meta-data/iam", "/latest/meta-data/"]

    /// Runs a night in a network namespace and gives what the server there saw.
    private func run(
      _ night: Night, hosts: String = "127.0.0.1 localhost\n", after: String? = nil
    ) async throws -> (Night.Morning, [FaultServer.Request]) {
      let hostsFile = try night.scratch.write(hosts, to: "hosts")
      if let after { try night.scratch.write(after, to: "hosts.after") }
      let log = night.scratch.path("log")
      let start = ContinuousClock.now
      let outcome = try await Program.launch(
        "/usr/bin/env",
        [
          "unshare", "--net", "--mount", "python3", FaultServer.script + "/../namespace.py", log, hostsFile,
          Program.path, "run", "--pipelines", night.scratch.path("pipelines"),
        ], in: night.scratch, environment: ["AFTERMARKET_CONTACT": "tests@example.org"])
      let morning = Night.Morning(
        outcome: outcome, seconds: start.duration(to: .now) / .seconds(1), megabytes: nil)
      let decoder = JSONDecoder()
      let seen = try Data(contentsOf: URL(filePath: log)).split(separator: 0x0a)
        .map { try decoder.decode(FaultServer.Request.self, from: Data($0)) }
      return (morning, seen)
    }

    @Test(
      arguments: ["/redirect/metadata"]
        + ["dec", "hex", "oct", "short", "v6", "name", "userinfo"].map { "/redirect/private?as=\($0)" })
    func `F13 no redirect of a public server leads to an address that is not public`(path: String) async throws {
      let night = try await Night()
      // Even a source that names the hosts does not get there: naming a network is another matter.
      try night.source(
        "trouble", ["http://\(Self.publicSite)\(path)"], networks: "[]",
        rules: ["hosts": #"["127.0.0.2", "localhost", "169.254.169.254", "[::ffff:127.0.0.2]", "127.2"]"#])
      let (morning, seen) = try await run(night)
      #expect(morning.status == 4, "\(morning)")
      #expect(seen.contains { $0.site == Self.publicSite && $0.path != "/robots.txt" }, "never asked: \(morning)")
      #expect(seen.allSatisfy { $0.site == Self.publicSite }, "\(seen.map { $0.site + $0.path }): \(morning)")
      #expect(morning.lines(with: "trouble").count == 1, "\(morning)")
      try await night.expectSound(morning)
    }

    @Test(
      arguments: [
        "http://127.0.0.1", "http://2130706433", "http://0x7f000001", "http://0177.0.0.1", "http://127.1",
        "http://[::ffff:127.0.0.1]", "http://localhost", "http://169.254.169.254", "http://10.1.2.3", "http://0.0.0.0",
        "http://[fd00::1]", "http://inside.test",
      ])
    func `F13 a source at an address that is not public is refused, however it is spelt`(site: String) async throws {
      let night = try await Night()
      try night.source("trouble", ["\(site)/latest/meta-data/iam"], networks: "[]")
      let (morning, seen) = try await run(night, hosts: "127.0.0.1 localhost\n10.1.2.3 inside.test\n")
      #expect(seen.isEmpty, "\(seen.map { $0.site + $0.path }): \(morning)")
      #expect([2, 4].contains(morning.status) && !morning.lines(with: "trouble").isEmpty, "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F13 a named network, and nothing beside it, is allowed`() async throws {
      let night = try await Night()
      try night.source(
        "trouble", ["http://10.1.2.3/lot/1", "http://10.1.2.3/redirect/metadata"], networks: #"["10.1.2.0/24"]"#,
        rules: ["hosts": #"["169.254.169.254"]"#])
      let (morning, seen) = try await run(night)
      #expect(morning.status == 1, "\(morning)")
      #expect(seen.allSatisfy { $0.site == "10.1.2.3" }, "\(morning)")
      #expect(try await night.keys("trouble") == ["lot-1"], "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F13 a name that turns private after the first page is not followed there`() async throws {
      let night = try await Night()
      try night.source(
        "trouble", (1...4).map { "http://flip.test/lot/\($0)" } + ["http://flip.test/canary"], networks: "[]",
        rules: ["delay_seconds": "0.7"])
      let (morning, seen) = try await run(
        night, hosts: "127.0.0.1 localhost\n\(Self.publicSite) flip.test\n",
        after: "127.0.0.1 localhost\n127.0.0.2 flip.test\n")
      #expect(seen.allSatisfy { $0.site == Self.publicSite }, "\(seen.map { $0.site + $0.path }): \(morning)")
      #expect(try await night.keys("trouble").contains("lot-1"), "\(morning)")
      try await night.expectSound(morning)
    }

    @Test func `F13 a name with a public and a private address is asked at the public one only`() async throws {
      let night = try await Night()
      // Nobody answers at the public address here, so a careless client goes on to the next.
      try night.source("trouble", ["http://two.test/canary"], networks: "[]", rules: ["timeout_seconds": "3"])
      let (morning, seen) = try await run(
        night, hosts: "127.0.0.1 localhost\n198.41.0.99 two.test\n127.0.0.2 two.test\n")
      #expect(seen.isEmpty, "\(seen.map { $0.site + $0.path }): \(morning)")
      #expect(morning.status == 4, "\(morning)")
    }
  }
}
