import CurlKit
import Fetching
import HTTPKit
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
    #expect(
      refusal == "Rates needs authorization, an API key; then declare fetch.credentials in its file, "
        + "or set access to \"nightly\" where there is nothing to show")
  }

  @Test(arguments: [
    ("{ urls: ['http://rates.example:99999/'] }", "fetch.address_unusable"),
    ("{ urls: ['http://rates.example/'], networks: ['127.0.0.1/99'] }", "fetch.network_unreadable"),
  ]) func `what cannot be fetched is told before the first request`(_ fetch: String, _ code: String) throws {
    let source = try source(fetch: fetch)
    let failure = #expect(throws: FetchFailure.self) { try FetchPolicy(source) }
    #expect(failure?.code == code)
  }

  @Test func `a declared source says what to send, how much at once, and how much a day`() throws {
    var source = try source(access: "authorized", auth: "an API key")
    let credentials = CredentialRules.header(name: "Authorization", prefix: "Bearer ", secret: "RATES_KEY")
    source.fetch?.credentials = credentials
    source.fetch?.headers = [FetchHeader(name: "Accept", value: "text/csv")]
    source.fetch?.concurrency = 4
    source.fetch?.retries = 1
    source.fetch?.maximumBytes = 9_000
    source.fetch?.dailyRequests = 5_000
    let policy = try FetchPolicy(source)
    #expect(policy.refusal == nil)
    #expect(policy.credentials == credentials)
    #expect(policy.headers == [HeaderField("Accept", "text/csv")])
    #expect(policy.concurrency == 4 && policy.retries == 1 && policy.requestsLeft == 5_000)
    #expect(policy.decodedBytes == 9_000 && policy.limits.bodyBytes == 9_000)
  }

  @Test func `a declared header replaces our own of that name`() throws {
    let web = ScriptedWeb([
      "http://shop.example/robots.txt": [.answer("404 No")], "http://shop.example/": [.answer("200 OK", body: "x")],
    ])
    var policy = testPolicy()
    policy.headers = [HeaderField("accept", "text/csv"), HeaderField("X-Market", "US")]
    _ = try web.fetch("http://shop.example/", policy).get()
    let names = web.seen.last?.request.headers.map { "\($0.name): \($0.value)" }
    #expect(names?.suffix(3) == ["Accept-Encoding: gzip", "accept: text/csv", "X-Market: US"])
    #expect(web.seen.first?.request.headers.count == 1)
  }

  @Test(arguments: ["Host", "User-Agent", "cookie", "If-None-Match", "Authorization", "X Y", "", "X-\r\nEvil"])
  func `a source may not declare a header that is the fetcher's own, secret or broken`(_ name: String) throws {
    var source = try source()
    source.fetch?.headers = [FetchHeader(name: name, value: "x")]
    let declared = source
    let failure = #expect(throws: FetchFailure.self) { try FetchPolicy(declared) }
    #expect(failure?.code == "fetch.header_unusable")
    #expect(failure?.disposition == .halt)
  }

  @Test func `a refusal says what to do instead`() throws {
    let policy = try FetchPolicy(source(access: "saved"))
    let failure = try #require(try ScriptedWeb([:]).fetch("http://rates.example/", policy).failure)
    #expect(failure.verdict == .refused)
    #expect(failure.description.hasSuffix("save the page in the browser, then: aftermarket ingest FILE --source rates"))
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
