import CurlKit
import Fetching
import Foundation
import HTTPKit
import Records
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
    policy.limits.connectMilliseconds = 2_000
    policy.limits.totalMilliseconds = 2_000
    policy.limits.bodyBytes = 256 << 10
    policy.decodedBytes = 1 << 20
    adjust(&policy)
    var environment = ScriptedWeb([:]).environment
    environment.transport = FetchEnvironment.network
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
    let failure = try #require(try await fetch(path).failure)
    #expect(failure.code == "fetch." + code)
    #expect(failure.description.contains("http://"))
  }

  @Test(arguments: [
    "http://127.0.0.1", "http://localhost", "http://2130706433", "http://0x7f.1", "http://[::ffff:127.0.0.1]",
  ])
  func `a private address is refused in every spelling when it is resolved`(_ origin: String) async throws {
    let address = try WebAddress("\(origin):\(WireServer.shared.port ?? 0)/rates.xml")
    var handle = try EasyHandle()
    let failure = #expect(throws: TransferFailure.self) { try handle.perform(TransferRequest(url: address)) }
    #expect(failure?.code == "address_refused")
  }

  @Test func `a name with a refused and a permitted address is reached at the permitted one`() async throws {
    var handle = try EasyHandle(policy: AddressPolicy(allowing: [try #require(IPNetwork("127.0.0.0/8"))]))
    let address = try WebAddress("http://localhost:\(WireServer.shared.port ?? 0)/rates.xml")
    #expect(try handle.perform(TransferRequest(url: address)).remoteAddress == "127.0.0.1")
  }

  @Test func `a source without the network of its server asks nothing`() async throws {
    let failure = try #require(try await fetch("/rates.xml", networks: []).failure)
    #expect(failure.code == "fetch.robots_unreachable")
    #expect(failure.description.contains("127.0.0.1"))
  }

  @Test func `a server that is not there is a failure that may pass`() async throws {
    var handle = try EasyHandle(policy: AddressPolicy(allowing: [try #require(IPNetwork("127.0.0.0/8"))]))
    let address = try WebAddress("http://127.0.0.1:1/")
    let failure = #expect(throws: TransferFailure.self) { try handle.perform(TransferRequest(url: address)) }
    #expect(failure?.code == "connection_refused")
    #expect(failure?.isTransient == true)
  }

  @Test func `a handle serves several requests and stops when asked`() async throws {
    var handle = try EasyHandle(policy: AddressPolicy(allowing: [try #require(IPNetwork("127.0.0.0/8"))]))
    let good = try TransferRequest(url: WebAddress(WireServer.url("/rates.xml")))
    #expect(try handle.perform(good).body == handle.perform(good).body)
    let slow = try TransferRequest(url: WebAddress(WireServer.url("/slow")))
    let failure = #expect(throws: TransferFailure.self) { try handle.perform(slow, isCancelled: { true }) }
    #expect(failure?.code == "cancelled")
  }

  @Test func `a header that would smuggle in another is not sent`() async throws {
    var handle = try EasyHandle()
    let headers = [HeaderField("X-A", "b\r\nX-Evil: c")]
    let request = try TransferRequest(url: WebAddress("http://shop.example/"), headers: headers)
    let failure = #expect(throws: TransferFailure.self) { try handle.perform(request) }
    #expect(failure?.code == "header_unsendable")
  }
}
