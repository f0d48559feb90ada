import Testing

@testable import Records

/// How the `fetch` of a source's file is read.
struct FetchRulesTests {
  /// A file with this `fetch`, on lines 3 and on.
  static func rules(_ fetch: String) throws(JSONFailure) -> FetchRules? {
    let text = """
      { name: "shop", title: "Shop", kind: "marketplace", access: "nightly", url: "https://shop.example/", terms: "t",
        robots: "r", auth: "none", allowed_uses: ["analysis"], recognize: { hosts: ["shop.example"] },
        fetch: { \(fetch) },
        read: { format: "schema-org" } }
      """
    return try SourceDefinition(json5: Array(text.utf8), file: "shop.json5").fetch
  }

  @Test func `addresses alone get the usual manners`() throws {
    let rules = try #require(try Self.rules(#"urls: ["https://shop.example/a"]"#))
    #expect(rules == FetchRules(urls: ["https://shop.example/a"]))
    #expect((rules.concurrency, rules.retries, rules.maximumPages) == (1, 3, 100))
  }

  @Test func `all members are read`() throws {
    let rules = try #require(
      try Self.rules(
        #"""
        urls: ["https://shop.example/{model}?sort=new&filter=%7Ba%7D"], parameters: { model: ["A100", "RTX 4090"] },
        headers: { "Accept-Language": "en-US", "X-EBAY-C-MARKETPLACE-ID": "EBAY_US" }, delay_seconds: 2.5,
        timeout_seconds: 20, concurrency: 2, retries: 0, maximum_pages: 40, maximum_depth: 7, maximum_bytes: 1000000,
        daily_requests: 5000, hosts: [".cdn.example"], networks: ["127.0.0.0/8"], details: ["a.item@href", "a@href"],
        """#))
    #expect(rules.parameters == [FetchParameter(name: "model", values: ["A100", "RTX 4090"])])
    #expect(rules.headers.map(\.name) == ["Accept-Language", "X-EBAY-C-MARKETPLACE-ID"])
    #expect((rules.delaySeconds, rules.timeoutSeconds) == (2.5, 20))
    #expect((rules.concurrency, rules.retries, rules.maximumPages, rules.maximumDepth) == (2, 0, 40, 7))
    #expect((rules.maximumBytes, rules.dailyRequests) == (1_000_000, 5_000))
    #expect((rules.hosts, rules.networks) == ([".cdn.example"], ["127.0.0.0/8"]))
    #expect(rules.details.map(\.place) == ["a.item", "a"])
  }

  @Test(
    arguments: [
      (#"{ next: "a.next@href" }"#, .next([link("a.next")])),
      (#"{ next: ["a.next@href", "link@href"] }"#, .next([link("a.next"), link("link")])),
      (#"{ number: { parameter: "p" } }"#, .number(parameter: "p", first: 1)),
      (#"{ number: { parameter: "page[n]", first: 0 } }"#, .number(parameter: "page[n]", first: 0)),
      (#"{ offset: { parameter: "o", size: 200 } }"#, .offset(parameter: "o", size: 200)),
      (
        #"{ cursor: { read: "/meta/next", parameter: "c" } }"#,
        .cursor([FieldSpec(place: "/meta/next")], parameter: "c")
      ),
    ] as [(String, Pagination)])
  func `each pagination is read`(text: String, pagination: Pagination) throws {
    let rules = try Self.rules(#"urls: ["https://shop.example/"], pagination: "# + text)
    #expect(rules?.pagination == pagination)
  }

  private static func link(_ place: String) -> FieldSpec {
    var spec = FieldSpec(place: place)
    spec.attribute = "href"
    return spec
  }

  @Test(
    arguments: [
      (
        #"{ header: { name: "Authorization", prefix: "Bearer ", secret: "SHOP_KEY" } }"#,
        .header(name: "Authorization", prefix: "Bearer ", secret: "SHOP_KEY"), ["SHOP_KEY"]
      ),
      (
        #"{ query: { feed: "REDDIT_FEED", user: "REDDIT_USER" } }"#,
        .query([
          CredentialRules.QuerySecret(parameter: "feed", secret: "REDDIT_FEED"),
          CredentialRules.QuerySecret(parameter: "user", secret: "REDDIT_USER"),
        ]), ["REDDIT_FEED", "REDDIT_USER"]
      ),
      (
        #"{ client_credentials: { token_url: "https://shop.example/t", scope: "s", identifier: "A", secret: "B2" } }"#,
        .clientCredentials(tokenURL: "https://shop.example/t", scope: "s", identifier: "A", secret: "B2"), ["A", "B2"]
      ),
    ] as [(String, CredentialRules, [String])])
  func `each kind of credentials is read by the names of its variables`(
    text: String, credentials: CredentialRules, names: [String]
  ) throws {
    let rules = try Self.rules(#"urls: ["https://shop.example/"], credentials: "# + text)
    #expect(rules?.credentials == credentials)
    #expect(rules?.credentials?.secretNames == names)
  }

  @Test(arguments: [
    (#"urls: []"#, "/fetch", "missing or empty"),
    (#"urls: ["shop.example/"]"#, "/fetch/urls/0", "begins with https://"),
    (#"urls: ["ftp://shop.example/"]"#, "/fetch/urls/0", "begins with https://"),
    (#"urls: ["https://a:b@shop.example/"]"#, "/fetch/urls/0", "credentials"),
    (#"urls: ["https://{x}.example/"], parameters: { x: ["a"] }"#, "/fetch/urls/0", "host without parameters"),
    (#"urls: ["https:///x"]"#, "/fetch/urls/0", "host without parameters"),
    (#"urls: ["https://shop.example/a b"]"#, "/fetch/urls/0", "percent-encoded"),
    (#"urls: ["https://shop.example/#a"]"#, "/fetch/urls/0", "fragment"),
    (#"urls: ["https://shop.example/", "https://shop.example/"]"#, "/fetch/urls/1", "twice"),
    (#"urls: ["https://shop.example/{x}"]"#, "/fetch/urls/0", "{x} is not declared"),
    (#"urls: ["https://shop.example/?f={3000|2500}"]"#, "/fetch/urls/0", "%7B"),
    (#"urls: ["https://shop.example/x}"]"#, "/fetch/urls/0", "%7B"),
    (#"urls: ["https://shop.example/{x"]"#, "/fetch/urls/0", "%7B"),
    (#"parameters: { x: ["1"] }"#, "/fetch/parameters/x", "no address uses {x}"),
    (#"parameters: { x: "1" }"#, "/fetch/parameters/x", "a list of strings"),
    (#"urls: ["https://shop.example/{x}"], parameters: { x: [] }"#, "/fetch/parameters/x", "without values"),
    (#"urls: ["https://shop.example/{x}"], parameters: { x: ["1", "1"] }"#, "/fetch/parameters/x", "twice"),
    (#"urls: ["https://shop.example/?access_token=abc"]"#, "/fetch/urls/0", "looks like a secret"),
    (#"headers: { Authorization: "Bearer abc" }"#, "/fetch/headers/Authorization", "credentials"),
    (#"headers: { cookie: "a=b" }"#, "/fetch/headers/cookie", "credentials"),
    (#"headers: { "Proxy-Anything": "a" }"#, "/fetch/headers/Proxy-Anything", "credentials"),
    (#"headers: { "X-Api-Key": "a" }"#, "/fetch/headers/X-Api-Key", "credentials"),
    (#"headers: { "X-Auth": "a" }"#, "/fetch/headers/X-Auth", "credentials"),
    (#"headers: { "User-Agent": "a" }"#, "/fetch/headers/User-Agent", "sets itself"),
    (#"headers: { "a b": "a" }"#, "/fetch/headers/a b", "no name of a header"),
    (#"headers: { Accept: "a\nHost: b" }"#, "/fetch/headers/Accept", "plain ASCII"),
    (#"headers: { Accept: "a", accept: "b" }"#, "/fetch/headers/accept", "twice"),
    (#"headers: { Accept: 1 }"#, "/fetch/headers/Accept", "a number where a string"),
    (#"delay_seconds: -1"#, "/fetch/delay_seconds", "number of seconds"),
    (#"timeout_seconds: 0"#, "/fetch/timeout_seconds", "number of seconds"),
    (#"concurrency: 0"#, "/fetch/concurrency", "whole number from 1"),
    (#"retries: 11"#, "/fetch/retries", "whole number from 0"),
    (#"maximum_pages: 1.5"#, "/fetch/maximum_pages", "whole number from 1"),
    (#"maximum_bytes: 0"#, "/fetch/maximum_bytes", "whole number from 1"),
    (#"daily_requests: 0"#, "/fetch/daily_requests", "whole number from 1"),
    (#"hosts: ["https://a.example"]"#, "/fetch/hosts/0", "without scheme"),
    (#"speed: 1"#, "/fetch/speed", "unknown key"),
    (#"details: []"#, "/fetch/details", "no field"),
    (#"details: { value: "https://shop.example/x" }"#, "/fetch/details", "constant"),
    (#"maximum_depth: 0, details: "a@href""#, "/fetch", "maximum_depth"),
    (#"pagination: {}"#, "/fetch/pagination", "one of next"),
    (#"pagination: { next: "a@href", number: { parameter: "p" } }"#, "/fetch/pagination", "one of next"),
    (#"pagination: { number: { parameter: "p", step: 2 } }"#, "/fetch/pagination/number/step", "unknown key"),
    (#"pagination: { number: {} }"#, "/fetch/pagination/number", "\"parameter\" is missing"),
    (#"pagination: { offset: { parameter: "o", size: 0 } }"#, "/fetch/pagination/offset/size", "above 0"),
    (#"pagination: { cursor: { parameter: "c" } }"#, "/fetch/pagination/cursor", "\"read\" is missing"),
    (#"pagination: { turn: 1 }"#, "/fetch/pagination", "one of next"),
    (
      #"urls: ["https://shop.example/?p=3"], pagination: { number: { parameter: "p" } }"#, "/fetch/urls/0",
      "\"p\" is 3 here"
    ),
    (
      #"urls: ["https://shop.example/?c=3"], pagination: { cursor: { parameter: "c", read: "/c" } }"#, "/fetch/urls/0",
      "set by \"pagination\" too"
    ),
    (#"credentials: {}"#, "/fetch/credentials", "one of header"),
    (#"credentials: { query: {} }"#, "/fetch/credentials/query", "no parameter"),
    (#"credentials: { query: { key: "s3cret" } }"#, "/fetch/credentials/query/key", "environment variable"),
    (
      #"credentials: { header: { name: "Authorization", secret: "Bearer x" } }"#, "/fetch/credentials/header/secret",
      "environment variable"
    ),
    (#"credentials: { header: { name: "Host", secret: "X" } }"#, "/fetch/credentials/header/name", "name of a header"),
    (
      #"credentials: { header: { name: "A", secret: "X" }, query: { a: "X" } }"#, "/fetch/credentials", "one of header"
    ),
    (
      #"credentials: { client_credentials: { token_url: "http://shop.example/t", identifier: "A", secret: "B" } }"#,
      "/fetch", "https only"
    ),
    (
      #"urls: ["http://shop.example/"], credentials: { query: { k: "K" } }"#, "/fetch/urls/0", "https only"
    ),
    (
      #"urls: ["https://shop.example/?k=1"], credentials: { query: { k: "K" } }"#, "/fetch/urls/0",
      "set by \"credentials\" too"
    ),
  ])
  func `a mistake is told with its place`(fetch: String, path: String, message: String) {
    let fetch = fetch.contains("urls:") ? fetch : #"urls: ["https://shop.example/"], "# + fetch
    do {
      _ = try Self.rules(fetch)
      Issue.record("it was accepted: \(fetch)")
    } catch {
      #expect(error.source == "shop.json5" && error.line == 3, "\(error)")
      #expect(error.path == path, "\(error)")
      #expect(error.problem.contains(message), "\(error)")
    }
  }

  @Test(arguments: [
    (
      "https://a.example/{x}/{y}?q={x}", ["x": "RTX 4090", "y": "ä/b&c"],
      "https://a.example/RTX%204090/%C3%A4%2Fb%26c?q=RTX%204090"
    ),
    ("https://a.example?q={x}", ["x": "a-b_c.d~e"], "https://a.example?q=a-b_c.d~e"),
    ("https://a.example/", [:], "https://a.example/"),
  ])
  func `values are put in percent-encoded`(template: String, values: [String: String], address: String) throws {
    #expect(try AddressTemplate(template).address(values) == address)
  }
}
