import Fetching
import Records
import Testing

/// Plans against random sites, whose answers come in random order.
struct PlanPropertyTests {
  /// A site as a graph: list pages with at most one next page each, and links to items.
  private struct Site {
    var next: [String: String] = [:]
    var details: [String: [String]] = [:]
    var starts: [String] = []

    init(_ random: inout RandomNumbers) {
      let count = Int.random(in: 1...40, using: &random)
      func list(_ number: Int) -> String { "https://shop.example/list?p=\(number)" }
      func item(_ number: Int) -> String { "https://shop.example/item/\(number)" }
      for page in 0..<count {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: break
        case 1: next[list(page)] = "https://evil.example/list?p=\(page)"
        case 2: next[list(page)] = list(page)
        case 3: next[list(page)] = item(Int.random(in: 0..<10, using: &random))
        default: next[list(page)] = list(Int.random(in: 0..<count, using: &random))
        }
        details[list(page)] = (0..<Int.random(in: 0...4, using: &random)).map { _ in
          let number = Int.random(in: 0..<60, using: &random)
          return number % 7 == 0 ? "https://evil.example/\(number)" : item(number)
        }
      }
      starts = Array(
        Set((0..<Int.random(in: 1...4, using: &random)).map { _ in list(Int.random(in: 0..<count, using: &random)) })
      )
      .sorted()
    }

    static func isAllowed(_ url: String) -> Bool { url.hasPrefix("https://shop.example/") }

    /// Every page that its links lead to, list pages by `next` and items from list pages.
    ///
    /// An item page that some list names as its next page is a list page or an item, whichever is met first, so sites
    /// where that happens are left to the other claims.
    var reachable: Set<String>? {
      var pages: Set<String> = []
      var items: Set<String> = []
      for start in starts {
        var page: String? = start
        while let url = page, Self.isAllowed(url), pages.insert(url).inserted {
          items.formUnion((details[url] ?? []).filter(Self.isAllowed))
          page = next[url]
        }
      }
      return pages.isDisjoint(with: items) ? pages.union(items) : nil
    }
  }

  /// Follows a plan with answers in random order; some pages never come.
  private func walk(
    _ rules: FetchRules, _ site: Site, missing: Double, _ random: inout RandomNumbers
  ) throws -> [PlanStep] {
    var plan = try FetchPlan(rules, source: SourceID("shop"))
    var asked: [PlanStep] = []
    var underWay: [PlanStep] = []
    while true {
      while underWay.count < 4, let step = plan.next() {
        asked.append(step)
        underWay.append(step)
      }
      guard !underWay.isEmpty, asked.count < 10_000 else { break }
      let step = underWay.remove(at: Int.random(in: 0..<underWay.count, using: &random))
      if Double.random(in: 0..<1, using: &random) < missing {
        plan.missed(step, because: "it timed out")
      } else {
        plan.took(
          step,
          PageSeen(url: step.url, keys: [step.url], next: site.next[step.url], details: site.details[step.url] ?? []))
      }
    }
    #expect(plan.isFinished)
    return asked
  }

  @Test func `every page that links lead to is asked exactly once`() throws {
    var random = RandomNumbers()
    let seed = random.seed
    for _ in 0..<300 {
      let site = Site(&random)
      var rules = FetchRules(urls: site.starts)
      rules.pagination = .next([])
      rules.details = [FieldSpec(place: "a")]
      rules.maximumPages = 1_000
      rules.maximumDepth = 1_000
      let asked = try walk(rules, site, missing: 0, &random).map(\.url)
      #expect(Set(asked).count == asked.count, "seed \(seed)")
      if let reachable = site.reachable { #expect(Set(asked) == reachable, "seed \(seed)") }
    }
  }

  @Test func `no limit is ever passed, no page asked twice, and every plan ends`() throws {
    var random = RandomNumbers()
    let seed = random.seed
    for _ in 0..<300 {
      let site = Site(&random)
      var rules = FetchRules(urls: site.starts)
      rules.pagination = .next([])
      rules.details = [FieldSpec(place: "a")]
      rules.maximumPages = Int.random(in: 1...30, using: &random)
      rules.maximumDepth = Int.random(in: 1...10, using: &random)
      let asked = try walk(rules, site, missing: Double.random(in: 0...0.5, using: &random), &random)
      #expect(asked.count <= rules.maximumPages, "seed \(seed)")
      #expect(asked.allSatisfy { $0.depth <= rules.maximumDepth && Site.isAllowed($0.url) }, "seed \(seed)")
      #expect(Set(asked.map(\.url)).count == asked.count, "seed \(seed)")
    }
  }

  @Test func `the same answers give the same steps`() throws {
    var random = RandomNumbers()
    let seed = random.seed
    let site = Site(&random)
    var rules = FetchRules(urls: site.starts)
    rules.pagination = .next([])
    rules.details = [FieldSpec(place: "a")]
    let after = random.next()
    var first = RandomNumbers(seed: after)
    var second = RandomNumbers(seed: after)
    let walks = (try walk(rules, site, missing: 0.1, &first), try walk(rules, site, missing: 0.1, &second))
    #expect(walks.0 == walks.1, "seed \(seed)")
  }
}
