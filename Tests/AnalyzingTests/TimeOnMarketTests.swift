import Analyzing
import Records
import Testing

@Suite struct TimeOnMarketTests {
  let start = Day(number: 20_283)

  func times(_ spans: [ListingSpan], nights: [Int], partial: [Int] = [], lastDay: Int? = nil) -> TimeOnMarket? {
    let coverage = (nights.map { ($0, true) } + partial.map { ($0, false) }).map {
      CoverageNight(
        sourceID: "s", date: start.adding($0.0), pagesExpected: 2, pagesRead: $0.1 ? 2 : 1, isComplete: $0.1)
    }
    return TimesOnMarket(
      spans: spans, coverage: coverage, lastDay: start.adding(lastDay ?? nights.last ?? 0)
    ).families.first
  }

  func span(_ first: Int, _ last: Int, seller: String? = nil) -> ListingSpan {
    ListingSpan(
      sourceID: "s", family: "A100", first: start.adding(first), last: start.adding(last), seller: seller)
  }

  /// Two go after one day and two after three, one is still there: shares 3/5 and, of the three at risk, 1/5.
  @Test func `half have gone when the curve says so, and what is still there counts`() throws {
    let spans = [span(1, 1), span(1, 1), span(1, 3), span(2, 4), span(2, 9)]
    let found = try #require(times(spans, nights: Array(0...9)))
    #expect(found.offers == 5 && found.gone == 4)
    #expect(found.quarterDays == 1 && found.medianDays == 3)
    #expect(abs((found.week?.share ?? 0) - 0.2) < 1e-12)
    #expect(found.month == nil, "none was followed for thirty days")
    #expect(found.isThin)
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let span: (Int, Int)
    let nights: [Int]
    var partial: [Int] = []
    /// Offers, how many went, and after how many days.
    let expected: (offers: Int, gone: Int, days: Int?)?
  }

  @Test(arguments: [
    Example(testDescription: "one that stood there at first", span: (0, 2), nights: [0, 1, 2, 3], expected: nil),
    Example(testDescription: "one that came and went", span: (1, 2), nights: [0, 1, 2, 3], expected: (1, 1, 2)),
    Example(
      testDescription: "a night in which half was read ends nothing", span: (1, 2), nights: [0, 1, 2], partial: [3],
      expected: (1, 0, nil)),
    Example(testDescription: "missed nights lengthen it", span: (1, 2), nights: [0, 1, 2, 6], expected: (1, 1, 5)),
    Example(
      testDescription: "a long silence says nothing of its end", span: (1, 2), nights: [0, 1, 2, 30],
      expected: (1, 0, nil)),
    Example(
      testDescription: "one that stood there after a long silence", span: (30, 30), nights: [0, 1, 30, 31],
      expected: nil),
    Example(testDescription: "one that came half a year ago", span: (1, 2), nights: Array(0...200), expected: nil),
    Example(testDescription: "over before it was seen", span: (2, 1), nights: [0, 1, 2, 3], expected: nil),
    Example(testDescription: "no night at all", span: (1, 2), nights: [], expected: nil),
  ])
  func `an offer counts when its begin was seen, and went when a whole night missed it`(example: Example) {
    let found = times([span(example.span.0, example.span.1)], nights: example.nights, partial: example.partial)
    #expect(found?.offers == example.expected?.offers)
    #expect(found?.gone == example.expected?.gone)
    #expect(found?.medianDays == example.expected?.days)
  }

  @Test func `a seller who puts up two hundred on one day counts once`() throws {
    let others = (1...9).map { span($0, $0 + 3, seller: "seller \($0)") }
    let spam = (0..<200).map { span(5, 5 + $0 % 2, seller: "spam") }
    let found = try #require(times(others + spam, nights: Array(0...40)))
    #expect(found.offers == 10 && found.gone == 10)
    #expect(found.medianDays == 4)
  }

  @Test func `without censoring the share is that of those still there`() throws {
    var random = Randomness(seed: 20_251_125)
    for _ in 0..<20 {
      let stays = (0..<40).map { _ in Int(random.next() % 20) }
      let found = try #require(times(stays.map { span(1, 1 + $0) }, nights: Array(0...60), lastDay: 60))
      let left = Double(stays.count { $0 + 1 > 7 }) / 40
      #expect(abs((found.week?.share ?? -1) - left) < 1e-12, "seed 20251125")
      #expect(found.medianDays == stays.sorted()[19] + 1, "seed 20251125")
    }
  }
}
