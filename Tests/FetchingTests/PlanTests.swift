import Fetching
import Records
import Testing

/// Plans against a small site that answers by address.
struct PlanTests {
  private static let time = Instant(seconds: 1_764_000_000)
  private static let root = "https://shop.example"

  /// What the site shows: keys, claimed count, next link, cursor and details of each address.
  private struct Site {
    var pages: [String: PageSeen] = [:]

    mutating func add(
      _ target: String, _ keys: String = "", claimed: Int? = nil, next: String? = nil, cursor: String? = nil,
      details: [String] = [], verdict: PageLine.Verdict = .parsed
    ) {
      let url = root + target
      pages[url] = PageSeen(
        url: url, keys: keys.split(separator: " ").map(String.init), claimed: claimed, next: next.map(Self.absolute),
        cursor: cursor, details: details.map(Self.absolute), verdict: verdict)
    }

    private static func absolute(_ link: String) -> String { link.hasPrefix("/") ? root + link : link }
  }

  private static func rules(
    _ urls: [String] = ["/"], _ pagination: Pagination? = .next([]), change: (inout FetchRules) -> Void = { _ in }
  ) -> FetchRules {
    var rules = FetchRules(urls: urls.map { $0.hasPrefix("/") ? root + $0 : $0 })
    rules.pagination = pagination
    change(&rules)
    return rules
  }

  /// Asks one page after the other; gives the paths in order and the sentences of what broke off.
  private static func walk(_ rules: FetchRules, _ site: Site) throws -> (asked: [String], partial: [String]) {
    var plan = try FetchPlan(rules, source: SourceID("shop"))
    var asked: [String] = []
    while let step = plan.next() {
      asked.append(step.url.hasPrefix(root) ? String(step.url.dropFirst(root.count)) : step.url)
      if let seen = site.pages[step.url] {
        plan.took(step, seen)
      } else {
        plan.missed(step, because: "status 404", isGone: true)
      }
    }
    #expect(plan.isFinished)
    #expect(plan.asked == asked.count && Set(asked).count == asked.count)
    let lines = plan.outcomes(at: time)
    #expect(lines.allSatisfy { $0.verdict == .partial && $0.provenance.fetchedAt == time })
    return (asked, lines.map { $0.reason ?? "" })
  }

