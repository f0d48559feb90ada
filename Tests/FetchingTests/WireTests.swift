import CurlKit
import Fetching
import Foundation
import HTTPKit
import Records
import Servers
import Testing

/// The way over real sockets, against a server of this machine.
@Suite(.enabled(if: WireServer.isAvailable, "python3 is not there to run the server"))
struct WireTests {
  private func fetch(
    _ path: String, networks: [String] = ["127.0.0.0/8"], adjust: (inout FetchPolicy) -> Void = { _ in }
  ) async throws -> Result<FetchResult, FetchFailure> {
    var policy = testPolicy(hosts: ["127.0.0.1"])
    policy.networks = networks.compactMap { IPNetwork($0) }
    policy.retries = 0
    policy.limits.connectMilliseconds = 20_000
    policy.limits.totalMilliseconds = 20_000
    policy.limits.bodyBytes = 256 << 10
    policy.decodedBytes = 1 << 20
    adjust(&policy)
    var environment = ScriptedWeb([:]).environment
    environment.transport = FetchEnvironment.network(try TransferEngine())
    let fetcher = Fetcher(identity: try #require(testIdentity), environment: environment)
    return try await fetcher.attempt(WireServer.url(path), policy)
  }

  @Test func `a feed of rates becomes a page with its bytes and headers as they came`() async throws {
    let page = try await fetch("/rates.xml").get().page
    #expect(page.status == 200)
    #expect(page.contentType == "text/xml; charset=utf-8")
    #expect(String(decoding: page.body, as: UTF8.self).contains("currency='USD' rate='1.2500'"))
    let head = String(decoding: try #require(page.httpHead), as: UTF8.self)
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(head.hasSuffix("Content-Length: \(page.body.count)\r\n\r\n"))
    #expect(page.sha256.utf8.count == 64)
  }

  @Test func `gzip is asked for, undone, and kept as it came`() async throws {
    let plain = try await fetch("/rates.xml").get().page
    let page = try await fetch("/gzip").get().page
    #expect(page.body == plain.body)
    #expect(page.sha256 == plain.sha256)
    #expect(page.wireBody?.starts(with: [0x1f, 0x8b]) == true)
    let log = String(decoding: try await fetch("/log").get().page.body, as: UTF8.self)
    #expect(log.contains("/gzip AftermarketBot/0.0 (+mailto:ops@example.com) [gzip]"))
    #expect(log.contains("/robots.txt AftermarketBot/0.0 (+mailto:ops@example.com) []"))
  }

  @Test(arguments: ["/chunked", "/early-hints", "/hop"])
  func `an unusual but honest answer is read whole`(_ path: String) async throws {
    let plain = try await fetch("/rates.xml").get().page
    #expect(try await fetch(path).get().page.body == plain.body)
  }

  @Test(arguments: [
    ("/gzip-cut", "body_undecodable"), ("/gzip-unannounced", "body_undecodable"),
    ("/gzip-checksum", "body_undecodable"), ("/gzip-bomb", "body_beyond_limit"),
    ("/coding", "coding_unknown"), ("/chunked-cut", "body_truncated"), ("/missing", "status_404"),
    ("/error", "status_500"), ("/away", "host_foreign"), ("/loop", "too_many_redirects"),
    ("/file", "redirect_unusable"), ("/big", "body_too_large"), ("/big-open", "body_too_large"),
    ("/slow", "timed_out"), ("/cut", "body_truncated"), ("/lengths", "length_contradictory"),
    ("/cut-header", "headers_truncated"), ("/many-headers", "too_many_headers"), ("/empty", "body_empty"),
    ("/garbage", "not_http"), ("/reset", "connection_lost"), ("/silent", "reply_empty"),
    ("/private", "barred_by_robots"),
  ]) func `a fault is a failure with its own code`(_ path: String, _ code: String) async throws {
    let failure = try #require(
      try await fetch(path) { if path == "/slow" { $0.limits.totalMilliseconds = 1_000 } }.failure)
    #expect(failure.code == "fetch." + code)
    #expect(failure.description.contains("http://"))
  }

  @Test func `a source without the network of its server asks nothing`() async throws {
    let failure = try #require(try await fetch("/rates.xml", networks: []).failure)
    #expect(failure.code == "fetch.robots_unreachable")
    #expect(failure.description.contains("127.0.0.1"))
  }
}
