import Outside
import Records
import Testing

@testable import Pipeline

/// When a disk will be full, and where the configuration is.
struct DiskForecastTests {
  private static func day(_ text: String) -> Day { Day(iso: text) ?? Day(number: 0) }

  private static func forecast(_ files: [(String, Int)], free: Int = 1_000_000) -> DiskForecast {
    DiskForecast(
      files: files.map { (day($0.0), $0.1) }, databaseBytes: 500, freeBytes: free, floor: 100_000,
      today: day("2025-10-01"))
  }

  @Test func `the rate is that of the last thirty days, the database grows with the archive`() {
    let forecast = Self.forecast([("2025-01-01", 400), ("2025-09-02", 300), ("2025-10-01", 300)])
    #expect(forecast.archives == 3 && forecast.archiveBytes == 1000 && forecast.days == 30)
    #expect(forecast.bytesPerDay == 30)
    #expect(forecast.daysLeft == 30_000)
    #expect(forecast.fullOn == Self.day("2025-10-01").adding(30_000))
  }

  @Test func `a workspace of one day has no rate, one that stands still no end`() {
    #expect(Self.forecast([("2025-10-01", 400)]).bytesPerDay == nil)
    #expect(Self.forecast([]).daysLeft == nil)
    let still = Self.forecast([("2025-01-01", 400)])
    #expect(still.bytesPerDay == 0 && still.daysLeft == nil)
    #expect(Self.forecast([("2025-09-30", 400), ("2025-10-01", 400)], free: 5).daysLeft == 0)
  }

  @Test(arguments: [
    ("run-20251001-0123abcd-1.warc.gz", "2025-10-01"), ("ingest-20250930T200000Z-1.warc.gz", "2025-09-30"),
    ("foreign.warc.gz", nil), ("run-99999999-0123abcd-1.warc.gz", nil),
  ])
  func `the day of an archive is in its name`(name: String, wanted: String?) {
    #expect(DiskForecast.day(of: name)?.description == wanted)
  }

  @Test func `a named folder goes before the environment, that before the one here, that before what is installed`()
    throws
  {
    let scratch = try Scratch()
    try scratch.write("", to: "share/aftermarket/pipelines/sources/ecb.json5")
    let program = scratch.path("bin/aftermarket")
    func place(_ named: String?, _ variable: String?) -> String {
      PipelinesPlace(
        named: named, environment: variable.map { ["AFTERMARKET_PIPELINES": $0] } ?? [:], program: program
      ).folder
    }
    #expect(place("a", "b") == "a")
    #expect(place(nil, "b") == "b")
    // The tests run in the project's folder or in one without pipelines.
    let usual = place(nil, "")
    #expect(usual == "pipelines" || usual == scratch.path("share/aftermarket/pipelines"))
  }
}
