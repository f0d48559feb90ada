import HTTPKit
import Servers
import Testing

@testable import CurlKit

/// TLS and HTTP/2, against nginx.
@Suite(
  .enabled(if: NginxServer.shared != nil, "nginx (Debian's nginx-light) or openssl is not there to run the server"))
struct SecureTests {
  private let nginx: NginxServer

  init() throws { nginx = try #require(NginxServer.shared) }

  private func trusting() throws -> TransferEngine {
    try TransferEngine(EngineSettings(caFile: nginx.certificate))
  }

  @Test func `many transfers to one host share one HTTP/2 connection`() async throws {
    let engine = try trusting()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<300 {
        group.addTask {
          let page = try await engine.perform(request(nginx.url("/page/shared-\(number)")))
          #expect(page.head.starts(with: "HTTP/2 200".utf8))
          #expect(page.body.count == 21_000)
        }
        if number >= 64 { try await group.next() }
      }
      try await group.waitForAll()
    }
    let lines = await nginx.log(containing: "shared-", lines: 300)
    #expect(lines.count == 300)
    #expect(Set(lines.map { $0.first }) == ["HTTP/2.0"])
    #expect(Set(lines.map { $0[1] }).count == 1)
  }

  @Test func `a server without HTTP/2 is asked over several connections, which are kept`() async throws {
    let engine = try TransferEngine(EngineSettings(maximumConnections: 4, caFile: nginx.certificate))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask {
          let page = try await engine.perform(request(nginx.url("/page/old-\(number)", plain: true)))
          #expect(page.head.starts(with: "HTTP/1.1 200".utf8))
        }
        if number >= 16 { try await group.next() }
      }
      try await group.waitForAll()
    }
    let lines = await nginx.log(containing: "old-", lines: 100)
    #expect((1...4).contains(Set(lines.map { $0[1] }).count))
  }

  @Test(arguments: [false, true])
  func `gzip stays packed, in chunks where the protocol has them`(_ plain: Bool) async throws {
    let engine = try trusting()
    let page = try await engine.perform(
      request(nginx.url("/packed/1", plain: plain)) { $0.headers.append(HeaderField("Accept-Encoding", "gzip")) })
    #expect(page.fields["Content-Encoding"] == "gzip")
    #expect(page.body.starts(with: [0x1f, 0x8b]))
    #expect(page.fields.isChunked == plain)
    #expect((page.wire != page.body) == plain)
  }

  @Test func `a certificate that nobody vouches for is refused, whatever was trusted before`() async throws {
    let trusting = try trusting()
    #expect(try await trusting.perform(request(nginx.url("/page/1"))).status == 200)
    let failure = await failure(try TransferEngine(), try request(nginx.url("/page/1")))
    #expect(failure?.code == "tls")
    #expect(failure?.curlCode == 60)
    #expect(failure?.isTransient == false)
  }

  @Test func `a certificate for another host is refused`() async throws {
    var settings = EngineSettings(caFile: nginx.certificate)
    settings.resolve = ["shop.example:\(nginx.port):127.0.0.1"]
    let engine = try TransferEngine(settings)
    let failure = await failure(engine, try request("https://shop.example:\(nginx.port)/page/1"))
    #expect(failure?.curlCode == 60)
  }

  @Test func `a file of certificates that is not there is a failure and not a lack of checks`() async throws {
    let engine = try TransferEngine(EngineSettings(caFile: "/nonexistent/ca.pem"))
    #expect(await failure(engine, try request(nginx.url("/page/1")))?.code == "tls")
  }

  @Test func `one transfer that is barred, too large or cancelled harms no other on its connection`() async throws {
    let engine = try trusting()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<60 {
        group.addTask {
          let page = try await engine.perform(request(nginx.url("/page/among-\(number)")))
          #expect(page.body.count == 21_000)
        }
        group.addTask {
          let barred = try request(nginx.url("/page/1")) { $0.addresses = AddressPolicy() }
          #expect(await failure(engine, barred)?.code == "address_refused")
        }
        group.addTask {
          let large = try request(nginx.url("/large.html")) { $0.limits.bodyBytes = 1 << 16 }
          #expect(await failure(engine, large)?.code == "body_too_large")
        }
        group.addTask {
          let slow = try request(nginx.url("/slow")) { $0.limits.bodyBytes = 2 << 20 }
          let task = Task { await failure(engine, slow)?.code }
          try await Task.sleep(for: .milliseconds(number))
          task.cancel()
          #expect(await task.value == "cancelled")
        }
      }
      try await group.waitForAll()
    }
  }
}
