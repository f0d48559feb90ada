import Deduplicating
import Records
import Testing

@Suite struct `Stories` {
  private static let wire = """
    Dealers in Shenzhen say that used boards are sold within hours of being listed, and that buyers from other provinces \
    wait at the door each morning. Prices have gone up every week since the summer, and nobody expects them to fall \
    before the new rules are clear. One of the dealers keeps a list of customers who will take any board at any price, \
    as long as it runs for a day under load.
    """

  private static func report(
    _ id: String, _ text: String, language: String = "en", day: Int = 20_000, names: Set<String> = [],
    quotes: Set<String> = [], claims: Set<String> = []
  ) -> ReportSummary {
    var report = ReportSummary(reportID: id, title: "Report \(id)")
    report.text = text
    report.language = language
    report.day = Day(number: day)
    (report.names, report.quotes, report.claims) = (names, quotes, claims)
    return report
  }

  @Test func `a wire story that forty papers print is one story`() {
    let prints = (10..<50).map {
      Self.report("r\($0)", Self.wire + (($0 % 3) == 0 ? " Reporting by our own staff." : ""), day: 20_000 + $0 % 5)
    }
    let stories = StoryClusters.stories(of: prints + [Self.report("z", "Another matter altogether, told at length.")])
    #expect(stories.map(\.reportIDs.count) == [40, 1])
    #expect(stories[0].id == "r10")
    #expect(stories[0].evidence.allSatisfy { $0.kind == "text" && $0.confidence >= 0.5 })
  }

  @Test func `an address that a feed of one source and a page of another tell is one story`() {
    var item = Self.report("a", "Dealers say that boards are gone within a day.")
    var page = Self.report("b", Self.wire, day: 20_200)
    var other = Self.report("c", "Another matter altogether, told at length.")
    item.address = "https://news.example/1"
    page.address = "https://news.example/1"
    other.address = "https://news.example/2"
    let stories = StoryClusters.stories(of: [other, page, item])
    #expect(stories.map(\.reportIDs) == [["a", "b"], ["c"]])
    #expect(stories[0].evidence.map(\.reason) == ["one address"])
  }

  @Test func `a story does not depend on the order of its reports`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = Numbers(state: seed)
    let words = Self.wire.split(separator: " ").map(String.init)
    var reports = (0..<60).map { at in
      let shift = at % 6 * 3
      return Self.report(
        "r\(at)", (words[shift...] + words[..<shift]).joined(separator: " "), language: at % 2 == 0 ? "en" : "vi",
        day: 20_000 + at, names: ["A100", "us-rule-\(at % 4)"], quotes: ["H20 \(at % 5) USD total"])
    }
    let stories = StoryClusters.stories(of: reports)
    for _ in 0..<5 {
      reports.shuffle(using: &generator)
      #expect(StoryClusters.stories(of: reports) == stories, "seed \(seed)")
    }
  }

  @Test(arguments: [
    ("the same text months apart", 20_000, 20_090, 2), ("the same text a week apart", 20_000, 20_007, 1),
  ])
  func `a text printed again long after is news again`(_: String, first: Int, second: Int, stories: Int) {
    let found = StoryClusters.stories(of: [
      Self.report("a", Self.wire, day: first), Self.report("b", Self.wire, day: second),
    ])
    #expect(found.count == stories)
  }

  @Test func `specs that everybody knows make no story across languages`() {
    let claims: Set<String> = ["H20 fp64 30 H100", "A100 memory 80 ", "H100 training_performance 6 A100"]
    let names: Set<String> = ["A100", "H100", "H20"]
    let apart = StoryClusters.stories(of: [
      Self.report("a", "one", language: "en", names: names, claims: claims),
      Self.report("b", "hai", language: "vi", names: names, claims: claims),
    ])
    #expect(apart.count == 2)
    let together = StoryClusters.stories(of: [
      Self.report("a", "one", language: "en", names: names, quotes: ["H20 5500000000 USD total"], claims: claims),
      Self.report("b", "hai", language: "vi", names: names, quotes: ["H20 5500000000 USD total"], claims: claims),
    ])
    #expect(together.count == 1)
    #expect(together[0].evidence.first?.kind == "facts")
    #expect((0.3...0.95).contains(together[0].evidence.first?.confidence ?? 0))
  }

  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state
    }
  }
}
