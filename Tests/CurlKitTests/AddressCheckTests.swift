import HTTPKit
import Servers
import Testing

@testable import CurlKit

/// Which addresses are connected to, when names, reuse and proxies are in play.
@Suite(.enabled(if: WireServer.isAvailable, "python3 is not there to run the server"))
struct AddressCheckTests {
  private var port: Int { WireServer.shared.port ?? 0 }

  @Test(arguments: [
    "http://127.0.0.1", "http://localhost", "http://2130706433", "http://0x7f.1", "http://0177.0.0.1",
    "http://[::ffff:127.0.0.1]", "http://[::1]",
  ])
  func `a private address is refused in every spelling when it is resolved`(_ origin: String) async throws {
    let asked = try request("\(origin):\(port)/rates.xml") { $0.addresses = AddressPolicy() }
    let failure = await failure(try TransferEngine(), asked)
    #expect(failure?.code == "address_refused")
    #expect(failure?.isTransient == false)
  }

  @Test func `a kept connection is not used under a policy that bars its address`() async throws {
    let engine = try TransferEngine()
    let before = try await engine.perform(request("/keep"))
    let barred = await failure(engine, try request("/keep") { $0.addresses = AddressPolicy() })
    #expect(barred?.code == "address_refused")
    let after = try await engine.perform(request("/keep"))
    // The server numbers its connections and the requests on each.
    let counts = [before, after].map { String(decoding: $0.body, as: UTF8.self) }
    #expect(counts.first?.hasSuffix(" 1") == true)
    #expect(counts.last?.hasSuffix(" 1") == true || counts.last?.hasSuffix(" 2") == true)
  }

  @Test func `a name with a refused and a permitted address is reached at the permitted one`() async throws {
    var settings = EngineSettings()
    settings.resolve = ["shop.example:\(port):10.0.0.1,127.0.0.1", "bad.example:\(port):10.0.0.1,192.168.0.1"]
    let engine = try TransferEngine(settings)
    let four = AddressPolicy(allowing: ["127.0.0.0/8"].compactMap { IPNetwork($0) })
    let mixed = try request("http://shop.example:\(port)/rates.xml") { $0.addresses = four }
    #expect(try await engine.perform(mixed).remoteAddress == "127.0.0.1")
    let bad = await failure(engine, try request("http://bad.example:\(port)/rates.xml") { $0.addresses = four })
    #expect(bad?.code == "address_refused")
  }

  @Test func `a proxy is asked in place of the host, and private addresses are refused by their text`() async throws {
    let engine = try TransferEngine(EngineSettings(proxy: "http://127.0.0.1:\(port)"))
    let page = try await engine.perform(request("http://shop.example/rates.xml") { $0.addresses = AddressPolicy() })
    #expect(page.status == 200)
    #expect(page.remoteAddress == nil)
    for url in [
      "http://10.1.1.1/", "http://0xa000001/", "http://localhost/", "http://[fe80::1]/", "http://a.localhost./",
    ] {
      let refused = await failure(engine, try request(url) { $0.addresses = AddressPolicy() })
      #expect(refused?.code == "address_refused", "\(url)")
    }
    #expect(throws: TransferFailure.self) { try TransferEngine(EngineSettings(proxy: "socks5://127.0.0.1:1")) }
    let gone = try TransferEngine(EngineSettings(proxy: "http://127.0.0.1:1"))
    #expect(await failure(gone, try request("http://shop.example/"))?.code == "proxy_unusable")
  }
}
