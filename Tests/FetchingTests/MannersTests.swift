import CurlKit
import Fetching
import Records
import Testing

/// What a webmaster sees of many fetches at once.
@Suite struct MannersTests {
  /// Random pages over random hosts, each with its own manners.
  private struct Night {
    var replies: [String: [ScriptedWeb.Reply]] = [:]
    var jobs: [(url: String, policy: FetchPolicy)] = []
    var policies: [String: FetchPolicy] = [:]
    let maximumConcurrency: Int
    let durations: [Int]

    init(_ random: inout RandomNumbers) {
      maximumConcurrency = Int.random(in: 1...6, using: &random)
      durations = (0..<37).map { _ in [0, 1, 30, 700, 4_000].randomElement(using: &random) ?? 0 }
      for number in 0..<Int.random(in: 1...4, using: &random) {
        let host = "shop\(number).example"
        var policy = testPolicy(delay: [0, 1, 100, 1_000, 5_000].randomElement(using: &random) ?? 0, hosts: [host])
        policy.concurrency = Int.random(in: 1...3, using: &random)
        policies[host] = policy
        replies["http://\(host)/robots.txt"] = [.answer("404 Not Found")]
        for page in 0..<Int.random(in: 1...12, using: &random) {
          let url = "http://\(host)/\(page)"
          replies[url] = [.answer("200 OK", body: url)]
          if Int.random(in: 0..<6, using: &random) == 0 {
            let wait = Int.random(in: 1...30, using: &random)
            replies[url]?.insert(.answer("503 Busy", headers: ["Retry-After: \(wait)"]), at: 0)
          }
          jobs.append((url, policy))
        }
      }
      jobs.shuffle(using: &random)
    }
  }

