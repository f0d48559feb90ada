import Testing

@testable import Fetching

@Suite struct RobotsTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let target: String
    let isAllowed: Bool

    init(_ description: String, _ file: String, _ target: String, _ isAllowed: Bool) {
      testDescription = description
      self.file = file
      self.target = target
      self.isAllowed = isAllowed
    }
  }

  static let examples = [
    Example("no rule allows", "", "/a", true),
    Example("an HTML page forbids nothing", "<html><body>Disallow everything</body></html>", "/a", true),
    Example("the longest pattern wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true),
    Example("of two equal the one that allows wins", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true),
    Example("an empty Disallow forbids nothing", "User-agent: *\nDisallow:", "/a", true),
    Example(
      "our own group overrules that for all", "User-agent: *\nDisallow:\nUser-agent: testbot\nDisallow: /", "/", false),
    Example("a version behind our name does not matter", "User-agent: TestBot/2.1\nDisallow: /", "/", false),
    Example("a longer name is not ours", "User-agent: TestBotNews\nDisallow: /", "/", true),
    Example(
      "two groups of ours count together", "User-agent: TestBot\nDisallow: /a\n\nUser-agent: TestBot\nDisallow: /b",
      "/a", false),
    Example("a rule before any group counts for nobody", "Disallow: /\nUser-agent: *\nAllow: /b", "/a", true),
    Example("$ ends the path", "User-agent: *\nDisallow: /*.tmp$", "/x/y.tmp", false),
    Example("$ does not match more", "User-agent: *\nDisallow: /*.tmp$", "/x/y.tmp?z", true),
    Example("* may stand for nothing", "User-agent: *\nDisallow: /a*b*c", "/abc", false),
    Example("pieces between stars keep their order", "User-agent: *\nDisallow: /a*b*c", "/acb", true),
    Example("the tail of an anchored pattern may repeat", "User-agent: *\nDisallow: /*ab$", "/abxab", false),
    Example("an anchored tail does not overlap its head", "User-agent: *\nDisallow: /aba*ba$", "/aba", true),
    Example("the query counts", "User-agent: *\nDisallow: /*?page=", "/list?page=2", false),
    Example("paths are case-sensitive", "User-agent: *\nDisallow: /A", "/a", true),
    Example("hexadecimal digits are not", "User-agent: *\nDisallow: /%e3%83%84", "/%E3%83%84", false),
    Example("text beyond ASCII means its escapes", "User-agent: *\nDisallow: /ツ", "/%E3%83%84", false),
    Example(
      "a byte order mark and CR line ends are no trouble", "\u{FEFF}USER-AGENT: *\rDISALLOW: /private\r", "/private/x",
      false),
    Example("a comment ends the pattern", "User-agent: * # all\nDisallow: /a#b", "/abc", false),
    Example("robots.txt itself may always be asked", "User-agent: *\nDisallow: /", "/robots.txt", true),
  ]

  @Test(arguments: examples) func `robots.txt is read as RFC 9309 says`(_ example: Example) {
    let rules = RobotsRules(Array(example.file.utf8), agent: "TestBot")
    #expect(rules.allows(example.target) == example.isAllowed)
  }

  @Test func `a rule beyond 500 KiB is not read`() {
    let filler = String(repeating: "# filler\n", count: 60_000)
    let early = RobotsRules(Array(("User-agent: *\nDisallow: /early\n" + filler).utf8), agent: "TestBot")
    let late = RobotsRules(Array(("User-agent: *\n" + filler + "Disallow: /late\n").utf8), agent: "TestBot")
    #expect(!early.allows("/early"))
    #expect(late.allows("/late"))
  }

  @Test(
    arguments: [("3", 3000), ("0.5", 500), ("-1", nil), ("soon", nil), ("nan", nil), ("1e99", nil)] as [(String, Int?)]
  ) func `a crawl delay is seconds, anything else is passed over`(_ value: String, _ milliseconds: Int?) {
    let rules = RobotsRules(Array("User-agent: *\nCrawl-delay: \(value)\n".utf8), agent: "TestBot")
    #expect(rules.crawlDelayMilliseconds == milliseconds)
  }

  @Test func `no prefix of a file and no flipped byte traps`() {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var state = seed
    let file = Array("\u{FEFF}User-agent: *\r\nDisallow: /a*b$\nAllow: /%e3%\nCrawl-delay: 2\n".utf8)
    for length in 0...file.count { _ = RobotsRules(Array(file.prefix(length)), agent: "TestBot").allows("/ab") }
    for _ in 0..<500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var broken = file
      broken[Int(state >> 33) % file.count] = UInt8(truncatingIfNeeded: state >> 20)
      let rules = RobotsRules(broken, agent: "TestBot")
      #expect(rules.rules.count <= 2, "seed \(seed)")
      _ = rules.allows("/%e3ab")
    }
  }
}
