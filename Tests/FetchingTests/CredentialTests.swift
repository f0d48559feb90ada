import CurlKit
import Fetching
import HTTPKit
import Records
import Testing

/// Where secrets go, and where they do not.
@Suite struct CredentialTests {
  private static let page = "https://api.shop.example/list"
  private static let token = "https://auth.shop.example/token"
  private static let secrets = ["SHOP_KEY": "k3y-of-the-shop", "SHOP_USER": "bob", "SHOP_ID": "app-id-77"]

  private static let header = CredentialRules.header(name: "X-Api-Key", prefix: "Key ", secret: "SHOP_KEY")
  private static let query = CredentialRules.query([
    .init(parameter: "feed", secret: "SHOP_KEY"), .init(parameter: "user", secret: "SHOP_USER"),
  ])
  private static let client = CredentialRules.clientCredentials(
    tokenURL: token, scope: "https://shop.example/read all", identifier: "SHOP_ID", secret: "SHOP_KEY")

  private func policy(_ rules: CredentialRules, retries: Int = 0) -> FetchPolicy {
    var policy = testPolicy(hosts: [".shop.example", ".example.org"], retries: retries)
    policy.credentials = rules
    return policy
  }

  private func web(
    _ replies: [String: [ScriptedWeb.Reply]], secrets: [String: String] = secrets
  ) -> ScriptedWeb {
    var all = replies
    for origin in ["https://api.shop.example", "https://other.shop.example", "https://api.shop.example:8443"] {
      all[origin + "/robots.txt"] = [.answer("404 Not Found")]
    }
    return ScriptedWeb(all, secrets: secrets)
  }

