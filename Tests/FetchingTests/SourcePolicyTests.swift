import CurlKit
import Fetching
import Records
import Servers
import Testing

@Suite struct SourcePolicyTests {
  /// A source of rates with some of its lines replaced.
  private func source(
    access: String = "nightly", auth: String = "none", fetch: String? = nil
  ) throws -> SourceDefinition {
    let standard = "{ urls: ['http://rates.example/daily.xml'], delay_seconds: 1.5, timeout_seconds: 4 }"
    let text = """
      {
        name: 'rates', title: 'Rates', kind: 'rates', access: '\(access)', url: 'http://rates.example/',
        terms: 'free to use', robots: 'allows it', auth: '\(auth)', allowed_uses: ['analysis'],
        \(access == "saved" ? "" : "fetch: \(fetch ?? standard),")
        recognize: { hosts: ['rates.example'] },
        read: { format: 'rates', table: { base: 'EUR', element: 'Cube', date: 'time', quote: 'currency', value: 'rate' } },
      }
      """
    return try SourceDefinition(json5: Array(text.utf8), file: "rates.json5")
  }

  @Test func `a declared source says hosts, delay and time limit`() throws {
    let policy = try FetchPolicy(source())
    #expect(policy.refusal == nil)
    #expect(policy.hosts == ["rates.example"])
    #expect(policy.networks == [])
    #expect(policy.delayMilliseconds == 1_500)
    #expect(policy.limits.totalMilliseconds == 4_000)
    #expect(policy.limits.connectMilliseconds == 4_000)
  }

  @Test func `a source of saved pages is refused with its terms`() throws {
    #expect(try FetchPolicy(source(access: "saved")).refusal == "Rates is read from saved pages only: free to use")
  }

  @Test func `a source that needs an authorization is refused without one`() throws {
    let refusal = try FetchPolicy(source(access: "authorized", auth: "an API key")).refusal
    #expect(refusal == "Rates needs authorization, an API key, and its file declares no credentials")
  }

  @Test(arguments: [
    ("{ urls: ['ftp://rates.example/'] }", "fetch.address_unusable"),
    ("{ urls: ['http://rates.example/'], networks: ['127.0.0.1/99'] }", "fetch.network_unreadable"),
  ]) func `what cannot be fetched is told before the first request`(_ fetch: String, _ code: String) throws {
    let source = try source(fetch: fetch)
    let failure = #expect(throws: FetchFailure.self) { try FetchPolicy(source) }
    #expect(failure?.code == code)
  }

  @Test(.enabled(if: WireServer.isAvailable, "python3 is not there to run the server"))
  func `the declared address of a source becomes its page`() async throws {
    let url = WireServer.url("/rates.xml")
    let source = try source(fetch: "{ urls: ['\(url)'], networks: ['127.0.0.0/8'], delay_seconds: 0 }")
    var environment = ScriptedWeb([:]).environment
    environment.transport = FetchEnvironment.network(try TransferEngine())
    let fetcher = Fetcher(identity: try #require(testIdentity), environment: environment)
    let page = try await fetcher.fetch(url, policy: try FetchPolicy(source)).page
    #expect(page.source == SourceID("rates"))
    #expect(String(decoding: page.body, as: UTF8.self).contains("currency='CNY' rate='8.0000'"))
  }
}