  @Test(arguments: 0..<60) func `no host is asked faster than it wants, and every page comes`(_: Int) throws {
    var random = RandomNumbers()
    let seed = random.seed
    let night = Night(&random)
    let (jobs, durations) = (night.jobs, night.durations)
    let web = ScriptedWeb(night.replies) { durations[$0 % durations.count] }
    let came = try web.run(maximumConcurrency: night.maximumConcurrency) { fetcher in
      try await withThrowingTaskGroup(of: String.self) { group in
        for job in jobs {
          group.addTask {
            String(decoding: try await fetcher.fetch(job.url, policy: job.policy).page.body, as: UTF8.self)
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(Set(came) == Set(jobs.map(\.url)), "seed \(seed)")
    #expect(web.peak <= night.maximumConcurrency, "seed \(seed)")
    for (host, policy) in night.policies {
      let seen = web.seen.filter { $0.host == host }
      #expect(ScriptedWeb.peak(of: seen) <= policy.concurrency, "seed \(seed)")
      #expect(seen.filter { $0.url.hasSuffix("/robots.txt") }.count == 1, "seed \(seed)")
      #expect(seen.first?.url.hasSuffix("/robots.txt") == true, "seed \(seed)")
      for (number, after) in seen.enumerated().dropFirst() {
        let before = seen[..<number]
        let ends = before.map { $0.end ?? .max }
        let isQuiet = policy.concurrency == 1 || ends.allSatisfy { $0 < after.start }
        let from = isQuiet ? ends.max() ?? 0 : seen[number - 1].start
        #expect(after.start - from >= policy.delayMilliseconds, "seed \(seed)")
      }
    }
  }

  /// Fetches `count` pages of each host at once.
  private func crawl(
    _ web: ScriptedWeb, hosts: [String], count: Int, delay: Int = 0, concurrency: Int = 1
  ) throws -> [Result<FetchResult, FetchFailure>] {
    try web.run { fetcher in
      try await withThrowingTaskGroup(of: Result<FetchResult, FetchFailure>.self) { group in
        for number in 0..<count {
          for host in hosts {
            var policy = testPolicy(delay: delay, hosts: [host], retries: 0)
            policy.concurrency = concurrency
            group.addTask { [policy] in try await fetcher.attempt("http://\(host)/\(number)", policy) }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
  }

  private func pages(_ hosts: [String], count: Int, _ reply: ScriptedWeb.Reply) -> [String: [ScriptedWeb.Reply]] {
    var replies: [String: [ScriptedWeb.Reply]] = [:]
    for host in hosts {
      replies["http://\(host)/robots.txt"] = [.answer("404 Not Found")]
      for number in 0..<count { replies["http://\(host)/\(number)"] = [reply] }
    }
    return replies
  }

  @Test func `fifty pages of one host come one by one, each a second after the last, in order`() throws {
    let web = ScriptedWeb(pages(["shop.example"], count: 50, .answer("200 OK", body: "x"))) { _ in 200 }
    _ = try crawl(web, hosts: ["shop.example"], count: 50, delay: 1_000)
    #expect(web.peak == 1)
    #expect(web.seen.dropFirst().map(\.url) == (0..<50).map { "http://shop.example/\($0)" })
    #expect(web.askedAt == (0...50).map { $0 * 1_201 })
  }

  @Test func `hosts do not wait for each other`() throws {
    let hosts = ["a.example", "b.example", "c.example"]
    let web = ScriptedWeb(pages(hosts, count: 10, .answer("200 OK", body: "x"))) { _ in 200 }
    _ = try crawl(web, hosts: hosts, count: 10, delay: 1_000)
    #expect(web.peak == 3)
    #expect(web.time.milliseconds == 10 * 1_201 + 200)
  }

  @Test func `a source that may ask more at once does not pass by one that waits longer`() throws {
    let web = ScriptedWeb(pages(["shop.example"], count: 3, .answer("200 OK", body: "x"))) { _ in 1_000 }
    try web.run { fetcher in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, concurrency) in [1, 1, 3].enumerated() {
          var policy = testPolicy()
          policy.concurrency = concurrency
          group.addTask { [policy] in _ = try await fetcher.fetch("http://shop.example/\(number)", policy: policy) }
        }
        try await group.waitForAll()
      }
    }
    #expect(web.asked.dropFirst() == ["http://shop.example/0", "http://shop.example/1", "http://shop.example/2"])
    #expect(web.askedAt == [0, 1_000, 2_000, 2_000])
  }

  @Test func `as many requests of a host are under way as it allows`() throws {
    let web = ScriptedWeb(pages(["shop.example"], count: 12, .answer("200 OK", body: "x"))) { _ in 600 }
    _ = try crawl(web, hosts: ["shop.example"], count: 12, concurrency: 4)
    #expect(web.peak == 4)
    #expect(web.time.milliseconds == 600 * 4)
  }

  @Test func `a Retry-After holds the whole host`() throws {
    var replies = pages(["shop.example"], count: 5, .answer("200 OK", body: "x"))
    replies["http://shop.example/0"] = [
      .answer("429 Slow", headers: ["Retry-After: 60"]), .answer("200 OK", body: "x"),
    ]
    let web = ScriptedWeb(replies)
    let results = try web.run { fetcher in
      try await withThrowingTaskGroup(of: Result<FetchResult, FetchFailure>.self) { group in
        for number in 0..<5 { group.addTask { try await fetcher.attempt("http://shop.example/\(number)") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(results.allSatisfy { $0.failure == nil })
    #expect(web.seen.filter { $0.start > 0 }.count == 5)
    #expect(web.seen.dropFirst(2).allSatisfy { $0.start >= 60_000 })
  }

  @Test func `a host that asks for a day is left alone by every page, and the message says until when`() throws {
    let web = ScriptedWeb(
      pages(["shop.example"], count: 5, .answer("429 Slow", headers: ["Retry-After: 86400"])))
    let results = try crawl(web, hosts: ["shop.example"], count: 5)
    #expect(web.asked.count == 2)
    for failure in results.compactMap(\.failure) {
      #expect(failure.code == "fetch.deferred")
      #expect(failure.description.contains("2027-01-16T08:00:0"))
    }
  }

  @Test(arguments: [
    ScriptedWeb.Reply.failure(.connectionRefused), .failure(.timedOut), .answer("500 Oh"), .answer("429 Slow"),
    .answer("403 Forbidden", body: "no"),
  ]) func `after five failed pages in a row a host is not asked again`(_ reply: ScriptedWeb.Reply) throws {
    let web = ScriptedWeb(pages(["shop.example"], count: 20, reply))
    let failures = try crawl(web, hosts: ["shop.example"], count: 20, delay: 1_000).compactMap(\.failure)
    #expect(web.asked.count == 1 + 5)
    #expect(failures.filter { $0.reason == .hostGivenUp(failures: 5) }.count == 15)
    #expect(web.time.milliseconds < 60_000)
  }

  @Test func `a page that comes, or is simply gone, does not bring a host into discredit`() throws {
    var replies = pages(["shop.example"], count: 20, .answer("500 Oh"))
    for number in [4, 9, 14, 19] { replies["http://shop.example/\(number)"] = [.answer("200 OK", body: "x")] }
    let mixed = ScriptedWeb(replies)
    _ = try crawl(mixed, hosts: ["shop.example"], count: 20)
    #expect(mixed.asked.count == 1 + 20)
    let gone = ScriptedWeb(pages(["shop.example"], count: 20, .answer("404 Not Found")))
    _ = try crawl(gone, hosts: ["shop.example"], count: 20)
    #expect(gone.asked.count == 1 + 20)
  }

  @Test func `a host that showed a block page is not asked again, others are`() throws {
    let web = ScriptedWeb(pages(["shop.example", "other.example"], count: 3, .answer("200 OK", body: "captcha")))
    try web.run { fetcher in
      _ = try await fetcher.fetch("http://shop.example/0", policy: testPolicy())
      fetcher.blocked(host: "SHOP.example")
      let failure = try await fetcher.attempt("http://shop.example/1").failure
      #expect(failure?.verdict == .blocked)
      #expect(failure?.description.contains("aftermarket ingest") == true)
      _ = try await fetcher.fetch("http://other.example/0", policy: testPolicy(hosts: ["other.example"]))
    }
    #expect(web.asked.filter { $0.contains("shop") }.count == 2)
  }

  @Test func `a source stops when its budget for the day is spent, robots.txt counted`() throws {
    let web = ScriptedWeb(pages(["shop.example"], count: 9, .answer("200 OK", body: "x")))
    var policy = testPolicy()
    policy.requestsLeft = 4
    let left = policy
    let failures = try web.run { fetcher in
      var failures: [FetchFailure] = []
      for number in 0..<9 {
        if let one = try await fetcher.attempt("http://shop.example/\(number)", left).failure { failures.append(one) }
      }
      #expect(fetcher.requestsMade(for: SourceID("shop")) == 4)
      return failures
    }
    #expect(web.asked.count == 4)
    #expect(failures.count == 6)
    #expect(failures.allSatisfy { $0.reason == .budgetSpent(requests: 4) && $0.disposition == .retry })
  }

  @Test func `progress tells who waits for which host`() throws {
    let web = ScriptedWeb(pages(["shop.example"], count: 4, .answer("200 OK", body: "x"))) { _ in 100 }
    try web.run { fetcher in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<4 { group.addTask { _ = try await fetcher.attempt("http://shop.example/\(number)") } }
        await web.time.sleep(150)
        #expect(fetcher.waiting().map(\.waiting) == [3])
        #expect(fetcher.waiting().map(\.underWay) == [1])
        try await group.waitForAll()
      }
      #expect(fetcher.waiting().isEmpty)
    }
  }
}