  private static func grant(_ text: String, seconds: String = "7200") -> ScriptedWeb.Reply {
    .answer("200 OK", body: #"{"access_token":"\#(text)","expires_in":\#(seconds),"token_type":"Application Token"}"#)
  }

  @Test func `a secret header goes with the page, not with robots.txt`() throws {
    let web = web([Self.page: [.answer("200 OK", body: "x")]])
    _ = try web.fetch(Self.page, policy(Self.header)).get()
    #expect(web.seen.map { $0.header("X-Api-Key") } == [nil, "Key k3y-of-the-shop"])
    #expect(web.seen.allSatisfy { seen in !seen.request.headers.contains { $0.value.contains("k3y") } })
  }

  @Test func `who comes with a key of the publisher's is no crawler there, but is one elsewhere`() throws {
    let elsewhere = "https://other.shop.example/list"
    var agreed = policy(Self.header)
    agreed.isAuthorized = true
    let replies: [String: [ScriptedWeb.Reply]] = [
      Self.page: [.answer("302 Found", headers: ["Location: \(elsewhere)"])],
      "https://api.shop.example/robots.txt": [.answer("200 OK", body: "User-agent: *\nDisallow: /")],
      "https://other.shop.example/robots.txt": [.answer("200 OK", body: "User-agent: *\nDisallow: /")],
    ]
    let web = ScriptedWeb(replies, secrets: Self.secrets)
    let failure = try #require(try web.fetch(Self.page, agreed).failure)
    #expect(failure.code == "fetch.barred_by_robots")
    #expect(web.seen.map(\.request.url.text) == [Self.page, "https://other.shop.example/robots.txt"])
  }

  @Test func `secrets of the query are added where nobody else sees them`() throws {
    let web = web([Self.page: [.answer("200 OK", body: "x")]], secrets: ["SHOP_KEY": "a&b=c d", "SHOP_USER": "bob"])
    let page = try web.fetch(Self.page, policy(Self.query)).get().page
    #expect(web.seen.map(\.request.secretQuery) == [nil, "feed=a%26b%3Dc%20d&user=bob"])
    #expect(page.url == Self.page)
  }

  @Test(arguments: [[:], ["SHOP_KEY": ""], ["SHOP_USER": "bob"]])
  func `a source whose secrets are missing asks nothing and names them`(_ secrets: [String: String]) throws {
    let web = web([:], secrets: secrets)
    let failure = try #require(try web.fetch(Self.page, policy(Self.query)).failure)
    #expect(failure.verdict == .refused)
    #expect(failure.code == "fetch.credential_missing")
    #expect(failure.description.contains("SHOP_KEY"))
    #expect(failure.description.contains("SHOP_USER") == (secrets["SHOP_USER"] == nil))
    #expect(web.asked.isEmpty)
  }

  @Test(arguments: ["line\nbreak", "nul\u{0}", String(repeating: "x", count: 9_000)])
  func `a secret that would break the request is not sent`(_ secret: String) throws {
    let web = web([:], secrets: ["SHOP_KEY": secret])
    let failure = try #require(try web.fetch(Self.page, policy(Self.header)).failure)
    #expect(failure.code == "fetch.credential_unusable")
    #expect(!failure.description.contains(secret))
    #expect(web.asked.isEmpty)
  }

  @Test func `no secret goes over plain http, but to a network of one's own`() throws {
    let url = "http://127.0.0.1:8080/list"
    let web = ScriptedWeb(
      ["http://127.0.0.1:8080/robots.txt": [.answer("404 No")], url: [.answer("200 OK", body: "x")]],
      secrets: Self.secrets)
    var policy = policy(Self.header)
    policy.hosts = ["127.0.0.1"]
    #expect(try web.fetch(url, policy).failure?.code == "fetch.credential_insecure")
    #expect(web.asked.isEmpty)
    policy.networks = [try #require(IPNetwork("127.0.0.0/8"))]
    _ = try web.fetch(url, policy).get()
    #expect(web.seen.last?.header("X-Api-Key") != nil)
  }

  @Test(arguments: ["https://other.shop.example/x", "https://api.shop.example:8443/x"])
  func `a redirect to another origin takes no secret along, and the way back does`(_ elsewhere: String) throws {
    for rules in [Self.header, Self.query, Self.client] {
      let web = web([
        Self.page: [.answer("302 Found", headers: ["Location: \(elsewhere)"])],
        elsewhere: [.answer("302 Found", headers: ["Location: https://api.shop.example/back"])],
        "https://api.shop.example/back": [.answer("200 OK", body: "x")], Self.token: [Self.grant("t0ken-1234")],
      ])
      _ = try web.fetch(Self.page, policy(rules)).get()
      let away = web.seen.filter { $0.url == elsewhere }
      #expect(away.count == 1)
      #expect(away.allSatisfy { $0.request.secretHeaders.isEmpty && $0.request.secretQuery == nil })
      #expect(away.allSatisfy { $0.header("Authorization") == nil && $0.header("X-Api-Key") == nil })
      let back = try #require(web.seen.last)
      #expect(!back.request.secretHeaders.isEmpty || back.request.secretQuery != nil)
    }
  }

  @Test func `a redirect that carries a secret to another host is not followed`() throws {
    let web = web([
      Self.page: [.answer("302 Found", headers: ["Location: https://other.shop.example/?got=k3y-of-the-shop"])]
    ])
    let failure = try #require(try web.fetch(Self.page, policy(Self.query)).failure)
    #expect(failure.code == "fetch.redirect_unusable")
    #expect(web.asked.count == 2)
    #expect(!"\(failure)".contains("k3y"))
  }

  @Test func `ten pages at once ask for one token, with the secret in a header alone`() throws {
    let pages = (0..<10).map { "https://api.shop.example/\($0)" }
    var replies = [Self.token: [Self.grant("t0ken-1234")]]
    for url in pages { replies[url] = [.answer("200 OK", body: "x")] }
    let web = web(replies)
    let policy = policy(Self.client)
    try web.run { fetcher in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for url in pages { group.addTask { _ = try await fetcher.fetch(url, policy: policy) } }
        try await group.waitForAll()
      }
    }
    let asked = web.seen.filter { $0.url == Self.token }
    #expect(asked.count == 1)
    #expect(asked.first?.header("Authorization") == "Basic YXBwLWlkLTc3OmszeS1vZi10aGUtc2hvcA==")
    let form = "grant_type=client_credentials&scope=https%3A%2F%2Fshop.example%2Fread%20all"
    #expect(
      asked.first?.request.method
        == .post(body: Array(form.utf8), contentType: "application/x-www-form-urlencoded"))
    #expect(web.seen.suffix(10).allSatisfy { $0.header("Authorization") == "Bearer t0ken-1234" })
  }

