import Foundation
import Outside
import Servers
import Testing

/// nightly.json5, the proxy and the file of secrets.
struct NightSettingsTests {
  @Test(arguments: [
    ("maximum_concurency: 4", "unknown key \"maximum_concurency\""),
    ("maximum_concurrency: 0", "1 to 256"),
    ("free_space_floor_bytes: -1", "0 or more"),
    ("sources: []", "empty"),
    (#"sources: ["shop", "shop"]"#, "twice"),
    (#"sources: ["nobody"]"#, "nobody"),
    (#"proxy: "http://name:hunter2@localhost:1""#, "AFTERMARKET_PROXY"),
    (#"ca_file: "gone.pem""#, "gone.pem does not exist"),
  ])
  func `what is wrong with nightly.json5 is told with its place`(_ members: String, _ words: String) async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    try night.settings(members)
    let outcome = try await night.run("run")
    #expect(outcome.status == 2 && outcome.errors.contains(words), "\(outcome)")
    #expect(!outcome.errors.contains("hunter2"))
    #expect(night.market.requests.isEmpty)
  }

  @Test func `it names the sources of a night, and may be missing`() async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    try night.source("other", ["/shop/2"])
    try night.settings(#"sources: ["shop"], free_space_floor_bytes: 0"#)
    #expect(try await night.run("run").status == 0)
    #expect(night.market.requests.map(\.path) == ["/shop/1"])
    try FileManager.default.removeItem(atPath: night.scratch.path("pipelines/nightly.json5"))
    #expect(try await night.run("fetch", "--dry-run").output.contains("other"))
  }

  @Test func `a proxy is gone through, and its password is nowhere`() async throws {
    let night = try Night()
    let proxy = try MarketServer()
    try night.source("shop", ["/shop/1", "/shop/2"])
    let outcome = try await night.run(
      "run", "--verbose", environment: ["AFTERMARKET_PROXY": "http://tester:hunter2-canary@127.0.0.1:\(proxy.port)"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(night.market.requests.isEmpty)
    #expect(proxy.requests.allSatisfy { $0.path.hasPrefix("http://127.0.0.1:") })
    #expect(proxy.requests.count == 2 && proxy.requests.contains { $0.authorization.hasPrefix("Basic_") })
    let told = try await night.run(
      "run", "--dry-run", "--proxy", "http://tester:hunter2-canary@127.0.0.1:\(proxy.port)")
    #expect(told.output.contains("through the proxy http://127.0.0.1:\(proxy.port)"))
    let found = try await Program.shell(
      "grep -rl hunter2-canary . ; zcat workspace/archive/*.gz | grep -c hunter2-canary", in: night.scratch)
    #expect(found.output == "0\n", "\(found)")
    #expect(!(outcome.output + outcome.errors + told.output + told.errors).contains("hunter2-canary"))
  }

  @Test(arguments: [
    ("others may read it", "SHOP_KEY=hunter2-canary\n", 0o644, "secrets", "chmod 600"),
    ("it lies in the configuration", "SHOP_KEY=hunter2-canary\n", 0o600, "pipelines/secrets", "keep it elsewhere"),
    ("a line is none", "# keys\nhunter2-canary\n", 0o600, "secrets", "secrets:2: this line is not NAME=VALUE"),
    ("a name stands twice", "A=hunter2-canary\nA=2\n", 0o600, "secrets", "secrets:2: A stands in an earlier line"),
    ("it is gone", nil, 0, "nowhere", "nowhere"),
  ])
  func `a file of secrets is refused when`(
    _ why: String, _ text: String?, _ mode: Int, _ name: String, _ words: String
  ) async throws {
    let night = try Night()
    try night.source("shop", ["/shop/1"])
    if let text {
      try night.scratch.write(text, to: name)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: night.scratch.path(name))
    }
    let outcome = try await night.run("run", environment: ["AFTERMARKET_SECRETS_FILE": name])
    #expect(outcome.status == 2 && outcome.errors.contains(words), "\(why): \(outcome)")
    #expect(!outcome.errors.contains("hunter2"))
    #expect(night.market.requests.isEmpty)
  }
}