  @Test func `parameters are put in by every combination, each address once`() throws {
    let rules = Self.rules(["/{kind}/{model}", "/gpu/A%31", "/gpu/A1#top"], nil) { rules in
      rules.parameters = [
        FetchParameter(name: "model", values: ["A1", "RTX 4090"]),
        FetchParameter(name: "kind", values: ["gpu", "ä/b"]),
      ]
    }
    #expect(throws: FetchFailure.self) { try FetchPlan(rules, source: SourceID("shop")) }
    var mended = rules
    mended.urls.removeLast()
    var plan = try FetchPlan(mended, source: SourceID("shop"))
    #expect(plan.expectedRequests == 4...4)
    var asked: [String] = []
    while let step = plan.next() { asked.append(step.url) }
    #expect(
      asked == ["/gpu/A1", "/gpu/RTX%204090", "/%C3%A4%2Fb/A1", "/%C3%A4%2Fb/RTX%204090"].map { Self.root + $0 })
  }

  @Test func `next links are followed until there is none`() throws {
    var site = Site()
    site.add("/", "a b", claimed: 5, next: "/?p=2")
    site.add("/?p=2", "c d", claimed: 5, next: "/?p=3")
    site.add("/?p=3", "e", claimed: 5)
    let walk = try Self.walk(Self.rules(), site)
    #expect(walk.asked == ["/", "/?p=2", "/?p=3"])
    #expect(walk.partial == [])
  }

  @Test(
    arguments: [
      ("/?p=2", ["/", "/?p=2"], "2 of 90 claimed items were read on 1 page: page 2 did not come: status 404"),
      ("/", ["/"], "2 of 90 claimed items were read on 1 page: the page behind page 1 was asked before"),
      ("/#again", ["/"], "asked before"),
      ("https://SHOP.example:443/", ["/"], "asked before"),
      ("https://evil.example/", ["/"], "has a link to the next that leads to evil.example"),
      ("http://shop.example/x", ["/"], "leads from https to http"),
      ("ftp://shop.example/x", ["/"], "cannot be asked"),
      ("https://a:b@shop.example/x", ["/"], "cannot be asked"),
      ("/" + String(repeating: "x", count: 2_048), ["/"], "longer than 2048 bytes"),
    ])
  func `a next link that leads nowhere breaks off, and says where`(
    next: String, asked: [String], reason: String
  ) throws {
    var site = Site()
    site.add("/", "a b", claimed: 90, next: next)
    let walk = try Self.walk(Self.rules(), site)
    #expect(walk.asked == asked)
    #expect(walk.partial.count == 1 && walk.partial[0].contains(reason), "\(walk.partial)")
  }

  @Test func `pages that repeat the first end with the second`() throws {
    var site = Site()
    site.add("/", "a", next: "/?p=2")
    site.add("/?p=2", "a", next: "/?p=3")
    let walk = try Self.walk(Self.rules(), site)
    #expect(walk.asked == ["/", "/?p=2"])
    #expect(walk.partial == ["1 items were read on 2 pages: page 2 brought nothing new"])
  }

  @Test func `a chain without end stops at the limits of the file`() throws {
    var site = Site()
    for page in 0..<200 { site.add(page == 0 ? "/" : "/?p=\(page)", "k\(page)", next: "/?p=\(page + 1)") }
    let byPages = try Self.walk(Self.rules { $0.maximumPages = 7 }, site)
    #expect(byPages.asked.count == 7)
    #expect(
      byPages.partial == ["7 items were read on 7 pages: the limit of 7 pages (maximum_pages) is reached"])
    let byDepth = try Self.walk(Self.rules { $0.maximumDepth = 3 }, site)
    #expect(byDepth.asked.count == 4)
    #expect(byDepth.partial == ["4 items were read on 4 pages: the limit of 3 links (maximum_depth) is reached"])
  }

  @Test func `a limit below the claim on purpose is partial coverage all the same`() throws {
    var site = Site()
    for page in 0..<9 { site.add(page == 0 ? "/" : "/?p=\(page)", "k\(page)", claimed: 9, next: "/?p=\(page + 1)") }
    site.add("/?p=9", claimed: 9)
    #expect(try Self.walk(Self.rules { $0.maximumPages = 9 }, site).partial == [])
    #expect(try Self.walk(Self.rules { $0.maximumPages = 4 }, site).partial.count == 1)
  }

  @Test func `addresses that the limit leaves out are told too`() throws {
    var site = Site()
    for name in ["/a", "/b", "/c"] { site.add(name, "k") }
    let walk = try Self.walk(Self.rules(["/a", "/b", "/c"], nil) { $0.maximumPages = 2 }, site)
    #expect(walk.asked == ["/a", "/b"])
    #expect(walk.partial == ["not asked: the limit of 2 pages (maximum_pages) is reached"])
  }

  @Test(
    arguments: [
      (100, 100, nil), (100, 76, nil), (100, 74, "74 of 100"), (12, 3, nil), (12, 2, "2 of 12"), (0, 0, nil),
      (nil, 3, nil), (9_100, 240, "240 of 9100 claimed items were read on 1 page: it ended there all the same"),
    ] as [(Int?, Int, String?)])
  func `only what is clearly below the claim is partial`(claimed: Int?, read: Int, reason: String?) throws {
    var site = Site()
    site.add("/", (0..<read).map(String.init).joined(separator: " "), claimed: claimed)
    let partial = try Self.walk(Self.rules(), site).partial
    #expect(partial.isEmpty == (reason == nil), "\(partial)")
    if let reason { #expect(partial.first?.contains(reason) == true, "\(partial)") }
  }

  @Test(arguments: [PageLine.Verdict.blocked, .login, .drifted, .failed])
  func `a page that cannot be used breaks the chain, the first one by its own line only`(
    verdict: PageLine.Verdict
  ) throws {
    var site = Site()
    site.add("/", "a", next: "/?p=2")
    site.add("/?p=2", "b", next: "/?p=3", verdict: verdict)
    #expect(
      try Self.walk(Self.rules(), site).partial == ["1 items were read on 1 page: page 2 was \(verdict.rawValue)"])
    site.add("/", "a", next: "/?p=2", verdict: verdict)
    let first = try Self.walk(Self.rules(), site)
    #expect(first.asked == ["/"] && first.partial == [])
  }

  @Test func `page numbers count on until a page has nothing new, or is not there`() throws {
    let rules = Self.rules(["/?q=a&page=1&s=new"], .number(parameter: "page", first: 1))
    var site = Site()
    site.add("/?q=a&page=1&s=new", "a b")
    site.add("/?q=a&page=2&s=new", "c d")
    let gone = try Self.walk(rules, site)
    #expect(gone.asked == (1...3).map { "/?q=a&page=\($0)&s=new" })
    #expect(gone.partial == [])
    site.add("/?q=a&page=3&s=new", "c d")
    #expect(try Self.walk(rules, site).asked.count == 3)
    site.add("/?q=a&page=3&s=new", verdict: .empty)
    #expect(try Self.walk(rules, site).asked.count == 3)
    site.add("/?q=a&page=1&s=new", "a b", claimed: 4)
    #expect(try Self.walk(rules, site).asked.count == 2)
  }

  @Test func `a number's parameter is added where the address has none`() throws {
    var site = Site()
    site.add("/x", "a")
    site.add("/x?page[n]=1", "b")
    let walk = try Self.walk(Self.rules(["/x"], .number(parameter: "page[n]", first: 0)), site)
    #expect(walk.asked == ["/x", "/x?page[n]=1", "/x?page[n]=2"])
  }

  @Test func `offsets go on to the total, whatever a page holds, or to a short page`() throws {
    let rules = Self.rules(["/s?limit=3&offset=0"], .offset(parameter: "offset", size: 3))
    var site = Site()
    site.add("/s?limit=3&offset=0", "a b", claimed: 7)
    site.add("/s?limit=3&offset=3", "c d e", claimed: 7)
    site.add("/s?limit=3&offset=6", "f", claimed: 7)
    let total = try Self.walk(rules, site)
    #expect(total.asked == [0, 3, 6].map { "/s?limit=3&offset=\($0)" })
    #expect(total.partial == [])

    site.add("/s?limit=3&offset=0", "a b c")
    site.add("/s?limit=3&offset=3", "d e")
    let short = try Self.walk(rules, site)
    #expect(short.asked.count == 2)
    #expect(short.partial == [])

    site.add("/s?limit=3&offset=0", "a b c", claimed: 90)
    site.pages[Self.root + "/s?limit=3&offset=3"] = nil
    #expect(
      try Self.walk(rules, site).partial
        == ["3 of 90 claimed items were read on 1 page: page 2 did not come: status 404"])
  }

  @Test func `cursors are put into the query, encoded, and end when they are gone or come again`() throws {
    let rules = Self.rules(["/s"], .cursor([], parameter: "after"))
    var site = Site()
    site.add("/s", "a", cursor: "t3/x=")
    site.add("/s?after=t3%2Fx%3D", "b", cursor: "t4")
    site.add("/s?after=t4", "c")
    #expect(try Self.walk(rules, site).asked == ["/s", "/s?after=t3%2Fx%3D", "/s?after=t4"])
    site.add("/s?after=t4", "c", cursor: "t4")
    let circle = try Self.walk(rules, site)
    #expect(circle.asked.count == 3)
    #expect(circle.partial == ["3 items were read on 3 pages: the page behind page 3 was asked before"])
  }

  @Test func `pages of items come once each, after the lists, and within the limits`() throws {
    var site = Site()
    site.add("/", "a b", next: "/?p=2", details: ["/i/a", "/i/b", "https://evil.example/", "/i/a#x"])
    site.add("/?p=2", "c", details: ["/i/b", "/i/c"])
    for item in ["a", "b", "c"] { site.add("/i/\(item)", item, next: "/i/z", details: ["/i/y"]) }
    let rules = Self.rules { $0.details = [FieldSpec(place: "a")] }
    #expect(try Self.walk(rules, site).asked == ["/", "/?p=2", "/i/a", "/i/b", "/i/c"])
    var limited = rules
    limited.maximumPages = 3
    let walk = try Self.walk(limited, site)
    #expect(walk.asked == ["/", "/?p=2", "/i/a"])
    #expect(walk.partial == [])
  }

  @Test func `pages of one list wait for each other, those of two do not`() throws {
    var plan = try FetchPlan(Self.rules(["/a", "/b"]), source: SourceID("shop"))
    let steps = [plan.next(), plan.next(), plan.next()]
    let first = try #require(steps[0])
    let second = try #require(steps[1])
    #expect(steps[2] == nil && !plan.isFinished)
    plan.took(second, PageSeen(url: second.url, keys: ["x"], next: Self.root + "/b2"))
    let onward = [plan.next(), plan.next()]
    #expect(onward.map { $0?.url } == [Self.root + "/b2", nil])
    plan.missed(first, because: "it timed out")
    let last = plan.next()
    #expect(last == nil && !plan.isFinished)
  }

  @Test(
    arguments: [
      (nil, false, 2...2), (.next([]), false, 2...40), (.next([]), true, 2...40), (nil, true, 2...40),
      (.number(parameter: "p", first: 1), false, 2...40),
    ] as [(Pagination?, Bool, ClosedRange<Int>)])
  func `what a night may take is known before it`(
    pagination: Pagination?, details: Bool, expected: ClosedRange<Int>
  ) throws {
    let rules = Self.rules(["/a", "/b"], pagination) { rules in
      rules.maximumPages = 40
      if details { rules.details = [FieldSpec(place: "a")] }
    }
    #expect(try FetchPlan(rules, source: SourceID("shop")).expectedRequests == expected)
    var shallow = rules
    shallow.maximumDepth = 3
    if pagination != nil, !details {
      #expect(try FetchPlan(shallow, source: SourceID("shop")).expectedRequests == 2...8)
    }
  }
}