  @Test func `a token is kept for its life and renewed before its end`() throws {
    let web = web([
      Self.page: [.answer("200 OK", body: "x")], Self.token: [Self.grant("first-1"), Self.grant("second-2")],
    ])
    let policy = policy(Self.client)
    try web.run { fetcher in
      for minutes in [0, 60, 50, 8, 60] {
        await web.time.sleep(minutes * 60_000)
        _ = try await fetcher.fetch(Self.page, policy: policy)
      }
    }
    let shown = web.seen.filter { $0.url == Self.page }.map { $0.header("Authorization") }
    #expect(shown == ["first-1", "first-1", "first-1", "second-2", "second-2"].map { "Bearer " + $0 })
  }

  @Test func `a token that the server does not take is renewed once`() throws {
    let web = web([
      Self.page: [.answer("401 No"), .answer("200 OK", body: "x")],
      Self.token: [Self.grant("first-1"), Self.grant("second-2")],
    ])
    _ = try web.fetch(Self.page, policy(Self.client)).get()
    let shown = web.seen.filter { $0.url == Self.page }.map { $0.header("Authorization") }
    #expect(shown == ["Bearer first-1", "Bearer second-2"])
    let stubborn = self.web([Self.page: [.answer("401 No")], Self.token: [Self.grant("first-1")]])
    let failure = try #require(try stubborn.fetch(Self.page, policy(Self.client, retries: 3)).failure)
    #expect(failure.reason == .status(401))
    #expect(stubborn.asked.filter { $0 == Self.page }.count == 2)
    #expect(stubborn.asked.filter { $0 == Self.token }.count == 2)
  }

  @Test(arguments: [Self.header, Self.query]) func `a 401 to any other secret is final`(_ rules: CredentialRules) throws
  {
    let web = web([Self.page: [.answer("401 No", headers: ["WWW-Authenticate: Basic"])]])
    #expect(try web.fetch(Self.page, policy(rules, retries: 3)).failure?.verdict == .blocked)
    #expect(web.asked.count == 2)
  }

  @Test(
    arguments: [
      (.answer("401 No", body: "k3y-of-the-shop is wrong"), "fetch.token_refused", 1),
      (.answer("400 Bad"), "fetch.token_refused", 1),
      (.answer("302 Found", headers: ["Location: /x"]), "fetch.token_unavailable", 1),
      (.answer("500 Oh"), "fetch.token_unavailable", 2), (.failure(.timedOut), "fetch.token_unavailable", 2),
      (.answer("200 OK", body: "<html>"), "fetch.token_unavailable", 1),
      (.answer("200 OK", body: #"{"access_token":"a b"}"#), "fetch.token_unavailable", 1),
      (.answer("200 OK", body: #"{"access_token":""}"#), "fetch.token_unavailable", 1),
    ] as [(ScriptedWeb.Reply, String, Int)])
  func `without a token no page is asked for, and the endpoint is not hammered`(
    _ reply: ScriptedWeb.Reply, _ code: String, _ requests: Int
  ) throws {
    let web = web([Self.token: [reply]])
    let policy = policy(Self.client, retries: 1)
    try web.run { fetcher in
      for number in 0..<4 {
        let failure = try await fetcher.attempt("https://api.shop.example/\(number)", policy).failure
        #expect(failure?.code == code)
        #expect(failure.map { !"\($0)".contains("k3y") && $0.evidence.allSatisfy { $0.url != Self.token } } == true)
      }
    }
    #expect(web.asked.filter { $0 == Self.token }.count == requests)
    #expect(!web.asked.contains { $0.hasPrefix("https://api.shop.example/") && !$0.hasSuffix("robots.txt") })
  }

  @Test func `cookies stay with their host and source`() throws {
    let other = "https://other.shop.example/x"
    let web = web([Self.page: [.answer("200 OK", body: "x")], other: [.answer("200 OK", body: "x")]])
    var second = policy(Self.header)
    second.source = SourceID("second")
    let policies = [policy(Self.header), second]
    try web.run { fetcher in
      for policy in policies {
        for url in [Self.page, other, Self.page] { _ = try await fetcher.fetch(url, policy: policy) }
      }
    }
    let jars = web.seen.filter { !$0.url.hasSuffix("robots.txt") }.map(\.request.cookies)
    #expect(jars.count == 6 && !jars.contains(nil))
    #expect(jars[0] == jars[2] && jars[3] == jars[5])
    #expect(Set([jars[0], jars[1], jars[3], jars[4]]).count == 4)
    #expect(web.seen.filter { $0.url.hasSuffix("robots.txt") }.allSatisfy { $0.request.cookies == nil })
  }
}
