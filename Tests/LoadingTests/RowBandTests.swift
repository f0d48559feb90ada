import Loading
import Records
import Testing

/// When a night's count of rows is told as unusual.
struct RowBandTests {
  @Test func `nine nights teach nothing`() {
    #expect(RowBand(nights: Array(repeating: 100, count: 9)) == nil)
    #expect(RowBand(nights: Array(repeating: 100, count: 10)) != nil)
  }

  @Test(arguments: [
    (100.0, 0.0, true, "a steady source"), (100, 49, true, "half is gone"), (100, 51, false, "less than half is gone"),
    (100, 151, true, "half as much again"), (4, 0, false, "few rows stray"), (4, 11, true, "but not without end"),
  ])
  func `around steady nights the band is as wide as chance and half the median`(
    _ usual: Double, _ rows: Double, _ isOutside: Bool, _ why: String
  ) throws {
    let band = try #require(RowBand(nights: Array(repeating: usual, count: 12)))
    #expect(band.contains(rows) != isOutside, "\(why)")
  }

  @Test func `one night gone wrong does not widen it`() throws {
    let band = try #require(RowBand(nights: Array(repeating: 100, count: 12) + [0, 5000]))
    #expect(!band.contains(0))
    #expect(!band.contains(5000))
  }

  /// A database of nights of one page each with so many rows.
  private static func warnings(_ rows: [Int], _ verdict: PageLine.Verdict = .parsed) throws -> [RowWarning] {
    let folder = try Folder()
    let path = folder.path("a.sqlite")
    var loader = try Loader(path: path)
    for (night, count) in rows.enumerated() {
      var line = Samples.page("p\(night)", try Samples.time(night + 1), night == rows.count - 1 ? verdict : .parsed)
      line.listings = count
      _ = try loader.load([.page(line)])
    }
    try loader.checkpoint()
    return try DatabaseReader(path: path).rowWarnings()
  }

  @Test func `a night of half a source is told with what was usual`() throws {
    let steady = Array(repeating: 480, count: 12)
    #expect(try Self.warnings(steady + [470]).isEmpty)
    let warning = try #require(try Self.warnings(steady + [200]).first)
    #expect(warning.rows == 200)
    #expect(warning.band.median == 480)
    #expect(warning.text.contains("shop had 200 rows a night on 2025-07-13"))
  }

  @Test func `a night that is not complete has its own word and is no outlier`() throws {
    #expect(try Self.warnings(Array(repeating: 480, count: 12) + [10], .drifted).isEmpty)
  }
}
