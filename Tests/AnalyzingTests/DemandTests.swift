import Analyzing
import Records
import Testing

@Suite struct DemandTests {
  let start = Day(number: 20_283)

  func nights(_ days: [Int], source: String = "s", partial: [Int] = []) -> [CoverageNight] {
    (days.map { ($0, true) } + partial.map { ($0, false) }).map {
      CoverageNight(
        sourceID: source, date: start.adding($0.0), pagesExpected: 2, pagesRead: $0.1 ? 2 : 1, isComplete: $0.1)
    }
  }

  func span(_ first: Int, _ last: Int, source: String = "s") -> ListingSpan {
    ListingSpan(sourceID: source, family: "A100", first: start.adding(first), last: start.adding(last))
  }

  @Test func `a night that was not read has no counts, and the next one spans it`() {
    let spans = [span(0, 5), span(0, 1), span(2, 5), span(3, 5)]
    let points = DemandSeries(spans: spans, coverage: nights([0, 1, 3, 4], partial: [2])).points
    #expect(points.map(\.status) == [.first, .ok, .gap, .ok, .ok])
    #expect(points.map(\.new) == [nil, 0, nil, 2, 0])
    #expect(points.map(\.gone) == [nil, 0, nil, 1, 0])
    #expect(points.map(\.gapDays) == [nil, 1, nil, 2, 1])
    #expect(points.map(\.atRisk) == [nil, 2, nil, 2, 3])
  }

  @Test func `listings alive on the last night are not gone`() {
    let points = DemandSeries(spans: [span(0, 1), span(0, 2)], coverage: nights([0, 1, 2])).points
    #expect(points.map(\.gone) == [nil, 0, 1])
  }

  @Test func `a night when one of two sources failed is a gap`() {
    let coverage = nights([0, 1, 2, 3]) + nights([0, 1, 3], source: "t")
    let spans = [span(0, 3), span(0, 3, source: "t")]
    #expect(
      DemandSeries(spans: spans, coverage: coverage).points.map(\.status) == [.first, .ok, .gap, .ok])
  }

  @Test func `a source that joins later brings no flood of new listings`() {
    let coverage = nights([0, 1, 2, 3]) + nights([2, 3], source: "t")
    let spans = [span(0, 3)] + (0..<20).map { _ in span(2, 3, source: "t") } + [span(3, 3, source: "t")]
    #expect(DemandSeries(spans: spans, coverage: coverage).points.map(\.new) == [nil, 0, 0, 1])
  }

  @Test func `after a silence of more than a fortnight everything begins anew`() {
    let points = DemandSeries(spans: [span(0, 20), span(16, 20)], coverage: nights([0, 1, 17, 18])).points
    #expect(points.first?.status == .first)
    #expect(points.filter { $0.status == .first }.map(\.date) == [start, start.adding(17)])
    #expect(points.filter { $0.status == .gap }.count == 15)
  }
}
